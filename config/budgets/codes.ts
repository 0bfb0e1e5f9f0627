import type { Codes } from "../diagnostics/code";

export const budgetsCodes = {
  "budgets/cost-ceiling-exceeded": {
    cause:
      "The fixed monthly cost of the resources in the stack file is higher than `budgets.costCeilingUsd`. It is a warning while prices of these resources are those of another Region or older than 180 days.",
    remedy: "Choose cheaper settings, or raise `budgets.costCeilingUsd`. `npm run tables -- prices` renews the prices.",
  },
  "budgets/budget-below-fixed-costs": {
    cause:
      "The fixed monthly cost of the stack alone is higher than `budgets.account.monthlyUsd`, the budget of the whole account, so AWS sends its notifications every month.",
    remedy: "Raise the budget above the costs that you expect, or choose cheaper settings.",
  },
} as const satisfies Codes<"budgets">;
