import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { alarmDescription } from "../../../domain/monitoring/alarms";
import { platformAlarms } from "../../../domain/monitoring/platform-alarms";
import { ARCHIVE_ALARMS } from "../../../domain/monitoring/log-archive";
import { sloAlarms } from "../../../domain/monitoring/slo-alarms";
import { TRAIL_ALARM_NAMES, trailAlarms } from "../../../domain/monitoring/trail-alarms";
import { renderAlarmReference } from "../../../tools/config/alarm-reference";
import { PROJECT_DIR } from "../../support/stack-files";

const FOLDER = "docs/runbooks/alarms";

const { ofResources, ofAuditLog, groups } = platformAlarms(
  {
    natZones: ["a"],
    hasContainerInsights: true,
    hasBackups: true,
    hasBackupCopies: true,
    fileSystems: ["uploads"],
    loadBalancers: { web: { targetGroups: { api: "" } } },
    certificates: ["web"],
    auditedPrincipals: [{ name: "break-glass", arn: "arn:aws:iam::111122223333:role/break-glass" }],
  },
  "groundwork/shop-prod",
);
const ALARMS = [
  ...ofResources.map(({ key, alarm }) => ({ key, alarm })),
  ...Object.entries(ofAuditLog).map(([key, { alarm }]) => ({ key, alarm })),
];
const DESCRIBED = [...ALARMS.map(({ key, alarm }) => ({ ...alarm, key })), ...groups];
const OBJECTIVE = { availabilityPercent: 99.9, latencyMs: 200, latencyPercent: 99, loadBalancer: "app/x/1" };
const PAGES = readdirSync(path.join(PROJECT_DIR, FOLDER));

describe("the alarms of a stack", () => {
  it.each(DESCRIBED.map((alarm) => [alarm.key, alarm] as const))("link a runbook that exists: %s", (_, alarm) => {
    const description = alarmDescription(alarm);
    const [, page] = /Runbook: (docs\/runbooks\/alarms\/[\w-]+\.md)$/.exec(description) ?? [];
    expect(page !== undefined && existsSync(path.join(PROJECT_DIR, page))).toBe(true);
    expect(description.length).toBeLessThanOrEqual(1024);
  });

  it.each(ALARMS.map(({ key, alarm }) => [key, alarm] as const))(
    "link the page of AWS with the metric: %s",
    (_, alarm) => {
      expect(alarm.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+/);
    },
  );

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  it.each(ALARMS.map(({ key, alarm }) => [key, alarm] as const))(
    "evaluate a time that CloudWatch allows: %s",
    (_, alarm) => {
      const longest = alarm.periodSeconds < 3600 ? 86_400 : 604_800;
      expect(alarm.periodSeconds * alarm.periods).toBeLessThanOrEqual(longest);
      expect(alarm.periodsToAlarm ?? alarm.periods).toBeLessThanOrEqual(alarm.periods);
    },
  );

  it("have different keys", () => {
    expect(new Set(DESCRIBED.map(({ key }) => key)).size).toBe(DESCRIBED.length);
  });
});

describe(FOLDER, () => {
  it("has no page without an alarm", () => {
    const ofTrail = Object.values(trailAlarms("n", TRAIL_ALARM_NAMES)).map(({ alarm }) => alarm);
    const { burns } = sloAlarms("web", OBJECTIVE, String);
    const others = [...ofTrail, ...burns, ...Object.values(ARCHIVE_ALARMS)].map(({ runbook }) => runbook);
    const linked = [...DESCRIBED.map(({ runbook }) => runbook), ...others, "canary", "log-metric"].map(
      (page) => `${page}.md`,
    );
    expect(PAGES.filter((page) => !linked.includes(page))).toEqual([]);
  });

  it.each(PAGES)("says what the alarm means, the first three commands and the escalation: %s", (page) => {
    const text = readFileSync(path.join(PROJECT_DIR, FOLDER, page), "utf8");
    const [, meaning = "", commands = "", escalation = ""] =
      /^# .+\n\n(.+?)\n\n## First three commands\n\n```sh\n(.+?)\n```\n.*\n## Escalation\n\n(.+)$/s.exec(text) ?? [];
    expect(meaning).toMatch(/\.$/);
    expect(commands.split("\n")).toHaveLength(3);
    expect(escalation.trim()).toMatch(/\.$/);
  });
});

describe("docs/reference/alarms.md", () => {
  it("lists as many alarms and composite alarms as a stack can have", () => {
    const page = renderAlarmReference();
    expect(page.match(/^\| `/gm)).toHaveLength(DESCRIBED.length);
  });
});
