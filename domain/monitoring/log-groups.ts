import { webAclLogGroupName } from "../cluster/web-acl";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html */
export const LOG_CLASSES = ["STANDARD", "INFREQUENT_ACCESS"] as const;
export type LogClass = (typeof LOG_CLASSES)[number];

/** Kinds of log groups that a stack creates, whose class can be chosen. */
export const LOG_GROUP_KINDS = ["controlPlane", "containers", "flowLogs", "dnsQueries", "trail"] as const;
export type LogGroupKind = (typeof LOG_GROUP_KINDS)[number];

/** Settings of a kind of log group. Omitted: those of the area that creates it. */
export interface LogGroupSettings {
  readonly retentionDays?: number | undefined;
  readonly logClass?: LogClass | undefined;
}

/** Subscription filters of a log group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const SUBSCRIPTIONS_PER_LOG_GROUP = 2;

/** Containers write to these groups: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-EKS.html */
const CONTAINER_LOGS = ["application", "dataplane", "host"];

/** Names of the kinds of log groups that have one. Pulumi generates the names of the others. */
const NAMES: Readonly<Partial<Record<LogGroupKind, (platformName: string) => readonly string[]>>> = {
  controlPlane: (platformName) => [`/aws/eks/${platformName}/cluster`],
  containers: (platformName) => CONTAINER_LOGS.map((log) => `/aws/containerinsights/${platformName}/${log}`),
  dnsQueries: (platformName) => [dnsQueryLogGroupName(platformName)],
};

export function dnsQueryLogGroupName(platformName: string): string {
  return `/aws/vendedlogs/route53resolver/${platformName}`;
}

/** Reasons of failed deliveries to the log archive. */
export function archiveErrorLogGroupName(platformName: string): string {
  return `/aws/kinesisfirehose/${platformName}-archive`;
}

/**
 * Whether the stack creates a log group beside its filters or after them: those of its archive, Prometheus and experiments. A
 * filter would have to wait for it, and an archive of its own errors would feed itself.
 */
export function isCreatedAfterFilters(logGroupName: string, platformName: string): boolean {
  return [
    archiveErrorLogGroupName(platformName),
    ...["fis", "prometheus"].map((service) => `/aws/vendedlogs/${service}/${platformName}`),
  ].includes(logGroupName);
}

/** Whether a log group has a name that only the stack gives to one of its own. */
export function isOfPlatform(logGroupName: string, platformName: string): boolean {
  return (
    [`/aws/eks/${platformName}/`, `/aws/containerinsights/${platformName}/`].some((prefix) =>
      logGroupName.startsWith(prefix),
    ) ||
    [webAclLogGroupName(platformName), dnsQueryLogGroupName(platformName)].includes(logGroupName) ||
    isCreatedAfterFilters(logGroupName, platformName)
  );
}

/** The kind of a log group that the stack creates; undefined for other log groups. */
export function logGroupKindOf(logGroupName: string, platformName: string): LogGroupKind | undefined {
  return LOG_GROUP_KINDS.find((kind) => NAMES[kind]?.(platformName).includes(logGroupName) === true);
}
