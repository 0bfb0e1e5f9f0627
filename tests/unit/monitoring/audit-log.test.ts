import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { auditAlarms } from "../../../domain/monitoring/audit-alarms";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

describe("the patterns of the audit log", () => {
  const pattern = (arn: string): string | undefined => auditAlarms("n", [{ name: "x", arn }])["use-of-x"]?.pattern;

  it.each([
    ["arn:aws:iam::111122223333:role/break-glass", "arn:aws:sts::111122223333:assumed-role/break-glass/*"],
    ["arn:aws:iam::111122223333:role/a/b/break-glass", "arn:aws:sts::111122223333:assumed-role/break-glass/*"],
    ["arn:aws:iam::111122223333:user/jane", "arn:aws:iam::111122223333:user/jane"],
  ])("match %s by its sessions", (arn, logged) => {
    expect(pattern(arn)).toBe(`{ $.user.extra.arn[0] = "${logged}" }`);
  });

  it("do not match health checks", () => {
    expect(auditAlarms("n", [])["anonymous-requests"]?.pattern).toBe(
      '{ ($.user.username = "system:anonymous") && ($.responseStatus.code < 400) && ($.requestURI != "/healthz*") && ' +
        '($.requestURI != "/livez*") && ($.requestURI != "/readyz*") && ($.requestURI != "/version*") }',
    );
  });
});

describe("alarms in the sandbox", () => {
  it.each<[what: string, type: string, inputs: Record<string, unknown>, refusal: string]>([
    [
      "an alarm with more datapoints than evaluation periods",
      ALARM,
      { datapointsToAlarm: 5, evaluationPeriods: 3, period: 60 },
      "less than or equal",
    ],
    ["an alarm on minutes over a day", ALARM, { evaluationPeriods: 30, period: 3540 }, "more than a day"],
    ["an alarm on hours over seven days", ALARM, { evaluationPeriods: 169, period: 3600 }, "more than 7 days"],
    [
      "a composite alarm on an alarm that does not exist",
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      { alarmName: "x", alarmRule: 'ALARM("none")' },
      "the alarm none does not exist",
    ],
    [
      "a filter on a log group that does not exist",
      FILTER,
      { logGroupName: "none", pattern: "x" },
      "log group does not exist",
    ],
    ["a pattern that is too long", FILTER, { pattern: "x".repeat(1025) }, "longer than 1024"],
    ["a subscription to a topic that does not exist", SUBSCRIPTION, { topic: "arn:none" }, "Topic does not exist"],
  ])("refuses %s", (_, type, inputs, refusal) => {
    expect(() => new Cloud(new World()).create(type, "x", inputs, SCOPE)).toThrow(refusal);
  });
});
