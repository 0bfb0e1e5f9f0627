import fc from "fast-check";

import { judge, type Limits, type Measurement } from "../../../../tools/switch/gate";

const LIMITS: Limits = { bakeMinutes: 5, maxErrorPercent: 1, minRequests: 100 };
const measured = (requests: number, errors: number, unhealthyMinutes = 0): Measurement => ({
  requests,
  errors,
  unhealthyMinutes,
});

describe("the gate of a switch", () => {
  it.each<[string, Measurement, string, string]>([
    ["no error in enough requests", measured(100, 0), "continue", "passed"],
    ["as many errors as the limit allows", measured(1000, 10), "continue", "passed"],
    ["one error more than the limit allows", measured(1000, 11), "continue", "failed"],
    ["five times the limit", measured(1000, 50), "continue", "failed"],
    ["more than five times the limit", measured(1000, 51), "failed", "failed"],
    ["no requests", measured(0, 0), "continue", "undecided"],
    ["one request less than needed", measured(99, 1), "continue", "undecided"],
    ["few requests, whose errors are too many for any number", measured(20, 6), "failed", "failed"],
    ["only connections that failed, which are no requests", measured(0, 200), "failed", "failed"],
    ["one minute with an unhealthy target", measured(1000, 0, 1), "continue", "passed"],
    ["two minutes with an unhealthy target", measured(1000, 0, 2), "failed", "failed"],
    ["unhealthy targets without requests", measured(0, 0, 2), "failed", "failed"],
  ])("decides during and after the bake time about %s", (_, measurement, during, after) => {
    expect([judge(measurement, LIMITS, false).verdict, judge(measurement, LIMITS, true).verdict]).toEqual([
      during,
      after,
    ]);
  });

  it("fails at the first error if no error is allowed", () => {
    expect(judge(measured(5000, 1), { ...LIMITS, maxErrorPercent: 0 }, false).verdict).toBe("failed");
  });

  it("states the numbers that decided", () => {
    expect(judge(measured(12_345, 678), LIMITS, true).reason).toBe("678 of 12,345 requests failed (limit 1%)");
    expect(judge(measured(7, 1), LIMITS, true).reason).toBe(
      "7 requests, 1 of them failed, are fewer than the 100 that a decision needs",
    );
  });

  const anyLimits = fc.record({
    bakeMinutes: fc.constant(5),
    maxErrorPercent: fc.double({ min: 0, max: 50, noNaN: true }),
    minRequests: fc.integer({ min: 1, max: 10_000 }),
  });
  const anyMeasurement = fc.record({
    requests: fc.nat(100_000),
    errors: fc.nat(100_000),
    unhealthyMinutes: fc.nat(5),
  });

  it("decides at the end of the bake time, and passes only versions within the limits", () => {
    fc.assert(
      fc.property(anyMeasurement, anyLimits, (measurement, limits) => {
        const { verdict } = judge(measurement, limits, true);
        expect(verdict).not.toBe("continue");
        if (verdict !== "passed") return;
        const requests = Math.max(measurement.requests, measurement.errors);
        expect(requests).toBeGreaterThanOrEqual(limits.minRequests);
        expect(measurement.errors * 100).toBeLessThanOrEqual(limits.maxErrorPercent * requests);
      }),
    );
  });

  it("never passes or gives up before the end of the bake time", () => {
    fc.assert(
      fc.property(anyMeasurement, anyLimits, (measurement, limits) => {
        expect(["continue", "failed"]).toContain(judge(measurement, limits, false).verdict);
      }),
    );
  });

  it("fails at the end, too, what failed early, and does not pass a failed version with more errors", () => {
    fc.assert(
      fc.property(anyMeasurement, anyLimits, fc.nat(1000), fc.boolean(), (measurement, limits, more, isComplete) => {
        fc.pre(judge(measurement, limits, isComplete).verdict === "failed");
        const worse = { ...measurement, errors: measurement.errors + more };
        expect(judge(measurement, limits, true).verdict).toBe("failed");
        expect(judge(worse, limits, isComplete).verdict).toBe("failed");
      }),
    );
  });
});
