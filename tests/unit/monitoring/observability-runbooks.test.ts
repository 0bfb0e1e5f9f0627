import { existsSync } from "node:fs";
import path from "node:path";

import { sloAlarms } from "../../../domain/monitoring/slo-alarms";
import { TRAIL_ALARM_NAMES, trailAlarms } from "../../../domain/monitoring/trail-alarms";

const PAGES = path.resolve(__dirname, "../../../docs/runbooks/alarms");

describe("the runbook of each alarm", () => {
  const trail = Object.entries(trailAlarms("n", TRAIL_ALARM_NAMES)).map(
    ([name, { alarm }]) => [name, alarm.runbook] as const,
  );

  const objective = { availabilityPercent: 99.9, latencyMs: 200, latencyPercent: 99, loadBalancer: "app/x/1" };
  const burns = sloAlarms("web", objective, String).burns.map(({ key, runbook }) => [key, runbook] as const);

  it.each(["canary", "log-metric"])("on canaries and log events is a page: %s", (page) => {
    expect(existsSync(path.join(PAGES, `${page}.md`))).toBe(true);
  });

  it.each(burns)("on objectives, %s, is a page: %s", (_, page) => {
    expect(existsSync(path.join(PAGES, `${page}.md`))).toBe(true);
  });

  it.each(trail)("on the trail, %s, is a page: %s", (_, page) => {
    expect(existsSync(path.join(PAGES, `${page}.md`))).toBe(true);
  });
});
