import { runCommand } from "./command";
import { ToolError } from "./tool";

/** Runs Git in a folder, and returns its output; a failing command is a {@link ToolError}. */
export async function git(directory: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand("git", args, { cwd: directory });
  if (exitCode !== 0) throw new ToolError(`\`git ${args.join(" ")}\` failed:\n${stderr}`);
  return stdout.trim();
}
