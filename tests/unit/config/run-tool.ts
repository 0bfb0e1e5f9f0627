import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { createColors } from "picocolors";

import { runConfig } from "../../../tools/config/run";
import { fileText, TODAY } from "./fixtures";

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

/** A project folder of each test of a file. */
export interface TestProject {
  readonly directory: string;
  /** Writes the stack file of a stack. */
  readonly stackFile: (stack: string, values: unknown) => void;
  readonly run: (...args: readonly string[]) => ReturnType<typeof runTool>;
}

/** Creates a project folder before each test, and removes it afterwards. */
export function useProject(): TestProject {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "groundwork-config-"));
    writeFileSync(path.join(directory, "Pulumi.yaml"), "name: groundwork\n");
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  return {
    get directory() {
      return directory;
    },
    stackFile: (stack, values) => {
      writeFileSync(path.join(directory, `Pulumi.${stack}.yaml`), fileText(values));
    },
    run: (...args) => runTool(directory, args),
  };
}
