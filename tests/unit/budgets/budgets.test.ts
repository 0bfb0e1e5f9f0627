import { Budgets, type BudgetsArgs } from "../../../components/budgets";
import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { type Recording, record } from "../../support/record";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const BUDGET = "aws:budgets/budget:Budget";
const ARGS: BudgetsArgs = {
  platformName: "groundwork-test",
  account: { monthlyUsd: 500, emails: ["finance@example.com"] },
};

function recordBudgets(args: BudgetsArgs = ARGS): Promise<Recording<Budgets>> {
  return record(() => new Budgets("budgets", args, {}));
}

describe("Budgets", () => {
  it("creates no resources by default", async () => {
    const recording = await recordBudgets({ platformName: "groundwork-test" });
    expect(recording.resources.map(({ name }) => name)).toEqual(["budgets"]);
  });

  it("notifies at 80% of the budget, and when the forecast exceeds the budget", async () => {
    const budget = (await recordBudgets()).one(BUDGET).inputs;
    expect(budget).toMatchObject({ budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "500", limitUnit: "USD" });
    expect(budget["notifications"]).toEqual([
      expect.objectContaining({ notificationType: "ACTUAL", threshold: 80, thresholdType: "PERCENTAGE" }),
      expect.objectContaining({ notificationType: "FORECASTED", threshold: 100, thresholdType: "PERCENTAGE" }),
    ]);
  });
});

it("the sandbox refuses a budget with more than ten subscribers", () => {
  const notifications = [{ subscriberEmailAddresses: Array(11).fill("a@b.c") }];
  expect(() => new Cloud(new World()).create(BUDGET, "x", { notifications }, SCOPE)).toThrow("ten subscribers");
});
