import { bill, total } from "../../domain/cost/bill";
import { PRICE_REGION, STALE_AFTER_DAYS } from "../../domain/cost/prices";
import { edit, type Finding, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { PlatformConfig } from "../resolve/resolve";

/** How many lines of the bill the finding names. */
const MOST_LINES = 3;

const CEILING: Path = ["budgets", "costCeilingUsd"];

/** The fixed part of the bill, without usage, against `budgets.costCeilingUsd`. */
export function* billStaysBelowTheCeiling(config: PlatformConfig, today: Date): Iterable<Finding> {
  const { costCeilingUsd } = config.budgets;
  if (costCeilingUsd === undefined) return;
  const { fixed, foreign, stale } = bill(config, today);
  const fixedUsd = total(fixed);
  if (fixedUsd <= costCeilingUsd) return;
  const mostExpensive = [...fixed].sort((one, other) => other.usd - one.usd).slice(0, MOST_LINES);
  // A sum that may be wrong stops no update.
  const doubts = [
    ...(foreign.length > 0 ? [`those of ${PRICE_REGION}`] : []),
    ...(stale.length > 0 ? [`older than ${STALE_AFTER_DAYS} days`] : []),
  ];
  const doubt = doubts.length === 0 ? "" : ` This is a warning, because some prices are ${doubts.join(" or ")}.`;
  const lines = mostExpensive.map(({ what, usd }) => `${what} $${usd.toFixed(2)}`).join(", ");
  yield {
    code: "budgets/cost-ceiling-exceeded",
    path: CEILING,
    message: `The stack would cost $${fixedUsd.toFixed(2)} a month without any usage, more than \`costCeilingUsd\`.${doubt}`,
    allowed: `cheaper settings (the largest costs: ${lines}), or a higher ceiling`,
    fix: [set(CEILING, Math.ceil(fixedUsd))],
    ...(doubt === "" ? {} : { warning: true }),
  };
}

/** The budget of the account covers at least this stack, so a budget below the costs of the stack is exceeded every month. */
export function* budgetsCoverTheBill(config: PlatformConfig, today: Date): Iterable<Finding> {
  const { account, stack } = config.budgets;
  const fixedUsd = total(bill(config, today).fixed);
  const codes = {
    account: "budgets/budget-below-fixed-costs",
    stack: "budgets/stack-budget-below-fixed-costs",
  } as const;
  for (const [part, budget] of [["account", account] as const, ["stack", stack] as const]) {
    if (budget === undefined || fixedUsd <= budget.monthlyUsd) continue;
    yield {
      code: codes[part],
      path: ["budgets", part, "monthlyUsd"],
      message: `The stack costs $${fixedUsd.toFixed(2)} a month without any usage, so every month exceeds the budget.`,
      allowed: `at least ${Math.ceil(fixedUsd)}, the fixed costs of this stack`,
      fix: [edit(`raise \`budgets.${part}.monthlyUsd\` above the costs that you expect of the ${part}`)],
      warning: true,
    };
  }
}
