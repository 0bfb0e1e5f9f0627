import { createColors } from "picocolors";

import { runConfig } from "../../../tools/config/run";
import { TODAY } from "./fixtures";

/** Runs a command of `npm run config` in a folder with Pulumi.yaml and stack files. */
export async function runTool(
  directory: string,
  args: readonly string[],
): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const exitCode = await runConfig(args, { directory, today: TODAY, write, colors: createColors(false) });
  return { exitCode, output: lines.join("\n") };
}
