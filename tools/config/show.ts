import { stringify } from "yaml";
import { formatPath } from "../../config/source/path";
import { billOf } from "../bill/bill-of";
import { renderBill, renderLife } from "../bill/render";
import { plainTable } from "../terminal/table";
import type { Target } from "../terminal/target";
import type { Context } from "./context";
import { type Effective, effectiveValues, leavesOf, oneLine, originOf } from "./effective";

export interface ShowOptions {
  /** Whether to print where each value comes from. */
  readonly origin?: true | undefined;
  readonly json?: true | undefined;
}

/** Prints the complete configuration with masked secrets and its monthly costs, or the problems of an invalid file. */
export function show(target: Target, { origin, json }: ShowOptions, context: Context): number {
  const { write } = context;
  const effective = effectiveValues(target, context);
  if (effective === undefined) return 1;
  if (origin === true) write(originTable(effective, json === true));
  else if (json === true) write(JSON.stringify(effective.values, undefined, 2));
  else {
    write(stringify(effective.values, { lineWidth: 0 }).trimEnd());
    write(comment(costOf(effective, context.today)));
  }
  return 0;
}

function originTable(effective: Effective, isJson: boolean): string {
  const rows = leavesOf(effective.values).map(({ path, value }) => ({
    path: formatPath(path),
    value,
    origin: originOf(effective, path),
  }));
  if (isJson) return JSON.stringify(rows, undefined, 2);
  return plainTable(rows.map(({ path, value, origin }) => [origin, path, oneLine(value)]));
}

function costOf({ checked: { verdict } }: Effective, today: Date): string {
  if (verdict.config === undefined) return "Monthly costs are unknown, because they depend on encrypted values.";
  const { config } = verdict;
  const costs = billOf(config, today);
  const life = "expiry" in config ? [renderLife(costs, config.expiry, today)] : [];
  return [renderBill(costs), ...life].join("\n");
}

/** Costs are YAML comments, so that programs can parse the output. */
function comment(text: string): string {
  return `\n${text.replace(/^/gm, "# ").replace(/ +$/gm, "")}`;
}
