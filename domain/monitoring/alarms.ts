import type { Severity } from "./severity";

/** A CloudWatch alarm on one metric. */
export interface Alarm {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: "Average" | "Maximum" | "Sum";
  /** The alarm counts a period whose value is this or greater. */
  readonly threshold: number;
  readonly periodSeconds: number;
  /** Number of the latest periods that are evaluated. */
  readonly periods: number;
  /** Number of those periods that must reach the threshold. Default: all. */
  readonly periodsToAlarm?: number;
  /** Meaning and first command to run, as the notification shows them. */
  readonly description: string;
  readonly severity: Severity;
  /** Name of its page in docs/runbooks/alarms, without `.md`. */
  readonly runbook: string;
}

/** What the notification says: at most 1024 characters, with the page that describes what to do. */
export function alarmDescription({
  severity,
  description,
  runbook,
}: Pick<Alarm, "severity" | "description" | "runbook">): string {
  return `${severity}. ${description}. Runbook: docs/runbooks/alarms/${runbook}.md`;
}

const MINUTE = 60;
const FIVE_MINUTES = 300;
const HOUR = 3600;
const GIB = 1024 ** 3;

/**
 * On metrics that EKS publishes of every control plane, free of charge:
 * https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html
 */
export const CONTROL_PLANE_ALARMS: Readonly<Record<string, Alarm>> = {
  "unschedulable-pods": {
    namespace: "AWS/EKS",
    metricName: "scheduler_pending_pods_UNSCHEDULABLE",
    statistic: "Sum",
    threshold: 1,
    periodSeconds: MINUTE,
    // A new node takes some minutes; a pod that waits longer gets none.
    periods: 15,
    description:
      "Pods have been unschedulable for 15 minutes: kubectl get pods -A --field-selector status.phase=Pending",
    severity: "P1",
    runbook: "unschedulable-pods",
  },
  "api-errors": {
    namespace: "AWS/EKS",
    metricName: "apiserver_request_total_5XX",
    statistic: "Sum",
    threshold: 50,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    description: "The Kubernetes API returns server errors, often because an admission webhook does not answer",
    severity: "P1",
    runbook: "api-server",
  },
  "api-storage": {
    namespace: "AWS/EKS",
    metricName: "apiserver_storage_size_bytes",
    statistic: "Maximum",
    // At 8 GiB etcd refuses writes: https://docs.aws.amazon.com/eks/latest/best-practices/control-plane.html
    threshold: 6 * GIB,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    description:
      "The etcd database of the cluster is filling up: look for objects that are never deleted, such as events, jobs and reports",
    severity: "P1",
    runbook: "api-server",
  },
};

/**
 * On metrics of Container Insights with enhanced observability, which an add-on sends:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
 */
export const CONTAINER_INSIGHTS_ALARMS: Readonly<Record<string, Alarm>> = {
  "crash-loops": {
    namespace: "ContainerInsights",
    metricName: "pod_container_status_waiting_reason_crash_loop_back_off",
    statistic: "Sum",
    threshold: 1,
    periodSeconds: MINUTE,
    // The container runs for a moment between two back-offs.
    periods: 15,
    periodsToAlarm: 5,
    description:
      "Containers are in CrashLoopBackOff: run kubectl get pods -A, then kubectl logs --previous for those containers",
    severity: "P2",
    runbook: "crash-loops",
  },
  "failed-nodes": {
    namespace: "ContainerInsights",
    metricName: "cluster_failed_node_count",
    statistic: "Maximum",
    threshold: 1,
    periodSeconds: MINUTE,
    periods: 10,
    description: "Nodes are unhealthy, and were not repaired within 10 minutes: kubectl describe nodes",
    severity: "P1",
    runbook: "nodes",
  },
};

/**
 * On each NAT gateway. Dropped packets are omitted: only their share of the traffic is meaningful, and its cause is on the side of AWS.
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export const NAT_ALARM: Alarm = {
  namespace: "AWS/NATGateway",
  metricName: "ErrorPortAllocation",
  statistic: "Sum",
  threshold: 1,
  periodSeconds: MINUTE,
  periods: 15,
  periodsToAlarm: 5,
  description:
    "Connections to the internet fail: too many at once have the same destination. An interface endpoint moves traffic to AWS services off the gateway",
  severity: "P1",
  runbook: "nat-gateway",
};

/** On jobs of AWS Backup: https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html */
export const BACKUP_ALARM = jobsAlarm(
  "NumberOfBackupJobsFailed",
  "A backup job failed: aws backup list-backup-jobs --by-state FAILED lists the resource and the cause",
);

export const COPY_ALARM = jobsAlarm(
  "NumberOfCopyJobsFailed",
  "A backup was not copied to the second Region: aws backup list-copy-jobs --by-state FAILED lists the backup and the cause",
);

function jobsAlarm(metricName: string, description: string): Alarm {
  return {
    namespace: "AWS/Backup",
    metricName,
    statistic: "Sum",
    threshold: 1,
    periodSeconds: HOUR,
    periods: 1,
    description,
    severity: "P2",
    runbook: "backups",
  };
}

/**
 * On each file system, as AWS recommends for the performance mode General Purpose. The recommended alarm on burst credits
 * does not apply: no throughput mode of the platform has them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#EFS
 */
export const FILE_SYSTEM_ALARM: Alarm = {
  namespace: "AWS/EFS",
  metricName: "PercentIOLimit",
  statistic: "Average",
  threshold: 100,
  periodSeconds: MINUTE,
  periods: 15,
  description:
    "The file system is at the I/O limit of its performance mode: distribute the load over more file systems",
  severity: "P2",
  runbook: "file-systems",
};
