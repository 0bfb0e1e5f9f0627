import { CANARY_NAMESPACE } from "./canary";

/** A metric of CloudWatch, with the ID that expressions use. */
export interface MetricQuery {
  readonly id: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stat: string;
}

/** What an objective measures: which events are bad. */
export interface Indicator {
  /** Part of the alarms' names. */
  readonly key: string;
  /** Bad events, as the notification names them. */
  readonly bad: string;
  readonly targetPercent: number;
  readonly metrics: readonly MetricQuery[];
  /** Expression of the share of bad events in percent. Without events, it has no value. */
  readonly badPercent: string;
  /** Expression of the number of bad events. */
  readonly badCount: string;
  /** Bad events in the long window without which no alarm is raised, so that one failure among few events pages nobody. */
  readonly leastBad: number;
}

/** An objective for a load balancer or for a canary. */
export interface Slo {
  /** Last part of the ARN of an Application Load Balancer: `app/<name>/<id>`. */
  readonly loadBalancer?: string | undefined;
  /** Key of a canary. */
  readonly canary?: string | undefined;
  readonly availabilityPercent: number;
  /** Of a load balancer only: the canary has a limit of its own. */
  readonly latencyMs: number;
  readonly latencyPercent: number;
}

const LOAD_BALANCER = "AWS/ApplicationELB";
const LEAST_BAD_REQUESTS = 10;
const LEAST_FAILED_RUNS = 2;

/**
 * The indicators of an objective: availability and latency of a load balancer, or the successful runs of a canary, which
 * fails for a slow answer too.
 *
 * @param canaryName name of the canary in CloudWatch Synthetics, by its key
 */
export function indicatorsOf(slo: Slo, canaryName: (key: string) => string): readonly Indicator[] {
  if (slo.loadBalancer !== undefined) return [availability(slo, slo.loadBalancer), latency(slo, slo.loadBalancer)];
  return slo.canary === undefined ? [] : [successfulRuns(slo, canaryName(slo.canary))];
}

/**
 * Errors of the load balancer itself count as bad: without a healthy target, it answers 503 and counts no request. Errors of
 * the client (4xx) do not.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
function availability({ availabilityPercent }: Slo, loadBalancer: string): Indicator {
  const badCount = "(FILL(elb5xx,0)+FILL(target5xx,0))";
  return {
    key: "availability",
    bad: "requests that failed with 5xx",
    targetPercent: availabilityPercent,
    metrics: [
      sumOf("elb5xx", "HTTPCode_ELB_5XX_Count", loadBalancer),
      sumOf("target5xx", "HTTPCode_Target_5XX_Count", loadBalancer),
      sumOf("requests", "RequestCount", loadBalancer),
    ],
    badPercent: `100*${badCount}/(FILL(requests,0)+FILL(elb5xx,0))`,
    badCount,
    leastBad: LEAST_BAD_REQUESTS,
  };
}

/** PR is the percentile rank, the share of requests within a limit: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
function latency({ latencyMs, latencyPercent }: Slo, loadBalancer: string): Indicator {
  return {
    key: "latency",
    bad: `requests that took longer than ${latencyMs} ms`,
    targetPercent: latencyPercent,
    metrics: [
      {
        id: "fast",
        namespace: LOAD_BALANCER,
        metricName: "TargetResponseTime",
        dimensions: { LoadBalancer: loadBalancer },
        // The metric is in seconds.
        stat: `PR(:${latencyMs / 1000})`,
      },
      sumOf("requests", "RequestCount", loadBalancer),
    ],
    badPercent: "100-fast",
    badCount: "(100-fast)/100*FILL(requests,0)",
    leastBad: LEAST_BAD_REQUESTS,
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html */
function successfulRuns({ availabilityPercent }: Slo, canaryName: string): Indicator {
  const successPercent = {
    namespace: CANARY_NAMESPACE,
    metricName: "SuccessPercent",
    dimensions: { CanaryName: canaryName },
  };
  return {
    key: "availability",
    bad: "runs of the canary that failed",
    targetPercent: availabilityPercent,
    metrics: [
      { id: "success", ...successPercent, stat: "Average" },
      { id: "runs", ...successPercent, stat: "SampleCount" },
    ],
    badPercent: "100-success",
    badCount: "(100-success)/100*runs",
    leastBad: LEAST_FAILED_RUNS,
  };
}

function sumOf(id: string, metricName: string, loadBalancer: string): MetricQuery {
  return { id, namespace: LOAD_BALANCER, metricName, dimensions: { LoadBalancer: loadBalancer }, stat: "Sum" };
}
