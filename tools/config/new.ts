import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { daysLeft, ephemeralName, expiryDay, isExpired, MOST_DAYS } from "../../domain/expiry/expiry";
import { editStackFile } from "../../config/source/edit-file";
import { stackFileName, stacksIn } from "../../config/source/project-files";
import { formatPath, isContainer, type Path, valueAt } from "../../config/source/path";
import { sourceFromFile } from "../../config/source/source";
import { parseStackFile } from "../../config/source/stack-file";
import { didYouMean } from "../terminal/parse";
import { ToolError, UsageError } from "../terminal/tool";
import type { Context } from "./context";

/** https://www.pulumi.com/docs/iac/concepts/stacks/ */
const STACK_NAME = /^[\w.-]{1,100}$/;

/** What a new stack file is written from. */
interface NewFile {
  /** Name of an example, or path of another stack file. */
  readonly from?: string | undefined;
  /** Last day of a short-lived stack, or a duration from today. */
  readonly expiry?: string | undefined;
}

/** The days of a short-lived stack whose expiry nobody states. */
const USUAL_LIFE = "7d";

/**
 * Writes the file of a new stack from an example, which contains no decisions of another environment, or from the template
 * of a repository.
 *
 * @param cwd folder to which the path of a template is relative
 */
export function createStackFile(
  stack: string,
  { from = "minimal", expiry }: NewFile,
  { directory, today, colors, write }: Context,
  cwd = directory,
): number {
  if (!STACK_NAME.test(stack)) {
    throw new UsageError(
      `${stack} is no name of a stack. It has letters, digits, hyphens, underscores and periods only.`,
    );
  }
  const file = path.join(directory, stackFileName(stack));
  if (existsSync(file)) throw new ToolError(`${file} exists already.`);
  const source = sourceOf(from, directory, cwd);
  const template = readFileSync(source, "utf8").replaceAll("../config/schema/", "./config/schema/");
  const { values } = sourceFromFile(parseStackFile(template, path.basename(source)), stack, stack);
  const isEphemeral = values["environment"] === "ephemeral";
  if (expiry !== undefined && !isEphemeral) {
    throw new UsageError(`The option --expiry needs a template of the environment ephemeral: ${from} is none.`);
  }
  const text = isEphemeral ? shortLived(template, stack, expiry ?? USUAL_LIFE, today) : template;
  writeFileSync(file, text);
  const place = path.relative(directory, source);
  const isExample = place.startsWith("examples");
  const own = isEphemeral ? "" : "environment, name, ";
  write(
    `${colors.green("✓")} ${stackFileName(stack)} written from ${place}\n` +
      `${isExample ? `Change its ${own}account, Region, tags, CIDR block and access entries. ` : ""}Then run:\n` +
      `  npm run config -- validate ${stack}\n  npm run rehearse -- ${stack}`,
  );
  // The template of a repository names its own account on purpose.
  if (isExample) for (const trace of traces(text)) write(`${colors.yellow("! warning")} ${trace}`);
  return 0;
}

function sourceOf(from: string, directory: string, cwd: string): string {
  const examples = path.join(directory, "examples");
  if (from.endsWith(".yaml")) {
    const file = [cwd, directory].map((folder) => path.resolve(folder, from)).find((each) => existsSync(each));
    if (file !== undefined) return file;
    throw new UsageError(`${from} does not exist.`);
  }
  const known = stacksIn(examples);
  if (known.includes(from)) return path.join(examples, stackFileName(from));
  throw new UsageError(`Unknown example: ${from}.${didYouMean(from, known)} Examples: ${known.join(", ")}`);
}

/** A file with the name and the last day of its own stack. The day is written down: no value of a stack changes with each run. */
function shortLived(text: string, stack: string, expiry: string, today: Date): string {
  const day = expiryDay(expiry, today);
  if (day === undefined) {
    throw new UsageError(`The expiry is a day such as 2026-12-05, or a number of days such as 3d: ${expiry}`);
  }
  if (isExpired(day, today) || daysLeft(day, today) > MOST_DAYS) {
    throw new UsageError(
      `The last day of a short-lived stack is today or at most ${MOST_DAYS} days from today: ${expiry} is ${day}. ` +
        "To keep a stack longer, set a later expiry before its last day: npm run config -- set <stack> expiry 14d",
    );
  }
  const named = editStackFile(text, { set: ["name"], to: ephemeralName(stack) });
  return editStackFile(named, { set: ["expiry"], to: day });
}

/** Values that are valid in every account, although they name the account or the stack of the example. */
function traces(text: string): string[] {
  const { values } = sourceFromFile(parseStackFile(text, "example"), "example", "example");
  const account = String(valueAt(values, ["aws", "accountId"]));
  return leavesOf(values).flatMap(([place, value]) => {
    const key = `\`${formatPath(place)}\``;
    if (value.startsWith("arn:") && value.split(":")[4] === account) {
      const access = place.includes("access") ? ", or a principal of the example gets access" : "";
      return [`${key} is ${value}, in the account of the example: set the ARN of your account${access}.`];
    }
    return place.includes("replicatedPrefixes")
      ? [`${key} is ${value}, the name of the example: set the <name>-<environment> of your stack.`]
      : [];
  });
}

function leavesOf(value: unknown, at: Path = []): (readonly [Path, string])[] {
  if (Array.isArray(value)) return value.flatMap((entry, index) => leavesOf(entry, [...at, index]));
  if (isContainer(value)) return Object.entries(value).flatMap(([key, entry]) => leavesOf(entry, [...at, key]));
  return typeof value === "string" ? [[at, value]] : [];
}
