/** A metric that AWS publishes, with one of the sets of dimensions under which it does. */
interface PublishedMetric {
  readonly dimensions: readonly string[];
  /** Statistics that say something about the metric. */
  readonly statistics: RegExp;
}

interface PublishedNamespace {
  /** The page of AWS that lists the metrics. */
  readonly page: string;
  readonly metrics: Readonly<Record<string, PublishedMetric>>;
}

const SUM = /^Sum$/;
const HIGHEST = /^(Average|Maximum)$/;

function by(dimensions: readonly string[], statistics: RegExp): PublishedMetric {
  return { dimensions, statistics };
}

const OF_CLUSTER = ["ClusterName"];
const OF_GATEWAY = ["NatGatewayId"];
const OF_BALANCER = ["LoadBalancer"];
/** The vault of a copy job is its destination. */
const OF_VAULT = ["BackupVaultName"];

/** Metrics of AWS that the platform uses. It shares nothing with domain/monitoring, whose alarms are compared with it. */
export const PUBLISHED_METRICS: Readonly<Record<string, PublishedNamespace>> = {
  "AWS/ApplicationELB": {
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
    metrics: {
      HTTPCode_ELB_5XX_Count: by(OF_BALANCER, SUM),
      HTTPCode_Target_4XX_Count: by(OF_BALANCER, SUM),
      HTTPCode_Target_5XX_Count: by(OF_BALANCER, SUM),
      RequestCount: by(OF_BALANCER, SUM),
      // Percentile ranks, such as PR(:0.2), are percentiles: the share of values in a range.
      TargetResponseTime: by(OF_BALANCER, /^(Average|p\d+|PR\(:[\d.]+\))$/),
      UnHealthyHostCount: by(["LoadBalancer", "TargetGroup"], /^(Average|Minimum|Maximum)$/),
    },
  },
  "AWS/Backup": {
    page: "https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html",
    metrics: {
      NumberOfBackupJobsCompleted: by(OF_VAULT, SUM),
      NumberOfBackupJobsFailed: by(OF_VAULT, SUM),
      NumberOfCopyJobsCompleted: by(OF_VAULT, SUM),
      NumberOfCopyJobsFailed: by(OF_VAULT, SUM),
    },
  },
  "AWS/CertificateManager": {
    page: "https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html",
    metrics: { DaysToExpiry: by(["CertificateArn"], /^Minimum$/) },
  },
  "AWS/EFS": {
    page: "https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html",
    metrics: { PercentIOLimit: by(["FileSystemId"], HIGHEST) },
  },
  "AWS/EKS": {
    page: "https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html",
    metrics: {
      apiserver_request_total_5XX: by(OF_CLUSTER, SUM),
      apiserver_storage_size_bytes: by(OF_CLUSTER, HIGHEST),
      scheduler_pending_pods_UNSCHEDULABLE: by(OF_CLUSTER, /^(Average|Maximum|Sum)$/),
    },
  },
  "AWS/Firehose": {
    page: "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html",
    metrics: {
      "DeliveryToS3.DataFreshness": by(["DeliveryStreamName"], /^Maximum$/),
      // The sum of successful deliveries over that of all.
      "DeliveryToS3.Success": by(["DeliveryStreamName"], /^(Average|Minimum)$/),
    },
  },
  "AWS/NATGateway": {
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html",
    metrics: {
      ErrorPortAllocation: by(OF_GATEWAY, SUM),
      PacketsDropCount: by(OF_GATEWAY, SUM),
      PacketsInFromDestination: by(OF_GATEWAY, SUM),
      PacketsInFromSource: by(OF_GATEWAY, SUM),
    },
  },
  "AWS/Usage": {
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html",
    metrics: { ResourceCount: by(["Class", "Resource", "Service", "Type"], /^Maximum$/) },
  },
  CloudWatchSynthetics: {
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html",
    // The number of samples is the number of runs.
    metrics: { SuccessPercent: by(["CanaryName"], /^(Average|SampleCount)$/) },
  },
  ContainerInsights: {
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-enhanced-EKS.html",
    metrics: {
      cluster_failed_node_count: by(OF_CLUSTER, HIGHEST),
      cluster_node_count: by(OF_CLUSTER, HIGHEST),
      node_cpu_utilization: by(OF_CLUSTER, HIGHEST),
      node_diskio_ebs_volume_performance_exceeded_iops: by(OF_CLUSTER, HIGHEST),
      node_diskio_ebs_volume_performance_exceeded_tp: by(OF_CLUSTER, HIGHEST),
      node_filesystem_utilization: by(OF_CLUSTER, HIGHEST),
      node_memory_utilization: by(OF_CLUSTER, HIGHEST),
      pod_container_status_terminated_reason_oom_killed: by(OF_CLUSTER, SUM),
      pod_container_status_waiting_reason_crash_loop_back_off: by(OF_CLUSTER, SUM),
      pod_status_failed: by(OF_CLUSTER, SUM),
      pod_status_pending: by(OF_CLUSTER, SUM),
    },
  },
};
