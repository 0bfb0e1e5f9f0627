import { type Edits, problemsWith } from "../fixtures";

const ALARMS = { emails: ["ops@example.com"] };
const OWN_TRAIL: Edits = { "account.cloudTrail": { trail: "create", logGroupRetentionDays: 90 } };

describe("monitoring.trail", () => {
  it.each<[string, Edits]>([
    ["the log group of an existing trail", { monitoring: { alarms: ALARMS, trail: { logGroupName: "trail" } } }],
    ["the log group of the stack's own trail", { monitoring: { alarms: ALARMS, trail: {} }, ...OWN_TRAIL }],
    [
      "an existing log group beside a trail without one",
      {
        monitoring: { alarms: ALARMS, trail: { logGroupName: "trail" } },
        "account.cloudTrail": { trail: "create" },
      },
    ],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "no topics",
      { monitoring: { trail: { logGroupName: "trail" } } },
      ["monitoring.trail: monitoring/alarms-without-topics"],
    ],
    [
      "no trail",
      { monitoring: { alarms: ALARMS, trail: {} } },
      ["monitoring.trail: monitoring/trail-without-log-group"],
    ],
    [
      "a trail without a log group",
      { monitoring: { alarms: ALARMS, trail: {} }, "account.cloudTrail": { trail: "create" } },
      ["monitoring.trail: monitoring/trail-without-log-group"],
    ],
    [
      "two log groups",
      { monitoring: { alarms: ALARMS, trail: { logGroupName: "trail" } }, ...OWN_TRAIL },
      ["monitoring.trail.logGroupName: monitoring/trail-has-two-log-groups"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
