import { recordObservability, TOPICS } from "./fixture";

const NONE = { queriedLogGroups: [], metricFilters: {}, subscriptions: {} };
const DESTINATION = "arn:aws:logs:eu-west-1:444455556666:destination:central";

describe("logs", () => {
  it("have saved queries in a folder of the platform, without alarms too", async () => {
    const recording = await recordObservability({ logs: { ...NONE, queriedLogGroups: ["own"] } }, { hasTopics: false });
    const queries = recording.ofType("aws:cloudwatch/queryDefinition:QueryDefinition");
    expect(queries.map(({ inputs }) => inputs["name"])).toEqual([
      "shop-test/errors-per-hour",
      "shop-test/top-messages",
      "shop-test/unique-addresses",
      "shop-test/slow-requests",
    ]);
    for (const { inputs } of queries) expect(inputs["logGroupNames"]).toEqual(["own"]);
  });

  it("send events of each log group of a subscription to its destination", async () => {
    const central = { logGroupNames: ["own", "trail"], destinationArn: DESTINATION, pattern: "" };
    const recording = await recordObservability({ logs: { ...NONE, subscriptions: { central } } });
    const filters = recording.ofType("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter");
    expect(filters.map(({ name, inputs }) => [name, inputs["logGroup"], inputs["destinationArn"]])).toEqual([
      ["monitoring-subscription-central/own", "own", DESTINATION],
      ["monitoring-subscription-central/trail", "trail", DESTINATION],
    ]);
  });

  it("have filters of different names for subscriptions whose keys and log groups are alike together", async () => {
    const to = (logGroup: string) => ({ logGroupNames: [logGroup], destinationArn: DESTINATION, pattern: "" });
    const subscriptions = { a: to("other-own"), "a-other": to("own") };
    const recording = await recordObservability({ logs: { ...NONE, subscriptions } });
    const filters = recording.ofType("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter");
    expect(new Set(filters.map(({ name }) => name)).size).toBe(2);
  });

  it("have a metric and an alarm for each pattern, which notifies the topic of its severity", async () => {
    const errors = {
      logGroupName: "own",
      pattern: '{ $.level = "error" }',
      threshold: 10,
      minutes: 15,
      severity: "P1",
    } as const;
    const recording = await recordObservability({ logs: { ...NONE, metricFilters: { errors } } });
    expect(recording.one("aws:cloudwatch/logMetricFilter:LogMetricFilter").inputs).toMatchObject({
      logGroupName: "own",
      pattern: '{ $.level = "error" }',
      metricTransformation: { namespace: "groundwork/shop-test", name: "log-errors", value: "1" },
    });
    expect(recording.one("aws:cloudwatch/metricAlarm:MetricAlarm").inputs).toMatchObject({
      name: "shop-test-log-errors",
      metricName: "log-errors",
      threshold: 10,
      period: 900,
      alarmActions: [TOPICS.P1],
      alarmDescription:
        "P1. 10 or more events of own within 15 minutes match the pattern errors. Runbook: docs/runbooks/alarms/log-metric.md",
    });
  });
});
