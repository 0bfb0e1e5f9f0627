import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const emails = ["platform@example.com"];
const OWN = "arn:aws:sns:eu-west-1:111122223333:shop-dev-alarms";
const PARTS = ["account", "stack"] as const;

const budget = (part: (typeof PARTS)[number], monthlyUsd: number): Edits => ({
  [`budgets.${part}`]: { monthlyUsd, emails },
});

describe.each(PARTS)("budgets.%s", (part) => {
  it("is accepted with a warning if the fixed costs of the stack exceed it", () => {
    const code = part === "account" ? "budget-below-fixed-costs" : "stack-budget-below-fixed-costs";
    expect(problemsWith(budget(part, 5))).toEqual([]);
    expect(warningsWith(budget(part, 5))).toEqual([`budgets.${part}.monthlyUsd: budgets/${code}`]);
    expect(verdictOn(budget(part, 5)).config).toBeDefined();
  });

  it("may be higher than the fixed costs of the stack", () => {
    expect(warningsWith(budget(part, 5000))).toEqual([]);
  });

  it("needs a receiver", () => {
    expect(verdictOn({ [`budgets.${part}`]: { monthlyUsd: 5000 } }).problems[0]?.message).toContain(
      "without a subscriber",
    );
  });

  it.each<[readonly number[], readonly number[], boolean]>([
    [[50, 80, 100], [90, 100], true],
    [[50, 80, 100], [80, 90, 100], false],
    [[80, 80], [], false],
  ])("has at most five different percentages: %j and %j", (actualPercentages, forecastPercentages, accepted) => {
    const edits = { [`budgets.${part}`]: { monthlyUsd: 5000, emails, actualPercentages, forecastPercentages } };
    expect(verdictOn(edits).problems.length === 0).toBe(accepted);
  });
});

describe("budgets.stack", () => {
  it("has a limit of 500 US dollars by default", () => {
    expect(verdictOn({ "budgets.stack": { emails } }).config?.budgets.stack).toMatchObject({
      monthlyUsd: 500,
      actualPercentages: [50, 80, 100],
      forecastPercentages: [100],
    });
  });
});

describe("the notification topic of budgets and anomalies", () => {
  const all = (notificationTopicArn: string): Edits => ({
    "budgets.account": { monthlyUsd: 5000, notificationTopicArn },
    "budgets.stack": { notificationTopicArn },
    "budgets.anomalies": { notificationTopicArn },
  });
  const each = (code: string): string[] =>
    ["account", "stack", "anomalies"].map((part) => `budgets.${part}.notificationTopicArn: budgets/${code}`);

  it("may be the alarm topic of a stack with alarms, or another topic of the account", () => {
    expect(problemsWith({ ...all(OWN), "monitoring.alarms": { emails } })).toEqual([]);
    expect(problemsWith(all("arn:aws:sns:us-east-1:111122223333:costs"))).toEqual([]);
  });

  it("cannot be the alarm topic of a stack without alarms", () => {
    expect(problemsWith(all(OWN))).toEqual(each("notification-topic-without-alarms"));
  });

  it("cannot belong to another account", () => {
    const topic = "arn:aws:sns:eu-west-1:444455556666:costs";
    expect(problemsWith(all(topic))).toEqual(each("notification-topic-of-another-account"));
  });
});

describe("budgets.waste", () => {
  it("stops nothing by default, and keeps snapshots and images for 90 days", () => {
    expect(verdictOn({ "budgets.waste": {} }).config?.budgets.waste).toEqual({
      ...{ keepDays: 90, objects: {}, stop: [], allowInProd: false },
    });
  });

  it("may stop what it lists, in prod only with a key of its own", () => {
    const waste = { stop: ["unattached-volumes"] };
    const inProd = (more: object): string[] =>
      problemsWith({ environment: "prod", "budgets.waste": { ...waste, ...more } }).filter((each) =>
        each.startsWith("budgets."),
      );
    expect(problemsWith({ "budgets.waste": waste })).toEqual([]);
    expect(inProd({})).toEqual(["budgets.waste.stop: budgets/waste-stopped-in-prod"]);
    expect(inProd({ stop: [] })).toEqual([]);
    expect(inProd({ allowInProd: true })).toEqual([]);
  });

  it.each(["old-snapshots", "stale-buckets", "overdue-secrets", "untagged"])("may not stop %s", (kind) => {
    expect(problemsWith({ "budgets.waste": { stop: [kind] } })).not.toEqual([]);
  });
});
