import { problemsWith, verdictOn, warningsWith } from "../fixtures";

const budget = (monthlyUsd: number): Parameters<typeof problemsWith>[0] => ({
  "budgets.account": { monthlyUsd, emails: ["platform@example.com"] },
});

describe("budgets.account", () => {
  it("is accepted with a warning if the fixed costs of the stack exceed it", () => {
    expect(problemsWith(budget(5))).toEqual([]);
    expect(warningsWith(budget(5))).toEqual(["budgets.account.monthlyUsd: budgets/budget-below-fixed-costs"]);
    expect(verdictOn(budget(5)).config).toBeDefined();
  });

  it("may be higher than the fixed costs of the stack", () => {
    expect(warningsWith(budget(5000))).toEqual([]);
  });
});
