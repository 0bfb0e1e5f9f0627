import { Budgets, type BudgetsArgs } from "../../../components/budgets";
import { impactPercent } from "../../../domain/cost/budget-limits";
import { type Recording, record } from "../../support/record";

const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:costs";

const PLACE = {
  platformName: "shop-dev",
  region: "eu-west-1",
  identifyingTags: { Project: "shop", Environment: "dev" },
};
const RECEIVERS = { emails: ["finance@example.com"], actualPercentages: [50, 80, 100], forecastPercentages: [100] };
const ANOMALIES = { percentOfExpected: 150, minImpactUsd: 10, emails: ["finance@example.com"] };

function recordBudgets(args: Omit<BudgetsArgs, keyof typeof PLACE>): Promise<Recording<Budgets>> {
  return record(() => new Budgets("budgets", { ...PLACE, ...args }, {}));
}

describe("Budgets", () => {
  it("creates no resources by default", async () => {
    const recording = await recordBudgets({});
    expect(recording.resources.map(({ name }) => name)).toEqual(["budgets"]);
  });

  it("notifies for each percentage of actual and of forecast costs", async () => {
    const budget = (await recordBudgets({ account: { monthlyUsd: 500, ...RECEIVERS } })).one(BUDGET).inputs;
    expect(budget).toMatchObject({ name: "shop-dev", budgetType: "COST", limitAmount: "500", limitUnit: "USD" });
    const notifications = budget["notifications"] as readonly Record<string, unknown>[];
    expect(notifications.map(({ notificationType, threshold }) => [notificationType, threshold])).toEqual([
      ["ACTUAL", 50],
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
    expect(notifications.map(({ subscriberSnsTopicArns }) => subscriberSnsTopicArns)).toEqual(Array(4).fill(undefined));
  });

  it("counts the costs of the account without a filter", async () => {
    const budget = (await recordBudgets({ account: { monthlyUsd: 500, ...RECEIVERS } })).one(BUDGET).inputs;
    expect(budget["filterExpression"]).toBeUndefined();
  });

  it("counts the costs of the stack by its tags and Region, under a name that no other Region has", async () => {
    const budget = (await recordBudgets({ stack: { monthlyUsd: 500, ...RECEIVERS } })).one(BUDGET).inputs;
    expect(budget["name"]).toBe("shop-dev-eu-west-1");
    expect(budget["filterExpression"]).toEqual({
      ands: [
        { dimensions: { key: "REGION", values: ["eu-west-1"], matchOptions: ["EQUALS"] } },
        { tags: { key: "Project", values: ["shop"], matchOptions: ["EQUALS"] } },
        { tags: { key: "Environment", values: ["dev"], matchOptions: ["EQUALS"] } },
      ],
    });
  });

  it("sends each notification to the topic as well", async () => {
    const stack = { monthlyUsd: 500, ...RECEIVERS, notificationTopicArn: TOPIC };
    const { notifications } = (await recordBudgets({ stack })).one(BUDGET).inputs;
    for (const notification of notifications as readonly unknown[]) {
      expect(notification).toMatchObject({
        subscriberEmailAddresses: ["finance@example.com"],
        subscriberSnsTopicArns: [TOPIC],
      });
    }
  });
});

describe("alerts about unusual costs", () => {
  it("summarize anomalies of all services by email once a day, and send each to the topic", async () => {
    const recording = await recordBudgets({ anomalies: { ...ANOMALIES, notificationTopicArn: TOPIC } });
    expect(recording.one(MONITOR).inputs).toMatchObject({ monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" });
    expect(
      recording.ofType(SUBSCRIPTION).map(({ inputs: { frequency, subscribers } }) => [frequency, subscribers]),
    ).toEqual([
      ["DAILY", [{ type: "EMAIL", address: "finance@example.com" }]],
      ["IMMEDIATE", [{ type: "SNS", address: TOPIC }]],
    ]);
  });

  it("report costs from the percentage of the expected costs and from the amount above them", async () => {
    const { thresholdExpression } = (await recordBudgets({ anomalies: ANOMALIES })).one(SUBSCRIPTION).inputs;
    const matchOptions = ["GREATER_THAN_OR_EQUAL"];
    expect(thresholdExpression).toEqual({
      ands: [
        { dimension: { key: "ANOMALY_TOTAL_IMPACT_PERCENTAGE", matchOptions, values: ["50"] } },
        { dimension: { key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE", matchOptions, values: ["10"] } },
      ],
    });
    expect(impactPercent(200)).toBe(100);
  });

  it("use the monitor that the account has, instead of a second one", async () => {
    const monitorArn = "arn:aws:ce::111122223333:anomalymonitor/1f2e3d4c";
    const recording = await recordBudgets({ anomalies: { ...ANOMALIES, monitorArn } });
    expect(recording.ofType(MONITOR)).toEqual([]);
    expect(recording.one(SUBSCRIPTION).inputs["monitorArnLists"]).toEqual([monitorArn]);
  });
});
