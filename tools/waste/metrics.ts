import { z } from "zod";

import { ask, type Scope } from "./ask";
import { time } from "./fields";

const DAY_S = 24 * 60 * 60;
const DAY_MS = DAY_S * 1000;

/**
 * Metrics of one request. CloudWatch accepts 500, but Linux only 128 KiB in one argument, which 500 long names of buckets exceed.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 * https://man7.org/linux/man-pages/man2/execve.2.html
 */
const MOST_QUERIES = 400;

/** A metric with its dimensions, whose average of each day is read. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const answer = z.object({
  MetricDataResults: z.array(
    z.object({ Id: z.string(), Timestamps: z.array(time).default([]), Values: z.array(z.number()).default([]) }),
  ),
});

/**
 * The averages of the last whole days in UTC, oldest first, one list for each metric; a day without a measurement is missing.
 * $0.01 for 1,000 metrics.
 */
export async function dailyAverages(
  metrics: readonly Metric[],
  days: number,
  scope: Scope,
): Promise<readonly (readonly number[])[]> {
  const end = Math.floor(scope.today.getTime() / DAY_MS) * DAY_MS;
  const isoOf = (ms: number): string => new Date(ms).toISOString().replace(".000", "");
  const found = new Map<string, readonly number[]>();
  for (let first = 0; first < metrics.length; first += MOST_QUERIES) {
    const queries = metrics.slice(first, first + MOST_QUERIES).map((metric, index) => query(metric, first + index));
    const range = ["--start-time", isoOf(end - days * DAY_MS), "--end-time", isoOf(end)];
    const args = ["cloudwatch", "get-metric-data", "--metric-data-queries", JSON.stringify(queries), ...range];
    const { MetricDataResults } = await ask(scope, args, answer);
    for (const { Id, Timestamps, Values } of MetricDataResults) {
      const points = Timestamps.map((timestamp, index) => ({ timestamp, value: Values[index] ?? 0 }));
      points.sort((one, other) => one.timestamp.getTime() - other.timestamp.getTime());
      found.set(Id, [...(found.get(Id) ?? []), ...points.map(({ value }) => value)]);
    }
  }
  return metrics.map((_, index) => found.get(idOf(index)) ?? []);
}

function query({ namespace, name, dimensions }: Metric, index: number): object {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: idOf(index),
    MetricStat: { Metric: { Namespace: namespace, MetricName: name, Dimensions }, Period: DAY_S, Stat: "Average" },
  };
}

/** IDs begin with a lowercase letter. */
function idOf(index: number): string {
  return `m${index}`;
}
