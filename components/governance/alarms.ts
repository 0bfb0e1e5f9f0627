/** When a metric calls somebody. */
export interface Alarm {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: "Average" | "Maximum" | "Sum";
  /** What counts as trouble: this much or more. */
  readonly threshold: number;
  readonly periodSeconds: number;
  /** Over so many periods… */
  readonly periods: number;
  /** … so many have to be in trouble; all of them when absent. */
  readonly periodsInTrouble?: number;
  /** What it means and where to look first, as the mail says it. */
  readonly description: string;
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
    // New nodes take some minutes; what waits longer gets none.
    periods: 15,
    description:
      "Pods have found no node for a quarter of an hour: kubectl get pods -A --field-selector status.phase=Pending",
  },
  "api-errors": {
    namespace: "AWS/EKS",
    metricName: "apiserver_request_total_5XX",
    statistic: "Sum",
    threshold: 50,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    description: "The Kubernetes API keeps failing, often by an admission webhook that does not answer",
  },
  "api-storage": {
    namespace: "AWS/EKS",
    metricName: "apiserver_storage_size_bytes",
    statistic: "Maximum",
    // At 8 GiB etcd takes no more writes: https://docs.aws.amazon.com/eks/latest/best-practices/control-plane.html
    threshold: 6 * GIB,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    description:
      "The cluster's database fills up: look for objects that nobody cleans, such as events, jobs and reports",
  },
};

/**
 * On metrics of Container Insights with enhanced observability, which an add-on has to send:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html
 */
export const CONTAINER_INSIGHTS_ALARMS: Readonly<Record<string, Alarm>> = {
  "crash-loops": {
    namespace: "ContainerInsights",
    metricName: "pod_container_status_waiting_reason_crash_loop_back_off",
    statistic: "Sum",
    threshold: 1,
    periodSeconds: MINUTE,
    // Between two waits the container runs for a moment.
    periods: 15,
    periodsInTrouble: 5,
    description:
      "Containers crash again and again: kubectl get pods -A, and kubectl logs --previous of those that wait",
  },
  "failed-nodes": {
    namespace: "ContainerInsights",
    metricName: "cluster_failed_node_count",
    statistic: "Maximum",
    threshold: 1,
    periodSeconds: MINUTE,
    periods: 10,
    description: "Nodes are sick, and were not repaired within ten minutes: kubectl describe nodes",
  },
};

/**
 * On each NAT gateway. Packets that it drops mean something only as a share of its traffic, and then AWS's own trouble.
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export const NAT_ALARM: Alarm = {
  namespace: "AWS/NATGateway",
  metricName: "ErrorPortAllocation",
  statistic: "Sum",
  threshold: 1,
  periodSeconds: MINUTE,
  periods: 15,
  periodsInTrouble: 5,
  description:
    "Connections to the internet fail: too many at once go to one destination. An endpoint takes AWS's own services off the gateway",
};

/** On jobs of AWS Backup: https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html */
export const BACKUP_ALARM = jobsAlarm(
  "NumberOfBackupJobsFailed",
  "Something was not copied: aws backup list-backup-jobs --by-state FAILED says what, and why",
);

export const COPY_ALARM = jobsAlarm(
  "NumberOfCopyJobsFailed",
  "A backup did not reach the second Region: aws backup list-copy-jobs --by-state FAILED says which, and why",
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
  };
}

/**
 * On each file system, as AWS recommends for its performance mode, General Purpose. Burst credits, the other one, are of
 * no throughput mode that the platform has.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#EFS
 */
export const FILE_SYSTEM_ALARM: Alarm = {
  namespace: "AWS/EFS",
  metricName: "PercentIOLimit",
  statistic: "Average",
  threshold: 100,
  periodSeconds: MINUTE,
  periods: 15,
  description: "The file system answers no faster, whatever is asked: spread the load over more file systems",
};
