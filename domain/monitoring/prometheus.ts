/** Days for which metrics are kept: https://docs.aws.amazon.com/prometheus/latest/APIReference/API_UpdateWorkspaceConfiguration.html */
export const METRIC_RETENTION_DAYS = { least: 1, most: 1095, default: 150 } as const;

/** Seconds between scrapes: https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-collector-how-to.html */
export const SCRAPE_SECONDS = { least: 30, most: 3600, default: 60 } as const;

/** Subnets of a collector: https://docs.aws.amazon.com/prometheus/latest/APIReference/API_EksConfiguration.html */
export const MOST_COLLECTOR_SUBNETS = 5;

/** Prefix of log groups to which AWS may deliver without a resource policy of the stack. */
export function prometheusLogGroupName(platformName: string): string {
  return `/aws/vendedlogs/prometheus/${platformName}`;
}

/**
 * What the collector reads: pods that ask for it by annotation, containers of all nodes, and the API server. The jobs for
 * nodes and API server are those of AWS.
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-collector-how-to.html#AMP-collector-configuration
 */
export function scrapeConfiguration(clusterName: string, intervalSeconds: number): string {
  return `global:
  scrape_interval: ${intervalSeconds}s
  external_labels:
    cluster: ${clusterName}
scrape_configs:
  - job_name: pods
    kubernetes_sd_configs:
      - role: pod
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]
        action: keep
        regex: "true"
      - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_path]
        action: replace
        regex: (.+)
        target_label: __metrics_path__
      - source_labels: [__address__, __meta_kubernetes_pod_annotation_prometheus_io_port]
        action: replace
        regex: ([^:]+)(?::\\d+)?;(\\d+)
        replacement: $1:$2
        target_label: __address__
      - source_labels: [__meta_kubernetes_pod_ip, __meta_kubernetes_pod_annotation_prometheus_io_port]
        action: replace
        regex: ([0-9a-fA-F]*:[0-9a-fA-F:]+);(\\d+)
        replacement: "[$1]:$2"
        target_label: __address__
      - source_labels: [__meta_kubernetes_namespace]
        target_label: namespace
      - source_labels: [__meta_kubernetes_pod_name]
        target_label: pod
  - job_name: containers
    scheme: https
    authorization:
      type: Bearer
      credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token
    kubernetes_sd_configs:
      - role: node
    relabel_configs:
      - target_label: __address__
        replacement: kubernetes.default.svc:443
      - source_labels: [__meta_kubernetes_node_name]
        regex: (.+)
        target_label: __metrics_path__
        replacement: /api/v1/nodes/$1/proxy/metrics/cadvisor
  - job_name: api-server
    scheme: https
    authorization:
      type: Bearer
      credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token
    kubernetes_sd_configs:
      - role: endpoints
    relabel_configs:
      - source_labels:
          [__meta_kubernetes_namespace, __meta_kubernetes_service_name, __meta_kubernetes_endpoint_port_name]
        action: keep
        regex: default;kubernetes;https
`;
}
