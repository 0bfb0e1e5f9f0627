import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { Monitoring, type MonitoringArgs } from "../../../components/monitoring";
import { isTimeZone, MUTE_SCHEDULE, muteLists } from "../../../domain/monitoring/maintenance";
import { record } from "../../support/record";
import { alarmsArgs } from "./fixture";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const MUTE_RULE = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";

const ARGS: MonitoringArgs = {
  ...alarmsArgs({
    maintenance: { updates: { schedule: "cron(0 2 * * 6)", hours: 4, timeZone: "Europe/Berlin" } },
  }),
  backup: { vaultName: "vault", secondRegionVaultName: undefined, hasRestoreTests: false },
};

describe("a maintenance window", () => {
  it("mutes all alarms that notify, and no others", async () => {
    const recording = await record(() => new Monitoring("monitoring", ARGS, {}));
    const rule = recording.one(MUTE_RULE, "monitoring-maintenance-updates").inputs;
    expect(rule["name"]).toBe("groundwork-test-maintenance-updates");
    expect(rule["rule"]).toEqual({
      schedule: { expression: "cron(0 2 * * 6)", duration: "PT4H", timezone: "Europe/Berlin" },
    });
    const notifying = [...recording.ofType(ALARM), ...recording.ofType(COMPOSITE)]
      .filter(({ inputs }) => inputs["alarmActions"] !== undefined)
      .map(({ inputs }) => String(inputs["name"] ?? inputs["alarmName"]));
    const { alarmNames } = rule["muteTargets"] as { readonly alarmNames: readonly string[] };
    expect(alarmNames.toSorted()).toEqual(notifying.toSorted());
    expect(alarmNames).toContain("groundwork-test-infrastructure");
  });

  it("has a rule for each 100 alarms", () => {
    const names = Array.from({ length: 201 }, (_, index) => `alarm-${index}`);
    expect(muteLists(names).map((list) => list.length)).toEqual([100, 100, 1]);
    expect(muteLists(names).flat()).toEqual(names);
  });

  it.each([
    ["cron(0 2 * * 6)", true],
    ["cron(30 22 * * MON-FRI)", true],
    ["at(2026-12-31T22:00)", true],
    ["cron(0 2 * * ? *)", false],
    ["rate(1 day)", false],
    ["at(tomorrow)", false],
  ])("has a schedule like %s: %s", (schedule, isAllowed) => {
    expect(MUTE_SCHEDULE.test(schedule)).toBe(isAllowed);
  });

  it("has a time zone of the IANA database", () => {
    expect(["Europe/Berlin", "UTC", "Berlin", "CET+1"].filter(isTimeZone)).toEqual(["Europe/Berlin", "UTC"]);
  });
});

describe("mute rules in the sandbox", () => {
  const rule = (expression: string, alarmNames: readonly string[]): Record<string, unknown> => ({
    name: "x",
    rule: { schedule: { expression, duration: "PT4H" } },
    muteTargets: { alarmNames },
  });

  it.each([
    ["six fields", rule("cron(0 2 * * ? *)", []), "five fields"],
    ["an alarm that does not exist", rule("cron(0 2 * * 6)", ["none"]), "there is no alarm none"],
    [
      "101 alarms",
      rule(
        "cron(0 2 * * 6)",
        Array.from({ length: 101 }, () => "none"),
      ),
      "at most 100 alarms",
    ],
  ])("refuse %s", (_, inputs, refusal) => {
    expect(() => new Cloud(new World()).create(MUTE_RULE, "x", inputs, SCOPE)).toThrow(refusal);
  });
});
