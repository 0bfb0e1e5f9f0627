import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";
import { withProjectConfig } from "../../config/source/project-config";
import { parseStackFile } from "../../config/source/stack-file";

export const PROJECT_DIR = path.resolve(__dirname, "../..");

/** The stack files of the tests. They are separate from the stack files of the project, which belong to its user. */
export const STACKS_DIR = path.join(PROJECT_DIR, "tests/stacks");

/** The stacks in {@link STACKS_DIR}. */
export const STACKS = ["dev", "staging", "prod"] as const;

/** The day on which tests run: they must not fail when the support of a Kubernetes version ends. */
export const TODAY = new Date("2026-11-21");

/** An entry program, and the folder of its stack files. */
export interface EntryProgram {
  readonly entry: string;
  readonly directory: string;
}

export const PLATFORM: EntryProgram = { entry: path.join(PROJECT_DIR, "index.ts"), directory: STACKS_DIR };
export const FLEET: EntryProgram = {
  entry: path.join(PROJECT_DIR, "fleet/index.ts"),
  directory: path.join(PROJECT_DIR, "examples/fleet"),
};

export const BOOTSTRAP: EntryProgram = {
  entry: path.join(PROJECT_DIR, "bootstrap/index.ts"),
  directory: path.join(PROJECT_DIR, "bootstrap"),
};

export const EXAMPLES: EntryProgram = { entry: PLATFORM.entry, directory: path.join(PROJECT_DIR, "examples") };

/** Every stack file of the tests and the examples, with the program that it is for. */
export const ALL_STACK_FILES: readonly { readonly stack: string; readonly program: EntryProgram }[] = [
  ...[PLATFORM, EXAMPLES, FLEET].flatMap((program) =>
    readdirSync(program.directory)
      .map((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1])
      .filter((stack) => stack !== undefined)
      .map((stack) => ({ stack, program })),
  ),
  // Other stack files in this folder belong to the user.
  { stack: "example", program: BOOTSTRAP },
];

export interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
}

/** A stack file, with the values of all stacks in Pulumi.yaml. */
export function readStackFile(stack: string, directory = STACKS_DIR): StackFile {
  const file = parse(readFileSync(path.join(directory, `Pulumi.${stack}.yaml`), "utf8")) as StackFile;
  const project = readFileSync(path.join(directory, "Pulumi.yaml"), "utf8");
  const shared = withProjectConfig(parseStackFile("config: {}", "Pulumi.yaml"), project).values;
  return { ...file, config: { ...shared, ...file.config } };
}
