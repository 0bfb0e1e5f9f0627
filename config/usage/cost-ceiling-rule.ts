import { bill, total } from "../../domain/cost/bill";
import { type Finding, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { PlatformConfig } from "../resolve/resolve";

/** How many lines of the bill the finding names. */
const MOST_LINES = 3;

const CEILING: Path = ["governance", "costCeilingUsd"];

/** The fixed part of the bill, without usage, against `governance.costCeilingUsd`. */
export function* billStaysBelowTheCeiling(config: PlatformConfig, today: Date): Iterable<Finding> {
  const { costCeilingUsd } = config.governance;
  if (costCeilingUsd === undefined) return;
  const { fixed } = bill(config, today);
  const fixedUsd = total(fixed);
  if (fixedUsd <= costCeilingUsd) return;
  const mostExpensive = [...fixed].sort((one, other) => other.usd - one.usd).slice(0, MOST_LINES);
  const lines = mostExpensive.map(({ what, usd }) => `${what} $${usd.toFixed(2)}`).join(", ");
  yield {
    code: "usage/cost-ceiling-exceeded",
    path: CEILING,
    message: `The stack would cost $${fixedUsd.toFixed(2)} a month without any usage, more than \`costCeilingUsd\`.`,
    allowed: `cheaper settings (the largest costs: ${lines}), or a higher ceiling`,
    fix: [set(CEILING, Math.ceil(fixedUsd))],
  };
}
