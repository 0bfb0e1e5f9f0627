import { canaryScriptArns } from "../../domain/bootstrap/names";
import { environmentOf, rolePatterns } from "../../domain/bootstrap/role-patterns";
import type { PolicyCondition } from "../../domain/iam/policy-document";
import { canaryFunctions } from "../../domain/monitoring/canary";
import type { BootstrapArgs, StackArgs } from "./bootstrap-args";

/** The resources of a group of actions. */
export interface Scope {
  readonly sid: string;
  readonly actions: RegExp;
  readonly resources: readonly string[];
  readonly condition?: PolicyCondition;
}

/** The resources of a stack, by the actions that its deploy role may carry out on them. */
export function scopesOf({ accountId, environmentTagKey }: BootstrapArgs, stack: StackArgs): readonly Scope[] {
  const { platformName } = stack;
  const ofEnvironment = { [`aws:ResourceTag/${environmentTagKey}`]: environmentOf(stack) };
  const arn = (service: string, resource: string, region = "*"): string =>
    `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const eks = ["addon", "access-entry", "fargateprofile", "nodegroup", "podidentityassociation"];
  return [
    {
      sid: "Clusters",
      actions: /^eks:(?!CreateCluster$)/,
      resources: [arn("eks", `cluster/${platformName}`), ...eks.map((type) => arn("eks", `${type}/${platformName}/*`))],
    },
    {
      sid: "GroupTags",
      actions: /^autoscaling:/,
      resources: [arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/eks-*")],
    },
    {
      sid: "Profiles",
      actions: /^iam:.*InstanceProfile$/,
      resources: [arn("iam", "instance-profile/cluster-karpenter-node-profile-???????", "")],
    },
    {
      sid: "Issuers",
      actions: /^iam:.*OpenIDConnectProvider/,
      resources: [arn("iam", "oidc-provider/oidc.eks.*", "")],
    },
    {
      sid: "Roles",
      actions: /^iam:/,
      resources: rolePatterns(stack).map((pattern) => arn("iam", `role/${pattern}`, "")),
    },
    { sid: "Objects", actions: /^s3:DeleteObject/, resources: [`arn:aws:s3:::${platformName}-*/*`] },
    {
      sid: "CanaryScripts",
      actions: /^s3:(Get|Put)Object(Tagging)?$/,
      resources: [canaryScriptArns(platformName, accountId)],
    },
    { sid: "Buckets", actions: /^s3:(?!.*Account)/, resources: [`arn:aws:s3:::${platformName}-*`] },
    {
      sid: "Registries",
      actions: /^ecr:(?!.*(PullThrough|Template|Replication|RegistryScanning))/,
      resources: [arn("ecr", `repository/${platformName}/*`)],
    },
    {
      sid: "Dashboards",
      actions: /^cloudwatch:.*Dashboards?$/,
      resources: [arn("cloudwatch", `dashboard/${platformName}-*`, "")],
    },
    // CloudWatch accepts permissions for composite alarms only if they are for all alarms:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    {
      sid: "Alarms",
      actions: /^cloudwatch:(?!PutCompositeAlarm$)/,
      resources: [arn("cloudwatch", `alarm*:${platformName}-*`)],
    },
    {
      sid: "Streams",
      actions: /^firehose:/,
      resources: [arn("firehose", `deliverystream/${platformName}-archive-*`)],
    },
    // Chat configurations belong to the account. Their endpoint may be in another Region than the stack.
    { sid: "Chat", actions: /^chatbot:/, resources: ["*"] },
    {
      sid: "Topics",
      actions: /^sns:(?!.*(Unsubscribe|SubscriptionAttributes)$)/,
      resources: [arn("sns", `${platformName}-*`)],
    },
    { sid: "Queues", actions: /^sqs:/, resources: [arn("sqs", "cluster-*")] },
    {
      sid: "Events",
      actions: /^events:/,
      resources: [arn("events", "rule/cluster-*"), arn("events", "rule/monitoring-*")],
    },
    {
      sid: "Schedules",
      actions: /^scheduler:/,
      resources: [
        arn("scheduler", `schedule-group/${platformName}-off-hours`),
        arn("scheduler", `schedule/${platformName}-off-hours/*`),
      ],
    },
    { sid: "Budgets", actions: /^budgets:/, resources: [arn("budgets", `budget/${platformName}*`, "")] },
    // These have no resource yet. Cost Explorer is a service of us-east-1.
    { sid: "CostAnomalyCreation", actions: /^ce:Create/, resources: ["*"] },
    // IDs of AWS identify monitors and subscriptions, which belong to no Region.
    {
      sid: "CostAnomalies",
      actions: /^ce:(?!Create)/,
      resources: ["anomalymonitor/*", "anomalysubscription/*"].map((id) => arn("ce", id, "")),
    },
    { sid: "Trails", actions: /^cloudtrail:/, resources: [arn("cloudtrail", `trail/${platformName}`)] },
    // Cost Optimization Hub is a service of us-east-1.
    { sid: "Recommendations", actions: /^cost-optimization-hub:/, resources: ["*"] },
    // A request to the global service Route 53 is one to us-east-1.
    { sid: "HostedZoneCreation", actions: /^route53:CreateHostedZone$/, resources: ["*"] },
    // IDs of AWS identify zones, and no condition of Route 53 compares their tags.
    { sid: "HostedZones", actions: /^route53:/, resources: ["arn:aws:route53:::hostedzone/*"] },
    { sid: "Canaries", actions: /^synthetics:(?!Create)/, resources: [arn("synthetics", `canary:${platformName}-*`)] },
    { sid: "Secrets", actions: /^secretsmanager:/, resources: [arn("secretsmanager", `secret:${platformName}/*`)] },
    // Secrets name functions that rotate them. The platform creates none itself.
    {
      sid: "RotationFunctions",
      actions: /^lambda:InvokeFunction$/,
      resources: [arn("lambda", "function:*")],
      condition: { StringEquals: ofEnvironment },
    },
    {
      sid: "CanaryFunctions",
      actions: /^lambda:(?!(Add|Remove)Permission$)/,
      resources: [
        arn("lambda", `function:${canaryFunctions(`${platformName}-`)}`),
        arn("lambda", `layer:${canaryFunctions(`${platformName}-`)}`),
        // The runtime of Synthetics is a layer of AWS.
        "arn:aws:lambda:*:*:layer:Synthetics*:*",
        "arn:aws:lambda:*:*:layer:AWS-CW-Synthetics*:*",
      ],
    },
    // Buckets notify functions, and secrets are rotated by functions. The platform creates none itself.
    {
      sid: "Functions",
      actions: /^lambda:(Add|Remove)Permission$/,
      resources: [arn("lambda", "function:*")],
      condition: {
        StringEquals: {
          ...ofEnvironment,
          "lambda:Principal": ["s3.amazonaws.com", "secretsmanager.amazonaws.com"],
        },
      },
    },
    // Names of the following resources contain IDs of AWS, or none of the platform, so their tag decides.
    {
      sid: "Keys",
      actions: /^kms:(EnableKeyRotation|PutKeyPolicy|ScheduleKeyDeletion|UntagResource|UpdateKeyDescription)$/,
      resources: [arn("kms", "key/*")],
      condition: { StringEquals: ofEnvironment },
    },
    {
      sid: "Certificates",
      actions: /^acm:(Delete|RemoveTagsFrom)Certificate$/,
      resources: [arn("acm", "certificate/*")],
      condition: { StringEquals: ofEnvironment },
    },
    {
      sid: "Workspaces",
      actions: /^(aps|grafana):(Delete|Update)/,
      resources: [arn("aps", "workspace/*"), arn("aps", "scraper/*"), arn("grafana", "/workspaces/*")],
      condition: { StringEquals: ofEnvironment },
    },
    {
      sid: "LogGroups",
      actions: /^logs:(AssociateKmsKey|DeleteLogGroup|DeleteMetricFilter|.*RetentionPolicy|UntagResource)$/,
      resources: [arn("logs", "log-group:*")],
      condition: { StringEquals: ofEnvironment },
    },
  ];
}
