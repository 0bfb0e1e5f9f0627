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
  "budgets/notification-topic-of-another-account": {
    cause:
      "AWS Budgets and Cost Anomaly Detection notify SNS topics [of their own account](https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html) only.",
    remedy: "Name a topic of the stack's account, and subscribe a queue or function of the other account to it.",
  },
  "budgets/notification-topic-without-alarms": {
    cause: "The topic is the alarm topic of this stack, which the stack creates only with `monitoring.alarms`.",
    remedy: "Name another topic, or set `monitoring.alarms`.",
  },
  "budgets/stack-budget-below-fixed-costs": {
    cause:
      "The fixed monthly cost of the stack is higher than `budgets.stack.monthlyUsd`, so AWS sends the notifications of the budget every month.",
    remedy: "Raise the budget above the costs that you expect, or choose cheaper settings.",
  },
  "budgets/cost-monitor-exists-twice": {
    cause:
      "Two stack files set `budgets.anomalies` without `monitorArn`, and have the same account. An account has [one cost monitor of all services](https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html): AWS refuses the second one.",
    remedy:
      "Set `budgets.anomalies` in one stack of the account, or set `monitorArn` in the others. An alert counts the costs of the whole account, whichever stack creates it.",
  },
  "budgets/account-budget-exists-twice": {
    cause:
      "Two stack files set `budgets.account` and have the same account. Both budgets count the same costs, so each notification is sent twice; if the stacks have the same name and environment, AWS refuses the second budget.",
    remedy: "Set `budgets.account` in one stack of the account. `budgets.stack` is a budget of one stack.",
  },
  "budgets/waste-stopped-in-prod": {
    cause:
      "The stack of prod allows `npm run waste` to stop or delete resources, and nobody has stated that this is intended in prod.",
    remedy: "Set `budgets.waste.allowInProd` to true, or remove `budgets.waste.stop`.",
  },
} as const satisfies Codes<"budgets">;
