import { CANARY_NAMESPACE } from "./canary";

/** What a stack has that dashboards can show. */
export interface DashboardParts {
  readonly region: string;
  readonly clusterName: string;
  /** IDs of NAT gateways or dimensions of their metrics, by zone. */
  readonly natMetrics: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** IDs of file systems by key. */
  readonly fileSystemIds: Readonly<Record<string, string>>;
  /** Last parts of the ARNs of load balancers that objectives measure. */
  readonly loadBalancers: readonly string[];
  /** Names of canaries. */
  readonly canaries: readonly string[];
}

/** Namespace, name, and dimensions by name. */
type Metric = readonly [namespace: string, name: string, dimensions: Readonly<Record<string, string>>];

interface Graph {
  readonly title: string;
  readonly stat: string;
  readonly metrics: readonly Metric[];
}

/** Of 24 columns. */
const WIDTH = 12;
const HEIGHT = 6;
const PERIOD_SECONDS = 300;

/**
 * The dashboard of the four golden signals, one row each: traffic, errors, latency and saturation.
 * https://sre.google/sre-book/monitoring-distributed-systems/#xref_monitoring_golden-signals
 */
export function signalsDashboard(parts: DashboardParts): string {
  const { region, clusterName, natMetrics, fileSystemIds, loadBalancers, canaries } = parts;
  const ofCluster = (...names: string[]): Metric[] =>
    names.map((name) => ["AWS/EKS", name, { ClusterName: clusterName }]);
  const ofNodes = (...names: string[]): Metric[] =>
    names.map((name) => ["ContainerInsights", name, { ClusterName: clusterName }]);
  const ofBalancers = (...names: string[]): Metric[] =>
    loadBalancers.flatMap((LoadBalancer) =>
      names.map((name): Metric => ["AWS/ApplicationELB", name, { LoadBalancer }]),
    );
  const ofGateways = (...names: string[]): Metric[] =>
    Object.values(natMetrics).flatMap((dimensions) =>
      names.map((name): Metric => ["AWS/NATGateway", name, dimensions]),
    );
  const ofCanaries = (name: string): Metric[] =>
    canaries.map((CanaryName): Metric => [CANARY_NAMESPACE, name, { CanaryName }]);
  const ofFiles = Object.values(fileSystemIds).map((FileSystemId): Metric => [
    "AWS/EFS",
    "PercentIOLimit",
    { FileSystemId },
  ]);
  return body(region, [
    { title: "Traffic: requests to the Kubernetes API", stat: "Sum", metrics: ofCluster("apiserver_request_total") },
    { title: "Traffic: requests to load balancers", stat: "Sum", metrics: ofBalancers("RequestCount") },
    {
      title: "Traffic: bytes through NAT gateways",
      stat: "Sum",
      metrics: ofGateways("BytesOutToDestination", "BytesInFromDestination"),
    },
    {
      title: "Errors: Kubernetes API",
      stat: "Sum",
      metrics: ofCluster("apiserver_request_total_5XX", "apiserver_request_total_429"),
    },
    {
      title: "Errors: load balancers",
      stat: "Sum",
      metrics: ofBalancers("HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"),
    },
    { title: "Errors: successful runs of canaries, percent", stat: "Average", metrics: ofCanaries("SuccessPercent") },
    {
      title: "Errors: dropped packets and failed connections of NAT gateways",
      stat: "Sum",
      metrics: ofGateways("PacketsDropCount", "ErrorPortAllocation"),
    },
    {
      title: "Latency: Kubernetes API, 99th percentile in seconds",
      stat: "Average",
      metrics: ofCluster("apiserver_request_duration_seconds_GET_P99", "apiserver_request_duration_seconds_POST_P99"),
    },
    {
      title: "Latency: load balancers, 99th percentile in seconds",
      stat: "p99",
      metrics: ofBalancers("TargetResponseTime"),
    },
    { title: "Latency: duration of runs of canaries, ms", stat: "Average", metrics: ofCanaries("Duration") },
    {
      title: "Saturation: pods without a node",
      stat: "Maximum",
      metrics: ofCluster("scheduler_pending_pods_UNSCHEDULABLE"),
    },
    {
      title: "Saturation: CPU, memory and disks of nodes, percent (Container Insights)",
      stat: "Average",
      metrics: ofNodes("node_cpu_utilization", "node_memory_utilization", "node_filesystem_utilization"),
    },
    { title: "Saturation: I/O limit of file systems, percent", stat: "Average", metrics: ofFiles },
  ]);
}

/**
 * The dashboard of costs: the charges of the account so far this month, and what drives them. AWS publishes charges in
 * us-east-1, if billing alerts are enabled.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html
 */
export function costDashboard({ region, natMetrics }: DashboardParts): string {
  const charges = (...services: string[]): Metric[] =>
    services.map((ServiceName) => ["AWS/Billing", "EstimatedCharges", { ServiceName, Currency: "USD" }]);
  return body(region, [
    {
      title: "Charges of the account this month, USD",
      stat: "Maximum",
      metrics: [["AWS/Billing", "EstimatedCharges", { Currency: "USD" }]],
      region: "us-east-1",
    },
    {
      title: "Charges by service this month, USD",
      stat: "Maximum",
      metrics: charges("AmazonEC2", "AmazonEKS", "AmazonVPC", "AmazonS3", "AmazonCloudWatch", "AWSDataTransfer"),
      region: "us-east-1",
    },
    {
      title: "Bytes through NAT gateways, $0.045 per GB",
      stat: "Sum",
      metrics: Object.values(natMetrics).flatMap((dimensions): Metric[] => [
        ["AWS/NATGateway", "BytesOutToDestination", dimensions],
        ["AWS/NATGateway", "BytesInFromDestination", dimensions],
      ]),
    },
    { title: "Bytes of logs of the Region, $0.50 per GB", stat: "Sum", metrics: [["AWS/Logs", "IncomingBytes", {}]] },
  ]);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function body(region: string, graphs: readonly (Graph & { readonly region?: string })[]): string {
  const widgets = graphs
    .filter(({ metrics }) => metrics.length > 0)
    .map(({ title, stat, metrics, region: ofMetrics = region }, index) => ({
      type: "metric",
      x: (index % 2) * WIDTH,
      y: Math.floor(index / 2) * HEIGHT,
      width: WIDTH,
      height: HEIGHT,
      properties: {
        title,
        stat,
        region: ofMetrics,
        period: PERIOD_SECONDS,
        metrics: metrics.map(([namespace, name, dimensions]) => [
          namespace,
          name,
          ...Object.entries(dimensions).flat(),
        ]),
      },
    }));
  return JSON.stringify({ widgets });
}
