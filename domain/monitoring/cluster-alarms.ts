import { type Alarm, FIVE_MINUTES, MINUTE } from "./alarms";

const GIB = 1024 ** 3;
const EKS_METRICS = "https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html";
const INSIGHTS_METRICS =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html";

/** On metrics that EKS publishes of every control plane, free of charge. */
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
    source: EKS_METRICS,
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
    source: EKS_METRICS,
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
    source: EKS_METRICS,
  },
  heartbeat: {
    namespace: "AWS/EKS",
    metricName: "apiserver_storage_size_bytes",
    statistic: "Maximum",
    // Every control plane has a database, so a value below 1 and no value mean the same.
    threshold: 1,
    isBelow: true,
    countsMissingData: true,
    periodSeconds: MINUTE,
    periods: 15,
    description: "CloudWatch gets no metrics of the control plane, so the other alarms on the cluster are silent",
    severity: "P1",
    runbook: "heartbeat",
    source: EKS_METRICS,
  },
};

/**
 * On metrics of Container Insights with enhanced observability, which an add-on sends. Utilization is that of all nodes: an
 * autoscaler distributes pods, and one busy node alone needs nobody. A full disk is not shared, so it counts for each node.
 */
export const CONTAINER_INSIGHTS_ALARMS: Readonly<Record<string, Alarm>> = {
  "crash-loops": {
    ...insights("pod_container_status_waiting_reason_crash_loop_back_off", "Sum", 1),
    // The container runs for a moment between two back-offs.
    periods: 15,
    periodsToAlarm: 5,
    description:
      "Containers are in CrashLoopBackOff: run kubectl get pods -A, then kubectl logs --previous for those containers",
    severity: "P2",
    runbook: "crash-loops",
  },
  "oom-kills": {
    ...insights("pod_container_status_terminated_reason_oom_killed", "Sum", 1),
    periods: 15,
    periodsToAlarm: 3,
    description: "Containers exceed their memory limit and are killed: kubectl get pods -A, then raise the limit",
    severity: "P2",
    runbook: "crash-loops",
  },
  "pending-pods": {
    ...insights("pod_status_pending", "Sum", 1),
    periods: 30,
    description:
      "Pods have been pending for 30 minutes, often for an image or a volume: kubectl get events -A --field-selector type=Warning",
    severity: "P2",
    runbook: "unschedulable-pods",
  },
  "failed-pods": {
    ...insights("pod_status_failed", "Sum", 1),
    periods: 15,
    description:
      "Pods failed, such as those of jobs: kubectl get pods -A --field-selector status.phase=Failed. Delete them once they are explained",
    severity: "P2",
    runbook: "failed-pods",
  },
  "failed-nodes": {
    ...insights("cluster_failed_node_count", "Maximum", 1),
    periods: 10,
    description: "Nodes are unhealthy, and were not repaired within 10 minutes: kubectl describe nodes",
    severity: "P1",
    runbook: "nodes",
  },
  ...utilization("node-cpu", "node_cpu_utilization", "Average", { P2: 75, P1: 90 }, "The CPUs of the nodes are"),
  ...utilization("node-memory", "node_memory_utilization", "Average", { P2: 80, P1: 90 }, "The memory of the nodes is"),
  ...utilization("node-disk", "node_filesystem_utilization", "Maximum", { P2: 80, P1: 95 }, "The disk of a node is"),
  ...volumes("volume-iops", "iops", "IOPS"),
  ...volumes("volume-throughput", "tp", "throughput"),
  "insights-heartbeat": {
    ...insights("cluster_node_count", "Maximum", 1),
    isBelow: true,
    countsMissingData: true,
    periods: 15,
    description:
      "Container Insights sends no metrics, so the alarms on pods and nodes are silent: kubectl get pods -n amazon-cloudwatch",
    severity: "P2",
    runbook: "heartbeat",
  },
};

function insights(
  metricName: string,
  statistic: Alarm["statistic"],
  threshold: number,
): Pick<Alarm, "namespace" | "metricName" | "statistic" | "threshold" | "periodSeconds" | "source"> {
  return {
    namespace: "ContainerInsights",
    metricName,
    statistic,
    threshold,
    periodSeconds: MINUTE,
    source: INSIGHTS_METRICS,
  };
}

/** Two alarms on a share in percent: `<key>` of severity P2, and `<key>-critical` of severity P1. */
function utilization(
  key: string,
  metricName: string,
  statistic: Alarm["statistic"],
  thresholds: Readonly<Record<Alarm["severity"], number>>,
  what: string,
): Readonly<Record<string, Alarm>> {
  const alarm = (severity: Alarm["severity"]): Alarm => ({
    ...insights(metricName, statistic, thresholds[severity]),
    periods: 15,
    description: `${what} used by ${thresholds[severity]} % or more for 15 minutes: kubectl top nodes`,
    severity,
    runbook: "node-utilization",
  });
  return { [key]: alarm("P2"), [`${key}-critical`]: alarm("P1") };
}

/** The metric is the time, in microseconds of a minute, in which a volume was at its limit. */
function volumes(key: string, kind: string, title: string): Readonly<Record<string, Alarm>> {
  return {
    [key]: {
      ...insights(`node_diskio_ebs_volume_performance_exceeded_${kind}`, "Maximum", 30_000_000),
      periods: 15,
      description: `A volume needed more ${title} than it has for half of the time, for 15 minutes: kubectl get persistentvolumes`,
      severity: "P2",
      runbook: "volumes",
    },
  };
}
