import { bill, total } from "../../domain/cost/bill";
import { type Finding, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { PlatformConfig } from "../resolve/resolve";

/** How many lines of the bill to name. */
const DEAREST = 3;

const CEILING: Path = ["governance", "costCeilingUsd"];

/** A stack that would cost more than it may, before it has done anything. */
export function* billStaysBelowTheCeiling(config: PlatformConfig, today: Date): Iterable<Finding> {
  const { costCeilingUsd } = config.governance;
  if (costCeilingUsd === undefined) return;
  const { fixed } = bill(config, today);
  const fixedUsd = total(fixed);
  if (fixedUsd <= costCeilingUsd) return;
  const dearest = [...fixed].sort((one, other) => other.usd - one.usd).slice(0, DEAREST);
  const lines = dearest.map(({ what, usd }) => `${what} $${usd.toFixed(2)}`).join(", ");
  yield {
    path: CEILING,
    message: `The stack would cost $${fixedUsd.toFixed(2)} a month before any use.`,
    allowed: `a cheaper platform (${lines}), or a higher ceiling`,
    fix: [set(CEILING, Math.ceil(fixedUsd))],
  };
}
