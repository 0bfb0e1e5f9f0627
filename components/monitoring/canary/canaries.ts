import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as synthetics from "@pulumi/aws/synthetics";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument, serviceTrustPolicy } from "../../../domain/iam/policy-document";
import { alarmDescription } from "../../../domain/monitoring/alarms";
import {
  CANARY_ARTIFACTS,
  CANARY_NAMESPACE,
  CANARY_RUNTIME,
  type CanarySettings,
  canaryAlarm,
  canaryFunctions,
  canaryName,
  canarySchedule,
  REPORT_SECONDS,
} from "../../../domain/monitoring/canary";
import { fitAutoname } from "../../../domain/names";
import type { TopicArns } from "../log-alarm";
import { CANARY_HANDLER, type CanaryScriptArgs, createCanaryScript } from "./canary-script";

export interface CanariesArgs extends CanaryScriptArgs {
  /** By key. */
  readonly canaries: Readonly<Record<string, CanarySettings>>;
  /** Keys of canaries that have an objective, whose alarms notify at P1. */
  readonly withObjective: readonly string[];
}

/** The longest name of a role. */
const ROLE_NAME_LENGTH = 64;

/**
 * Creates canaries, which request an address at an interval, and an alarm on each. Their reports are objects of the log
 * bucket. $0.0012 per run.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html
 */
export function createCanaries(parent: pulumi.Resource, name: string, args: CanariesArgs, topicArns: TopicArns): void {
  const canaries = Object.entries(args.canaries);
  if (canaries.length === 0) return;
  const script = createCanaryScript(parent, `${name}-canary`, args);
  for (const [key, settings] of canaries) {
    const canary = canaryName(args.platformName, key);
    const role = createRole(parent, `${name}-canary-${key}`, canary, args);
    new synthetics.Canary(
      `${name}-canary-${key}`,
      {
        name: canary,
        runtimeVersion: CANARY_RUNTIME,
        handler: CANARY_HANDLER,
        s3Bucket: script.bucket,
        s3Key: script.key,
        executionRoleArn: role.arn,
        artifactS3Location: pulumi.interpolate`s3://${args.logBucketName}/${CANARY_ARTIFACTS}/${canary}`,
        schedule: { expression: canarySchedule(settings.everyMinutes) },
        runConfig: {
          timeoutInSeconds: settings.timeoutSeconds,
          environmentVariables: environmentOf(settings),
        },
        startCanary: true,
        // Without it, a deleted canary leaves its function and layers behind.
        deleteLambda: true,
      },
      { parent, dependsOn: [role.policy] },
    );
    createAlarm(parent, `${name}-canary-${key}`, canary, settings, args.withObjective.includes(key), topicArns);
  }
}

/** Names that the script reads. */
function environmentOf(settings: CanarySettings): Record<string, string> {
  return {
    TARGET_URL: settings.url,
    METHOD: settings.method,
    EXPECTED_STATUS: String(settings.expectedStatus),
    MAXIMUM_LATENCY_MS: String(settings.maximumLatencyMs),
    CERTIFICATE_DAYS: String(settings.certificateDays),
    // Time to report a request without an answer, before the run itself ends.
    REQUEST_TIMEOUT_MS: String((settings.timeoutSeconds - REPORT_SECONDS) * 1000),
  };
}

/**
 * The permissions that Synthetics requires of a canary without tracing and VPC.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html
 */
function createRole(
  parent: pulumi.Resource,
  name: string,
  canary: string,
  { accountId, region, logBucketName }: CanariesArgs,
): { readonly arn: pulumi.Output<string>; readonly policy: iam.RolePolicy } {
  // Roles of the bootstrap may create roles with this suffix.
  const suffix = "-role";
  const roleName = `${fitAutoname(name, ROLE_NAME_LENGTH - suffix.length)}${suffix}`;
  const role = new iam.Role(
    roleName,
    {
      description: `Runs the canary ${canary}`,
      assumeRolePolicy: serviceTrustPolicy("lambda.amazonaws.com"),
    },
    { parent },
  );
  const policy = new iam.RolePolicy(
    roleName,
    {
      role: role.name,
      policy: pulumi.output(logBucketName).apply((bucket) =>
        policyDocument([
          {
            Effect: "Allow",
            Action: ["s3:PutObject", "s3:GetObject"],
            Resource: `arn:aws:s3:::${bucket}/${CANARY_ARTIFACTS}/${canary}/*`,
          },
          { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: `arn:aws:s3:::${bucket}` },
          { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
          {
            Effect: "Allow",
            Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/${canaryFunctions(`${canary}-`)}`,
          },
          {
            Effect: "Allow",
            Action: "cloudwatch:PutMetricData",
            Resource: "*",
            Condition: { StringEquals: { "cloudwatch:namespace": CANARY_NAMESPACE } },
          },
        ]),
      ),
    },
    { parent },
  );
  return { arn: role.arn, policy };
}

function createAlarm(
  parent: pulumi.Resource,
  name: string,
  canary: string,
  settings: CanarySettings,
  hasObjective: boolean,
  topicArns: TopicArns,
): void {
  const alarm = canaryAlarm(settings, hasObjective);
  new cloudwatch.MetricAlarm(
    name,
    {
      name: `${canary}-canary`,
      alarmDescription: alarmDescription(alarm),
      namespace: CANARY_NAMESPACE,
      metricName: "SuccessPercent",
      dimensions: { CanaryName: canary },
      statistic: "Average",
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      period: alarm.periodSeconds,
      evaluationPeriods: alarm.periods,
      datapointsToAlarm: alarm.periodsToAlarm,
      // A canary that does not run finds no outage.
      treatMissingData: "breaching",
      alarmActions: [topicArns[alarm.severity]],
      okActions: [topicArns[alarm.severity]],
    },
    { parent },
  );
}
