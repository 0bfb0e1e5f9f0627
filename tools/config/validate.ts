import path from "node:path";
import { type CheckedStack, ConfigError, type Problem } from "../../config";
import { formatProblem, formatProblems, type Paint } from "../../config/diagnostics/format";
import { collisionsWith } from "../../config/check/collisions";
import type { StackRules } from "../../config/policy/waiver-faults";
import { formatPath } from "../../config/source/path";
import { stackFileName, stackOf, stacksIn, unreadStacksIn } from "../../config/source/project-files";
import { type AnyConfig, checkFile } from "./check-file";
import type { Context } from "./context";
import type { Target } from "../terminal/target";
import { type CheckedWaivers, checkWaivers } from "./validate-waivers";

/** Checks stack files, and the waivers of the project for their stacks. Prints one line for a valid file and a report for an invalid one, or everything as JSON. */
export function validate(targets: readonly Target[], isJson: boolean, context: Context): number {
  const { directory } = context;
  const every = [...new Set([...stacksIn(directory), ...unreadStacksIn(directory)])];
  const all =
    targets.length > 0
      ? targets.map(({ directory: folder, file }) => ({ directory: folder, stack: stackOf(file) }))
      : every.map((stack) => ({ directory, stack }));
  if (all.length === 0 && !isJson) context.write(`No stack file (Pulumi.<stack>.yaml) in ${directory}.`);
  const read = new Map([...all, ...neighboursOf(all)].map((stack) => [keyOf(stack), check(stack, context)]));
  const others = [...read.values()].filter(isPlatform);
  const results = all.map((stack) => resultOf(stack, read.get(keyOf(stack)), others));
  const waivers = checkWaivers(
    directory,
    all.flatMap((stack) => rulesOf(stack, read.get(keyOf(stack)))),
    context.today,
  );
  const files = waivers === undefined ? [] : [waivers];
  if (isJson) context.write(JSON.stringify([...results.map(toJson), ...files.map(waiversJson)], undefined, 2));
  else {
    for (const result of results) reportStack(result, context);
    for (const file of files) reportWaivers(file, context);
  }
  return results.length > 0 && results.every(isGood) && files.every(areGood) ? 0 : 1;
}

/** A checked stack file with all of its problems, or why it cannot be read. */
interface Result {
  readonly fileName: string;
  readonly checked: CheckedStack<AnyConfig> | ConfigError | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

function resultOf({ stack }: StackPlace, checked: Result["checked"], others: readonly CheckedStack[]): Result {
  if (checked === undefined || checked instanceof ConfigError) {
    return { fileName: stackFileName(stack), checked, problems: [], warnings: [] };
  }
  const collisions = isPlatform(checked) ? collisionsWith(checked, others) : [];
  const { problems, warnings } = checked.verdict;
  return {
    fileName: stackFileName(stack),
    checked,
    problems: [...problems, ...collisions.filter(({ severity }) => severity === "error")],
    warnings: [...warnings, ...collisions.filter(({ severity }) => severity === "warning")],
  };
}

function isGood({ checked, problems }: Result): boolean {
  return checked !== undefined && !(checked instanceof ConfigError) && problems.length === 0;
}

function toJson(result: Result): object {
  const { fileName: file, checked, problems, warnings } = result;
  const error = checked instanceof ConfigError ? { error: checked.message } : {};
  return { file, isValid: isGood(result), ...error, problems, warnings };
}

function areGood({ problems, error }: CheckedWaivers): boolean {
  return problems.length === 0 && error === undefined;
}

function waiversJson(waivers: CheckedWaivers): object {
  const { file, problems, error } = waivers;
  return { file, isValid: areGood(waivers), ...(error === undefined ? {} : { error }), problems, warnings: [] };
}

/** What a stack file says about the rules of the policy pack; nothing if it cannot be read. */
function rulesOf({ stack }: StackPlace, checked: Result["checked"]): StackRules[] {
  if (checked === undefined || checked instanceof ConfigError) return [];
  return [{ stack, rules: checked.verdict.config?.policy.rules ?? {} }];
}

/** `stack` as in the name of its file. */
type StackPlace = Pick<Target, "directory"> & { readonly stack: string };

function keyOf({ directory, stack }: StackPlace): string {
  return path.resolve(directory, stackFileName(stack));
}

/** The stacks in the folders of these stacks, which may use the same names in AWS. */
function neighboursOf(stacks: readonly StackPlace[]): StackPlace[] {
  const directories = new Set(stacks.map(({ directory }) => directory));
  return [...directories].flatMap((directory) => stacksIn(directory).map((stack) => ({ directory, stack })));
}

function check({ directory, stack }: StackPlace, { today }: Context): CheckedStack<AnyConfig> | ConfigError {
  try {
    return checkFile(directory, stack, today);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

/** Whether the stack is a valid one of the platform; two of these may claim the same names at AWS. */
function isPlatform(checked: CheckedStack<AnyConfig> | ConfigError): checked is CheckedStack {
  if (checked instanceof ConfigError) return false;
  return checked.verdict.config !== undefined && "cluster" in checked.verdict.config;
}

function reportStack({ fileName, checked, problems, warnings }: Result, context: Context): void {
  const { colors, write } = context;
  if (checked === undefined || checked instanceof ConfigError) {
    write(colors.red(`✗ ${checked?.message ?? fileName}`));
    return;
  }
  const paint = paintIn(context);
  write(
    problems.length === 0
      ? colors.green(`✓ ${fileName}  ${summary(checked)}`)
      : `${colors.red("✗")} ${formatProblems(fileName, problems, paint)}\n`,
  );
  for (const warning of warnings) {
    write(`${colors.yellow("! warning")} ${formatProblem(fileName, warning, paint)}\n`);
  }
}

function reportWaivers({ file, count, problems, error }: CheckedWaivers, context: Context): void {
  const { colors, write } = context;
  if (error !== undefined) write(colors.red(`✗ ${file}: ${error}`));
  else if (problems.length > 0) write(`${colors.red("✗")} ${formatProblems(file, problems, paintIn(context))}\n`);
  else if (count > 0) write(colors.green(`✓ ${file}  ${count} ${count === 1 ? "waiver" : "waivers"}`));
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
