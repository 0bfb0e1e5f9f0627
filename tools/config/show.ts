import path from "node:path";
import { stringify } from "yaml";
import { checkStack, ConfigError } from "../../config";
import type { Verdict } from "../../config/check/check";
import { formatProblems } from "../../config/diagnostics/format";
import { type Path, withValueAt } from "../../config/source/path";
import { stackOf } from "../../config/source/project-files";
import { SEALED } from "../../config/source/stack-file";
import { bill } from "../../domain/cost/bill";
import { renderBill, renderLife } from "../bill/render";
import { readExtensions } from "../project/extensions";
import type { Context } from "./context";
import type { Target } from "../terminal/target";
import { paintIn } from "./validate";

/** Prints the complete configuration with masked secrets and its monthly costs, or the problems of an invalid file. */
export function show({ directory, file }: Target, context: Context): number {
  const { colors, write } = context;
  try {
    const { source, verdict } = checkStack(directory, stackOf(file), {
      today: context.today,
      extensions: readExtensions(directory),
    });
    if (verdict.problems.length > 0) {
      write(`${colors.red("✗")} ${formatProblems(path.basename(file), verdict.problems, paintIn(context))}`);
      return 1;
    }
    const masked = source.sealed.reduce<unknown>(
      (value, path: Path) => withValueAt(value, path, SEALED),
      verdict.config ?? verdict.parts,
    );
    write(stringify(masked, { lineWidth: 0 }).trimEnd());
    write(comment(costOf(verdict, context.today)));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    write(colors.red(`✗ ${error.message}`));
    return 1;
  }
}

function costOf({ config }: Verdict, today: Date): string {
  if (config === undefined) return "Monthly costs are unknown, because they depend on encrypted values.";
  const costs = bill(config, today);
  return [renderBill(costs), ...(config.expiry === undefined ? [] : [renderLife(costs, config.expiry, today)])].join(
    "\n",
  );
}

/** Costs are YAML comments, so that programs can parse the output. */
function comment(text: string): string {
  return `\n${text.replace(/^/gm, "# ").replace(/ +$/gm, "")}`;
}
