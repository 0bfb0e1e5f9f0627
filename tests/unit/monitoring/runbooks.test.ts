import { existsSync } from "node:fs";
import path from "node:path";

import { TRAIL_ALARM_NAMES, trailAlarms } from "../../../domain/monitoring/trail-alarms";

const PAGES = path.resolve(__dirname, "../../../docs/runbooks/alarms");

describe("the runbook of each alarm", () => {
  const trail = Object.entries(trailAlarms("n", TRAIL_ALARM_NAMES)).map(([name, { alarm }]) => [name, alarm.runbook]);

  it.each(trail)("on the trail, %s, is a page: %s", (_, page) => {
    expect(existsSync(path.join(PAGES, `${page}.md`))).toBe(true);
  });
});
