import { isRecord } from "../property-diff";
import type { Props } from "../props";

/**
 * Reasons why CloudWatch refuses the periods of an alarm on one metric, or on an expression over several.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function refusePeriods(inputs: Props): string[] {
  const queries = Array.isArray(inputs["metricQueries"]) ? (inputs["metricQueries"] as readonly Props[]) : [];
  const metrics = queries.flatMap(({ metric }) => (isRecord(metric) ? [metric] : []));
  const periods = new Set(
    metrics.length === 0 ? [Number(inputs["period"])] : metrics.map(({ period }) => Number(period)),
  );
  const returned = queries.filter(({ returnData }) => returnData === true);
  return [
    ...(periods.size > 1 ? ["ValidationError: The period of all metrics of an alarm must be the same"] : []),
    ...(queries.length > 0 && returned.length !== 1
      ? ["ValidationError: Exactly one element of the metrics list should return data"]
      : []),
    ...[...periods].flatMap((period) => refuseWindow(period, period * Number(inputs["evaluationPeriods"]))),
  ];
}

function refuseWindow(period: number, window: number): string[] {
  if (period < 3600 && window > 86_400) {
    return [
      "ValidationError: Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)",
    ];
  }
  return window > 604_800
    ? [
        "ValidationError: Metrics cannot be checked across more than 7 days (EvaluationPeriods * Period must be <= 604800)",
      ]
    : [];
}
