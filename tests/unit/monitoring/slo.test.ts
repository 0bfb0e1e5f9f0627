import fc from "fast-check";

import {
  badPercentAt,
  budgetMinutes,
  budgetSpentPercent,
  BURN_RATES,
  errorBudgetPercent,
  LOWEST_TARGET_PERCENT,
} from "../../../domain/monitoring/slo";
import { burnRule, sloAlarmCounts, sloAlarms } from "../../../domain/monitoring/slo-alarms";
import type { Slo } from "../../../domain/monitoring/slo-indicators";
import { recordObservability, TOPICS } from "./fixture";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const DEFAULTS = { availabilityPercent: 99.9, latencyMs: 200, latencyPercent: 99 };
const WEB: Slo = { ...DEFAULTS, loadBalancer: "app/web/0123456789abcdef" };
const HOME: Slo = { ...DEFAULTS, canary: "home" };
const canaryName = (key: string): string => `shop-${key}`;

describe("the error budget", () => {
  it.each([
    [99.9, 0.1, 43.2],
    [99, 1, 432],
    [99.99, 0.01, 4.32],
  ])("of %d %% is %d %%, %d minutes in 30 days", (target, budget, minutes) => {
    expect([errorBudgetPercent(target), budgetMinutes(target)]).toEqual([budget, minutes]);
  });

  it("is spent by the burn rates as the workbook says: 2 %, 5 %, 10 % and 10 %", () => {
    expect(BURN_RATES.map(({ rate, longSeconds }) => budgetSpentPercent(rate, longSeconds))).toEqual([2, 5, 10, 10]);
  });

  it("has short windows of a twelfth of the long ones", () => {
    expect(BURN_RATES.map(({ longSeconds, shortSeconds }) => longSeconds / shortSeconds)).toEqual([12, 12, 12, 12]);
  });

  it.each([
    [14.4, 99.9, 1.44],
    [6, 99.9, 0.6],
    [1, 99.5, 0.5],
  ])("burns %d times as fast at a target of %d %% with %d %% of bad events", (rate, target, percent) => {
    expect(badPercentAt(rate, target)).toBe(percent);
  });

  it("can be measured at every rate for each target that the schema accepts", () => {
    fc.assert(
      fc.property(fc.double({ min: LOWEST_TARGET_PERCENT, max: 99.999, noNaN: true }), (target) => {
        const thresholds = BURN_RATES.map(({ rate }) => badPercentAt(rate, target));
        expect(Math.max(...thresholds)).toBeLessThanOrEqual(100);
        expect(Math.min(...thresholds)).toBeGreaterThan(0);
        // A faster burn needs more bad events.
        expect(thresholds).toEqual(thresholds.toSorted((one, other) => other - one));
      }),
    );
    expect(badPercentAt(14.4, LOWEST_TARGET_PERCENT - 0.1)).toBeGreaterThan(100);
  });

  it("is spent by a total outage as fast as the minutes of the budget say", () => {
    fc.assert(
      fc.property(fc.double({ min: LOWEST_TARGET_PERCENT, max: 99.99, noNaN: true }), (target) => {
        const rateOfOutage = 100 / errorBudgetPercent(target);
        expect(budgetSpentPercent(rateOfOutage, budgetMinutes(target) * 60)).toBeCloseTo(100, 1);
      }),
    );
  });
});

