import type { Rule } from "../check/rule";
import { remove } from "../diagnostics/finding";
import type { Path } from "../source/path";

const STOP: Path = ["budgets", "waste", "stop"];

const prodAllowsStops: Rule = function* ({ budgets, environment }) {
  const { waste } = budgets ?? {};
  if (environment !== "prod" || waste === undefined || waste.stop.length === 0 || waste.allowInProd) return;
  yield {
    code: "budgets/waste-stopped-in-prod",
    path: STOP,
    message:
      "`npm run waste -- <stack> --apply` would stop or delete resources, and `allowInProd` does not allow it in prod.",
    because: [["environment"]],
    allowed: "an empty list, or allowInProd true",
    fix: [remove(STOP)],
  };
};

export const wasteRules: readonly Rule[] = [prodAllowsStops];
