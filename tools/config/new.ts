import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stackFileName, stacksIn } from "../../config/source/project-files";
import { formatPath, isContainer, type Path, valueAt } from "../../config/source/path";
import { sourceFromFile } from "../../config/source/source";
import { parseStackFile } from "../../config/source/stack-file";
import { didYouMean } from "../terminal/parse";
import { ToolError, UsageError } from "../terminal/tool";
import type { Context } from "./context";

/** https://www.pulumi.com/docs/iac/concepts/stacks/ */
const STACK_NAME = /^[\w.-]{1,100}$/;

/** Writes the file of a new stack from an example, which contains no decisions of another environment. */
export function createStackFile(stack: string, example = "minimal", { directory, colors, write }: Context): number {
  if (!STACK_NAME.test(stack)) {
    throw new UsageError(
      `${stack} is no name of a stack. It has letters, digits, hyphens, underscores and periods only.`,
    );
  }
  const file = path.join(directory, stackFileName(stack));
  if (existsSync(file)) throw new ToolError(`${file} exists already.`);
  const examples = path.join(directory, "examples");
  const known = stacksIn(examples);
  if (!known.includes(example)) {
    throw new UsageError(`Unknown example: ${example}.${didYouMean(example, known)} Examples: ${known.join(", ")}`);
  }
  const text = readFileSync(path.join(examples, stackFileName(example)), "utf8");
  // The file is written one folder above the example.
  writeFileSync(file, text.replaceAll("../config/schema/", "./config/schema/"));
  write(
    `${colors.green("✓")} ${stackFileName(stack)} written from examples/${stackFileName(example)}\n` +
      "Change its environment, name, account, Region, tags, CIDR block and access entries. Then run:\n" +
      `  npm run config -- validate ${stack}\n  npm run rehearse -- ${stack}`,
  );
  for (const warning of traces(text)) write(`${colors.yellow("! warning")} ${warning}`);
  return 0;
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
