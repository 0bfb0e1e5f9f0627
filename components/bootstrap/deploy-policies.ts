import { CONFIG_ROLE_NAME, CONFIG_SERVICE } from "../../domain/account/services";
import { boundaryArn } from "../../domain/bootstrap/names";
import { environmentOf, rolePatterns } from "../../domain/bootstrap/role-patterns";
import { writesOf } from "../../domain/bootstrap/writes";
import { type PolicyCondition, policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";
import type { BootstrapArgs, StackArgs } from "./bootstrap-args";

/** Services by policy: one policy has at most 6,144 characters, so there are several. */
const AREAS = {
  network: ["ec2", "route53", "route53resolver"],
  cluster: ["eks", "autoscaling", "kms"],
  roles: ["iam"],
  data: ["s3", "ecr", "elasticfilesystem", "backup", "backup-storage", "inspector2"],
  monitoring: ["cloudwatch", "events", "logs", "sns", "sqs"],
  operations: [
    ...["access-analyzer", "budgets", "ce", "chatbot", "compute-optimizer", "cost-optimization-hub", "fis", "lambda"],
    ...["resource-groups", "scheduler", "ssm", "synthetics", "wafv2"],
  ],
} as const;

/** Services that record and detect attacks in the account, only for stacks that create them. */
const ACCOUNT_SERVICES = ["cloudtrail", "config", "guardduty", "securityhub"];

/** Services to which a stack passes roles. */
const ROLE_USERS = [
  "backup.amazonaws.com",
  "chatbot.amazonaws.com",
  "ec2.amazonaws.com",
  "ecr.amazonaws.com",
  "eks-fargate-pods.amazonaws.com",
  "eks.amazonaws.com",
  "fis.amazonaws.com",
  "lambda.amazonaws.com",
  "pods.eks.amazonaws.com",
  "scheduler.amazonaws.com",
  "s3.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Services that create a role of their own on the first use in an account. */
const SERVICE_LINKED = [
  "autoscaling.amazonaws.com",
  "backup.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "eks-fargate.amazonaws.com",
  "eks-nodegroup.amazonaws.com",
  "eks.amazonaws.com",
  "elasticfilesystem.amazonaws.com",
  "inspector2.amazonaws.com",
  "pullthroughcache.ecr.amazonaws.com",
  "replication.ecr.amazonaws.com",
  "spot.amazonaws.com",
  "wafv2.amazonaws.com",
];

/** Services that recommend savings. */
const SERVICE_LINKED_OF_RECOMMENDATIONS = [
  "compute-optimizer.amazonaws.com",
  "cost-optimization-hub.bcm.amazonaws.com",
];

/** Those of the services of the account, only for stacks that create them. */
const SERVICE_LINKED_OF_ACCOUNT = [
  "agentless.inspector2.amazonaws.com",
  CONFIG_SERVICE,
  "guardduty.amazonaws.com",
  "malware-protection.guardduty.amazonaws.com",
  "securityhub.amazonaws.com",
];

/** The resources of a group of actions. */
interface Scope {
  readonly sid: string;
  readonly actions: RegExp;
  readonly resources: readonly string[];
  readonly condition?: PolicyCondition;
}

/**
 * The policies with which a stack is created, updated and destroyed, by area. Where names are known, they allow resources of
 * this platform only; keys, log groups and functions need the tag of the environment; all other actions are limited to the Regions of the account.
 */
export function deployPolicies(args: BootstrapArgs, key: string, stack: StackArgs): Readonly<Record<string, string>> {
  const scopes = scopesOf(args, stack);
  const regions = [args.region, ...(args.secondRegion === undefined ? [] : [args.secondRegion])];
  const omitted = [
    // Replication has a destination only in the second Region, and its setting belongs to the account.
    ...(args.secondRegion === undefined ? ["ecr:PutReplicationConfiguration"] : []),
    ...(stack.accountServices ? [] : ["inspector2:Disable"]),
    // The statements on roles have these, with the services that they are for.
    "iam:CreateServiceLinkedRole",
    "iam:DeleteServiceLinkedRole",
  ];
  const areas = { ...AREAS, ...(stack.accountServices ? { account: ACCOUNT_SERVICES } : {}) };
  return Object.fromEntries(
    Object.entries(areas).map(([area, services]) => {
      const actions = writesOf(...services).filter((action) => !omitted.includes(action));
      const statements = scopedStatements(actions, scopes, regions);
      const ofRoles: Readonly<Record<string, readonly PolicyStatement[]>> = {
        cluster: [passRoles(args, stack)],
        roles: roleStatements(args, key),
        operations: [createServiceLinkedRoles(args, SERVICE_LINKED_OF_RECOMMENDATIONS)],
        account: accountRoleStatements(args),
      };
      return [area, policyDocument([...statements, ...(ofRoles[area] ?? [])])];
    }),
  );
}

function scopesOf({ accountId, environmentTagKey }: BootstrapArgs, stack: StackArgs): readonly Scope[] {
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
    // Only the bucket with the script of canaries: the names of others have their key before the account.
    {
      sid: "CanaryScripts",
      actions: /^s3:(Get|Put)Object$/,
      resources: [`arn:aws:s3:::${platformName}-${accountId}-*/*`],
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
    { sid: "Alarms", actions: /^cloudwatch:/, resources: [arn("cloudwatch", `alarm*:${platformName}-*`)] },
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
    { sid: "HostedZones", actions: /^route53:/, resources: ["arn:aws:route53:::hostedzone/*"] },
    { sid: "Canaries", actions: /^synthetics:(?!Create)/, resources: [arn("synthetics", `canary:${platformName}-*`)] },
    {
      sid: "CanaryFunctions",
      actions: /^lambda:(?!(Add|Remove)Permission$)/,
      resources: [
        arn("lambda", `function:cwsyn-${platformName}-*`),
        arn("lambda", `layer:cwsyn-${platformName}-*`),
        // The runtime of Synthetics is a layer of AWS.
        "arn:aws:lambda:*:*:layer:Synthetics*:*",
      ],
    },
    // Buckets notify functions. The platform creates none itself.
    {
      sid: "Functions",
      actions: /^lambda:(Add|Remove)Permission$/,
      resources: [arn("lambda", "function:*")],
      condition: { StringEquals: { ...ofEnvironment, "lambda:Principal": "s3.amazonaws.com" } },
    },
    // Names of the following resources contain IDs of AWS, or none of the platform, so their tag decides.
    {
      sid: "Keys",
      actions: /^kms:(EnableKeyRotation|PutKeyPolicy|ScheduleKeyDeletion|UntagResource|UpdateKeyDescription)$/,
      resources: [arn("kms", "key/*")],
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

/** A statement for each scope with its actions, and one for the actions without a scope. */
function scopedStatements(
  actions: readonly string[],
  scopes: readonly Scope[],
  regions: readonly string[],
): readonly PolicyStatement[] {
  const scopeOf = (action: string): Scope | undefined => scopes.find((scope) => scope.actions.test(action));
  const scoped = scopes.flatMap((scope): PolicyStatement[] => {
    const own = actions.filter((action) => scopeOf(action) === scope);
    if (own.length === 0) return [];
    const { sid, resources, condition } = scope;
    const statement = { Sid: sid, Effect: "Allow", Action: own, Resource: resources } as const;
    return [condition === undefined ? statement : { ...statement, Condition: condition }];
  });
  const others = actions.filter((action) => scopeOf(action) === undefined);
  if (others.length === 0) return scoped;
  const inRegions = { StringEquals: { "aws:RequestedRegion": regions } };
  return [...scoped, { Sid: "InRegions", Effect: "Allow", Action: others, Resource: "*", Condition: inRegions }];
}

function passRoles({ accountId }: BootstrapArgs, stack: StackArgs): PolicyStatement {
  return {
    Sid: "PassRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: rolePatterns(stack).map((pattern) => `arn:aws:iam::${accountId}:role/${pattern}`),
    Condition: { StringEquals: { "iam:PassedToService": ROLE_USERS } },
  };
}

function roleStatements(args: BootstrapArgs, key: string): readonly PolicyStatement[] {
  return [
    createServiceLinkedRoles(args, SERVICE_LINKED),
    // The boundary denies the same for every role. Here it also holds where an administrator removes the boundary.
    {
      Sid: "RolesHaveTheBoundary",
      Effect: "Deny",
      Action: "iam:CreateRole",
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn(args, key) } },
    },
  ];
}

/** The role of the trail, the service-linked role of AWS Config, and those that the other services create for themselves. */
function accountRoleStatements(args: BootstrapArgs): readonly PolicyStatement[] {
  const role = (pattern: string): string => `arn:aws:iam::${args.accountId}:role/${pattern}`;
  return [
    {
      Sid: "PassTrailRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: role("account-services-trail-role-???????"),
      Condition: { StringEquals: { "iam:PassedToService": "cloudtrail.amazonaws.com" } },
    },
    {
      Sid: "ConfigRole",
      Effect: "Allow",
      Action: ["iam:DeleteServiceLinkedRole", "iam:PassRole", "iam:TagRole", "iam:UntagRole"],
      Resource: role(`aws-service-role/${CONFIG_SERVICE}/${CONFIG_ROLE_NAME}`),
    },
    createServiceLinkedRoles(args, SERVICE_LINKED_OF_ACCOUNT),
  ];
}

function createServiceLinkedRoles({ accountId }: BootstrapArgs, services: readonly string[]): PolicyStatement {
  return {
    Sid: "ServiceLinkedRoles",
    Effect: "Allow",
    Action: "iam:CreateServiceLinkedRole",
    Resource: `arn:aws:iam::${accountId}:role/aws-service-role/*`,
    Condition: { StringEquals: { "iam:AWSServiceName": services } },
  };
}
