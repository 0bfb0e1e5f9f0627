import type { z } from "zod";

import { lastLine } from "../doctor/finding";
import { type CommandResult, COMMAND_NOT_FOUND } from "../terminal/command";
import { parseJson } from "../terminal/json";
import { ToolError } from "../terminal/tool";

/** Runs the AWS CLI; tests replace it. */
export type RunAws = (args: readonly string[]) => Promise<CommandResult>;

/** Where the resources are, and when the report is made. */
export interface Scope {
  readonly region: string;
  readonly today: Date;
  readonly aws: RunAws;
}

/** States that something could not be read, and why. */
export type Skip = (what: string, why: string) => void;

/** Runs a command of the AWS CLI that reads, in the Region of the stack; the CLI requests all pages. */
export async function ask<Schema extends z.ZodType>(
  { region, aws }: Pick<Scope, "region" | "aws">,
  args: readonly string[],
  schema: Schema,
): Promise<z.output<Schema>> {
  const { exitCode, stdout, stderr } = await aws([...args, "--region", region, "--output", "json"]);
  const command = `aws ${args.slice(0, 2).join(" ")}`;
  if (exitCode === COMMAND_NOT_FOUND) throw new ToolError("The AWS CLI is not on PATH.");
  if (exitCode !== 0) throw new ToolError(`\`${command}\` failed: ${lastLine(stderr)}`);
  // The CLI prints nothing for some empty lists.
  return parseJson(stdout.trim() === "" ? "{}" : stdout, schema, `\`${command}\` printed another form than expected`);
}
