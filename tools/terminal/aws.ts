import type { z } from "zod";

import { COMMAND_NOT_FOUND, type RunCommand } from "./command";
import { parseJson } from "./json";
import { ToolError } from "./tool";

/** Runs a command of the AWS CLI that only reads, and returns its output. */
export async function askAws<Schema extends z.ZodType>(
  args: readonly string[],
  schema: Schema,
  run: RunCommand,
): Promise<z.output<Schema>> {
  const { exitCode, stdout, stderr } = await run("aws", [...args, "--output", "json"]);
  const command = `aws ${args.join(" ")}`;
  if (exitCode === COMMAND_NOT_FOUND) {
    throw new ToolError(
      "The AWS CLI is not on PATH. Install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
    );
  }
  if (exitCode !== 0) throw new ToolError(`\`${command}\` failed:\n${stderr.trim()}`);
  return parseJson(stdout, schema, `The output of \`${command}\` has another form than expected`);
}
