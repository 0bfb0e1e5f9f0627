import { z } from "zod";

import { askAws } from "../terminal/aws";
import type { RunCommand } from "../terminal/command";
import { ToolError } from "../terminal/tool";
import type { Measurement } from "./gate";
import type { TargetGroup } from "./target-groups";

/**
 * Metrics of a target group, one value a minute. None of them has values for a minute without requests.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const METRICS = {
  requests: { name: "RequestCount", statistic: "Sum" },
  errors: { name: "HTTPCode_Target_5XX_Count", statistic: "Sum" },
  connectionErrors: { name: "TargetConnectionErrorCount", statistic: "Sum" },
  unhealthy: { name: "UnHealthyHostCount", statistic: "Maximum" },
} as const;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html */
const metricData = z.object({
  MetricDataResults: z.array(z.object({ Id: z.string(), StatusCode: z.string(), Values: z.array(z.number()) })),
});

const PERIOD_SECONDS = 60;

/** Reads what the load balancer reports about a target group between two times, which are full minutes. */
export async function measure(
  { region, dimensions }: TargetGroup,
  start: Date,
  end: Date,
  run: RunCommand,
): Promise<Measurement> {
  const queries = Object.entries(METRICS).map(([id, { name, statistic }]) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: "AWS/ApplicationELB",
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: PERIOD_SECONDS,
      Stat: statistic,
    },
  }));
  const times = ["--start-time", start.toISOString(), "--end-time", end.toISOString()];
  const args = ["cloudwatch", "get-metric-data", "--region", region, ...times];
  const answer = await askAws([...args, "--metric-data-queries", JSON.stringify(queries)], metricData, run);
  const valuesOf = (id: keyof typeof METRICS): readonly number[] => {
    const results = answer.MetricDataResults.filter(({ Id }) => Id === id);
    const incomplete = results.find(({ StatusCode }) => StatusCode !== "Complete");
    if (incomplete === undefined) return results.flatMap(({ Values }) => Values);
    throw new ToolError(`CloudWatch does not return all values of ${METRICS[id].name}: ${incomplete.StatusCode}`);
  };
  return {
    requests: sum(valuesOf("requests")),
    errors: sum(valuesOf("errors")) + sum(valuesOf("connectionErrors")),
    unhealthyMinutes: valuesOf("unhealthy").filter((targets) => targets >= 1).length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
