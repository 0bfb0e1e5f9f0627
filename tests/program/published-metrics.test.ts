import { recordProgram } from "../support/program";
import { EXAMPLES } from "../support/stack-files";
import { PUBLISHED_METRICS } from "./published-metrics";

interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, unknown>>;
  readonly stat?: string;
}

/** The metrics of an alarm, which has one, or those of its expression. */
function metricsOf(inputs: Readonly<Record<string, unknown>>): Metric[] {
  const { metricQueries, statistic, extendedStatistic } = inputs;
  if (Array.isArray(metricQueries)) {
    return metricQueries.flatMap((query: { readonly metric?: Metric }) => query.metric ?? []);
  }
  return [{ ...(inputs as unknown as Metric), stat: String(statistic ?? extendedStatistic) }];
}

function faultOf({ namespace, metricName, dimensions = {}, stat = "" }: Metric): string[] {
  const published = PUBLISHED_METRICS[namespace]?.metrics[metricName];
  if (published === undefined) return [`${namespace} ${metricName} is not published`];
  const keys = Object.keys(dimensions).sort();
  return [
    ...(keys.join() === published.dimensions.join() ? [] : [`${metricName} has no dimensions ${keys.join(", ")}`]),
    ...(published.statistics.test(stat) ? [] : [`the statistic ${stat} of ${metricName} says nothing`]),
  ];
}

describe("the alarms of a stack that has all of them", () => {
  it("evaluate metrics that AWS publishes, with their dimensions and a statistic that fits", async () => {
    const recording = await recordProgram("complete", { program: EXAMPLES });
    const ownNamespaces = new Set(
      recording
        .ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")
        .map(({ inputs }) => (inputs["metricTransformation"] as { readonly namespace: string }).namespace),
    );
    const ofAws = recording
      .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
      .flatMap(({ inputs }) => metricsOf(inputs))
      .filter(({ namespace }) => !ownNamespaces.has(namespace));
    expect(ofAws.flatMap(faultOf)).toEqual([]);
    expect(new Set(ofAws.map(({ namespace }) => namespace))).toEqual(new Set(Object.keys(PUBLISHED_METRICS)));
  });
});
