import { type Alarm, FIVE_MINUTES, MINUTE } from "./alarms";

const METRICS =
  "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html";

/** Fewer requests in five minutes say nothing about a share. */
const LEAST_REQUESTS = 50;

/** On each Application Load Balancer of `alarms.loadBalancers`, by the last part of their keys. */
export const LOAD_BALANCER_ALARMS: Readonly<Record<string, Alarm>> = {
  "5xx": {
    ...metric("HTTPCode_Target_5XX_Count", "Sum"),
    math: {
      expression: `IF(requests >= ${LEAST_REQUESTS}, 100 * (FILL(m1, 0) + FILL(m2, 0)) / requests, 0)`,
      metrics: {
        m2: { metricName: "HTTPCode_ELB_5XX_Count", statistic: "Sum" },
        requests: { metricName: "RequestCount", statistic: "Sum" },
      },
    },
    threshold: 5,
    description: "5 % or more of the requests to a load balancer fail with a server error: kubectl get ingress -A",
    severity: "P1",
  },
  "4xx": {
    ...metric("HTTPCode_Target_4XX_Count", "Sum"),
    math: {
      expression: `IF(requests >= ${LEAST_REQUESTS}, 100 * FILL(m1, 0) / requests, 0)`,
      metrics: { requests: { metricName: "RequestCount", statistic: "Sum" } },
    },
    threshold: 25,
    description: "25 % or more of the requests to a load balancer are refused as errors of the client",
    severity: "P2",
  },
  latency: {
    ...metric("TargetResponseTime", "p99"),
    threshold: 2,
    description: "One of a hundred requests to a load balancer takes 2 seconds or longer: kubectl top pods -A",
    severity: "P2",
  },
};

/** On each target group of a load balancer. */
export const TARGET_GROUP_ALARM: Alarm = {
  ...metric("UnHealthyHostCount", "Maximum"),
  threshold: 1,
  periodSeconds: MINUTE,
  periods: 10,
  description: "Targets of a load balancer have been unhealthy for 10 minutes: aws elbv2 describe-target-health",
  severity: "P1",
};

function metric(
  metricName: string,
  statistic: Alarm["statistic"],
): Pick<Alarm, "namespace" | "metricName" | "statistic" | "periodSeconds" | "periods" | "runbook" | "source"> {
  return {
    namespace: "AWS/ApplicationELB",
    metricName,
    statistic,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    runbook: "load-balancers",
    source: METRICS,
  };
}

/** The part of an ARN that metrics have as a dimension: `app/<name>/<id>`, `targetgroup/<name>/<id>`. */
export function metricDimension(arn: string): string {
  const [, , , , , ...resource] = arn.split(":");
  return resource.join(":").replace(/^loadbalancer\//, "");
}
