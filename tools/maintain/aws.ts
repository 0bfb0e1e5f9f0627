import type { z } from "zod";

import type { RunCommand } from "../terminal/command";
import { parseJson } from "../terminal/json";
import { ToolError } from "../terminal/tool";

/** Runs a command of the AWS CLI that only reads, and returns its output. */
export async function askAws<Schema extends z.ZodType>(
  args: readonly string[],
  schema: Schema,
  run: RunCommand,
): Promise<z.output<Schema>> {
  const { exitCode, stdout, stderr } = await run("aws", [...args, "--output", "json"]);
  const command = `aws ${args.join(" ")}`;
  if (exitCode !== 0) throw new ToolError(`\`${command}\` failed:\n${stderr.trim()}`);
  return parseJson(stdout, schema, `The output of \`${command}\` has another form than expected`);
}
