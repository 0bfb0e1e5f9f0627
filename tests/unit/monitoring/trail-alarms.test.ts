import * as pulumi from "@pulumi/pulumi";

import { TRAIL_ALARM_NAMES, trailAlarms } from "../../../domain/monitoring/trail-alarms";
import { recordObservability, TOPICS } from "./fixture";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

describe("alarms on the trail", () => {
  it("are created for each chosen event, with a filter of the log group that the stack file names", async () => {
    const recording = await recordObservability({
      trail: { logGroupName: "trail", alarms: ["root-use", "vpc-changes"] },
    });
    expect(recording.ofType(FILTER).map(({ name, inputs }) => [name, inputs["logGroupName"]])).toEqual([
      ["monitoring-root-use-filter", "trail"],
      ["monitoring-vpc-changes-filter", "trail"],
    ]);
    for (const { name, inputs } of recording.ofType(FILTER)) {
      const alarm = recording.one(ALARM, name.replace("-filter", "")).inputs;
      expect(inputs["metricTransformation"]).toEqual({
        namespace: alarm["namespace"],
        name: alarm["metricName"],
        value: "1",
      });
    }
  });

  it("read the log group of the stack's own trail by default", async () => {
    const account = { trailLogGroupName: pulumi.output("own") };
    const recording = await recordObservability({ trail: { alarms: ["root-use"] }, account });
    expect(recording.one(FILTER).inputs["logGroupName"]).toBe("own");
  });

  it("notify the topic of their severity, and name the page that describes what to do", async () => {
    const recording = await recordObservability({
      trail: { logGroupName: "trail", alarms: ["root-use", "vpc-changes"] },
    });
    const alarm = (name: string): Record<string, unknown> => recording.one(ALARM, `monitoring-${name}`).inputs;
    expect(alarm("root-use")).toMatchObject({
      name: "shop-test-root-use",
      alarmActions: [TOPICS.P1],
      okActions: [TOPICS.P1],
      alarmDescription: "P1. The root user of the account was used. Runbook: docs/runbooks/alarms/root-use.md",
      treatMissingData: "notBreaching",
    });
    expect(alarm("vpc-changes")).toMatchObject({ alarmActions: [TOPICS.P2] });
  });

  it("are not created without the setting or without topics", async () => {
    const trail = { trail: { logGroupName: "trail", alarms: ["root-use"] as const } };
    expect((await recordObservability({})).ofType(ALARM)).toEqual([]);
    expect((await recordObservability(trail, { hasTopics: false })).ofType(ALARM)).toEqual([]);
  });
});

describe("the patterns of the trail", () => {
  const alarms = trailAlarms("n", TRAIL_ALARM_NAMES);

  it("exist for the 14 controls of CIS and for the organization", () => {
    expect(Object.keys(alarms)).toHaveLength(15);
  });

  it.each(TRAIL_ALARM_NAMES)("of %s fits the limit of CloudWatch Logs, 1024 characters", (name) => {
    expect(alarms[name]?.pattern.length).toBeLessThanOrEqual(1024);
    expect(alarms[name]?.pattern).toMatch(/^\{.+\}$/);
  });

  it("join the events of one service", () => {
    expect(alarms["kms-key-deletion"]?.pattern).toBe(
      "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
    );
    expect(alarms["trail-changes"]?.pattern).toBe(
      "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
    );
  });

  it("raise an alarm at the sixth failed sign-in, and at the first use of the root user", () => {
    expect(alarms["failed-console-logins"]?.alarm).toMatchObject({ threshold: 6, periodSeconds: 300, periods: 1 });
    expect(alarms["root-use"]?.alarm).toMatchObject({ threshold: 1, severity: "P1" });
  });
});
