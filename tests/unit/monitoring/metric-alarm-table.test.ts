import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { SCOPE } from "./fixture";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const metric = (id: string, period: number, returnData = false): object => ({ id, metric: { period }, returnData });

function creating(inputs: Record<string, unknown>): () => unknown {
  return () => new Cloud(new World()).create(ALARM, "x", { name: "x", evaluationPeriods: 1, ...inputs }, SCOPE);
}

describe("the periods of alarms in the sandbox", () => {
  it.each([
    [60, 1440],
    [3600, 168],
    [259_200, 1],
  ])("accept periods of %d seconds, %d times", (period, evaluationPeriods) => {
    expect(creating({ period, evaluationPeriods })).not.toThrow();
  });

  it.each<[what: string, inputs: Record<string, unknown>, refusal: string]>([
    ["more than a day of periods below an hour", { period: 3000, evaluationPeriods: 30 }, "more than a day"],
    ["more than a week", { period: 3600, evaluationPeriods: 169 }, "more than 7 days"],
    ["a week of an expression", { metricQueries: [metric("a", 604_860, true)] }, "more than 7 days"],
    ["different periods", { metricQueries: [metric("a", 60, true), metric("b", 300)] }, "must be the same"],
    ["two results", { metricQueries: [metric("a", 60, true), metric("b", 60, true)] }, "Exactly one element"],
  ])("refuse %s", (_, inputs, refusal) => {
    expect(creating(inputs)).toThrow(refusal);
  });
});
