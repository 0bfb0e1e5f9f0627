import { type CheckedStack, ConfigError } from "../../config";
import { formatProblem, formatProblems, type Paint } from "../../config/diagnostics/format";
import { formatPath } from "../../config/source/path";
import { stackFileName, stackOf, stacksIn, unreadStacksIn } from "../../config/source/project-files";
import { type AnyConfig, checkFile } from "./check-file";
import type { Context } from "./context";
import type { Target } from "../terminal/target";

/** Checks stack files. Prints one line for a valid file and a report for an invalid one. */
export function validate(targets: readonly Target[], context: Context): number {
  const { directory } = context;
  const every = [...new Set([...stacksIn(directory), ...unreadStacksIn(directory)])];
  const all =
    targets.length > 0
      ? targets.map(({ directory: folder, file }) => ({ directory: folder, stack: stackOf(file) }))
      : every.map((stack) => ({ directory, stack }));
  if (all.length === 0) context.write(`No stack file (Pulumi.<stack>.yaml) in ${directory}.`);
  const good = all.map((stack) => validateStack(stack, context));
  return good.length > 0 && good.every((isGood) => isGood) ? 0 : 1;
}

/** @param stack as in the name of its file */
function validateStack({ directory, stack }: Omit<Target, "file">, context: Context): boolean {
  const { colors, write } = context;
  let checked: CheckedStack<AnyConfig>;
  try {
    checked = checkFile(directory, stack, context.today);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    write(colors.red(`✗ ${error.message}`));
    return false;
  }
  const { problems, warnings } = checked.verdict;
  const fileName = stackFileName(checked.source.stack);
  const paint = paintIn(context);
  const isGood = problems.length === 0;
  write(
    isGood
      ? colors.green(`✓ ${fileName}  ${summary(checked)}`)
      : `${colors.red("✗")} ${formatProblems(fileName, problems, paint)}\n`,
  );
  for (const warning of warnings) write(`${colors.yellow("! warning")} ${formatProblem(fileName, warning, paint)}\n`);
  return isGood;
}

/** Identifies the stack: platform, Region, account, and what the project of the stack has. */
function summary({ source, verdict: { config } }: CheckedStack<AnyConfig>): string {
  if (config === undefined)
    return `not checked, because values are encrypted: ${source.sealed.map(formatPath).join(", ")}`;
  const { platformName, aws } = config;
  const account = `account ${aws.accountId}`;
  if ("cluster" in config) {
    const { network, cluster } = config;
    return `${platformName} in ${aws.region} ${network.zones.join(" ")}, ${account}, Kubernetes ${cluster.version}`;
  }
  const kind = "fleet" in config ? `fleet with ${Object.keys(config.fleet.buckets).length} buckets` : "bootstrap";
  return `${platformName} in ${aws.region}, ${account}, ${kind}`;
}

export function paintIn({ colors }: Context): Paint {
  return { place: colors.bold, label: colors.dim, command: colors.cyan };
}
