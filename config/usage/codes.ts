import type { Codes } from "../diagnostics/code";

export const usageCodes = {
  "usage/cost-ceiling-exceeded": {
    cause:
      "The fixed monthly cost of the resources in the stack file is higher than `governance.costCeilingUsd`. It is a warning while prices of these resources are those of another Region or older than 180 days.",
    remedy:
      "Choose cheaper settings, or raise `governance.costCeilingUsd`. `npm run tables -- prices` renews the prices.",
  },
  "usage/budget-below-fixed-costs": {
    cause:
      "The fixed monthly cost of the stack alone is higher than `governance.budget.monthlyUsd`, the budget of the whole account, so AWS sends its notifications every month.",
    remedy: "Raise the budget above the costs that you expect, or choose cheaper settings.",
  },
  "usage/unbilled-traffic": {
    cause: "No resource of this stack bills the traffic or the queries, so the estimate does not change the bill.",
    remedy: "Remove the estimate.",
  },
} as const satisfies Codes<"usage">;