describe("the alarms of an objective", () => {
  const { windows, burns } = sloAlarms("web", WEB, canaryName);

  it("have a period that CloudWatch accepts: 7 days at most, and one day for periods below an hour", () => {
    for (const { periodSeconds } of windows) {
      expect(periodSeconds % 60).toBe(0);
      expect(periodSeconds).toBeLessThanOrEqual(periodSeconds < 3600 ? 86_400 : 604_800);
    }
  });

  it("have names that differ", () => {
    const keys = [...windows, ...burns].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(2 * (8 + 2));
  });

  it("use only metrics that they query, in expressions without other names", () => {
    for (const { metrics, expression } of windows) {
      const names = expression.match(/\b[a-z]\w*/g) ?? [];
      expect(new Set(names)).toEqual(new Set(metrics.map(({ id }) => id)));
    }
  });

  it("compare the share of 5xx answers, in a long window only if there are ten", () => {
    const window = (key: string): string | undefined => windows.find((each) => each.key === key)?.expression;
    expect(window("slo-web-availability-1h-short")).toBe(
      "100*(FILL(elb5xx,0)+FILL(target5xx,0))/(FILL(requests,0)+FILL(elb5xx,0))",
    );
    expect(window("slo-web-availability-1h-long")).toBe(
      "IF((FILL(elb5xx,0)+FILL(target5xx,0))>9.5,100*(FILL(elb5xx,0)+FILL(target5xx,0))/(FILL(requests,0)+FILL(elb5xx,0)),0)",
    );
  });

  it("compare the share of requests within the latency, in seconds as the metric has it", () => {
    const [fast] = windows.find(({ key }) => key === "slo-web-latency-3d-short")?.metrics ?? [];
    expect(fast).toMatchObject({ metricName: "TargetResponseTime", stat: "PR(:0.2)" });
  });

  it("of a canary compare its successful runs", () => {
    const alarms = sloAlarms("home", HOME, canaryName);
    expect(alarms.burns.map(({ key }) => key)).toEqual(["slo-home-availability-p1", "slo-home-availability-p2"]);
    expect(alarms.windows[0]).toMatchObject({
      expression: "IF((100-success)/100*runs>1.5,100-success,0)",
      metrics: [
        { metricName: "SuccessPercent", dimensions: { CanaryName: "shop-home" }, stat: "Average" },
        { metricName: "SuccessPercent", dimensions: { CanaryName: "shop-home" }, stat: "SampleCount" },
      ],
    });
  });

  it("notify at P2 only while P1 is not raised", () => {
    const [p1, p2] = burns.map((burn) => burnRule(burn, (key) => key));
    expect(p1).toBe(
      '(ALARM("slo-web-availability-1h-long") AND ALARM("slo-web-availability-1h-short")) OR (ALARM("slo-web-availability-6h-long") AND ALARM("slo-web-availability-6h-short"))',
    );
    expect(p2).toMatch(/^\(.+\) AND NOT ALARM\("slo-web-availability-p1"\)$/);
  });

  // 4 x (3 + 3) + 4 x (2 + 1) = 36 metrics of a load balancer, 4 x (2 + 1) = 12 of a canary.
  it("are charged as the comment calculates", () => {
    expect(sloAlarmCounts({ web: WEB })).toEqual({ metrics: 36, composites: 4 });
    expect(sloAlarmCounts({ home: HOME })).toEqual({ metrics: 12, composites: 2 });
  });
});

describe("objectives in a stack", () => {
  it("create alarms of which only the composite ones notify, each the topic of its severity", async () => {
    const recording = await recordObservability({ slos: { web: WEB } });
    expect(recording.ofType(ALARM)).toHaveLength(16);
    expect(recording.ofType(ALARM).filter(({ inputs }) => inputs["alarmActions"] !== undefined)).toEqual([]);
    const notified = recording.ofType(COMPOSITE).map(({ inputs }) => [inputs["alarmName"], inputs["alarmActions"]]);
    expect(notified.toSorted()).toEqual([
      ["shop-test-slo-web-availability-p1", [TOPICS.P1]],
      ["shop-test-slo-web-availability-p2", [TOPICS.P2]],
      ["shop-test-slo-web-latency-p1", [TOPICS.P1]],
      ["shop-test-slo-web-latency-p2", [TOPICS.P2]],
    ]);
  });

  it("name in each rule alarms that the stack creates", async () => {
    const recording = await recordObservability({ slos: { web: WEB, home: HOME } });
    const names = [...recording.ofType(ALARM), ...recording.ofType(COMPOSITE)].map(({ inputs }) =>
      String(inputs["name"] ?? inputs["alarmName"]),
    );
    for (const { inputs } of recording.ofType(COMPOSITE)) {
      const used = [...String(inputs["alarmRule"]).matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => name);
      expect(used.length).toBeGreaterThanOrEqual(4);
      expect(used.filter((name) => !names.includes(name ?? ""))).toEqual([]);
    }
  });

  it("return only the expression, all of whose metrics have the same period", async () => {
    const recording = await recordObservability({ slos: { web: WEB } });
    for (const { inputs } of recording.ofType(ALARM)) {
      const queries = inputs["metricQueries"] as { metric?: { period: number }; returnData: boolean }[];
      expect(queries.filter(({ returnData }) => returnData)).toHaveLength(1);
      expect(new Set(queries.flatMap(({ metric }) => metric?.period ?? [])).size).toBe(1);
    }
  });
});
