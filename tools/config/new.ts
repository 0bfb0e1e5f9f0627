import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stackFileName, stacksIn } from "../../config/source/project-files";
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
  return 0;
}
