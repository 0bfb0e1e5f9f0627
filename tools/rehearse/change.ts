import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

import type { PulumiCommand, PulumiFn } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";

import type { Sandbox } from "../../sandbox";
import type { ProgressReporter } from "./rehearsal";
import type { RunResult } from "./run-result";
import { withoutSecrets } from "./stack-file";
import { Stage } from "./stage";

/** A program and the folder of the stack file that it runs with. */
interface ProgramVersion {
  readonly directory: string;
  readonly program: PulumiFn;
}

export interface ChangeOptions {
  readonly stack: string;
  /** Creates the stack. */
  readonly before: ProgramVersion;
  /** Previews the change of the stack. */
  readonly after: ProgramVersion;
  /** Files that the programs read in addition to the stack file. */
  readonly files: readonly string[];
  readonly engine: PulumiCommand;
  readonly sandbox: Sandbox;
  readonly reportProgress: ProgressReporter;
}

/** Results of a change rehearsal; the preview is omitted if the stack could not be created. */
export interface ChangeResult {
  readonly creation: RunResult;
  readonly preview?: RunResult;
}

/** Creates a stack with one version of the program and of its stack file, and previews the update to another version. */
export async function rehearseChange(options: ChangeOptions): Promise<ChangeResult> {
  const { stack, before, after, files, engine, sandbox, reportProgress } = options;
  const stackFile = `Pulumi.${stack}.yaml`;
  let { program } = before;
  const stage = await Stage.create({
    stack,
    projectDir: before.directory,
    engine,
    sandbox,
    program: () => program(),
    files: files.filter((file) => existsSync(path.join(before.directory, file))),
  });
  try {
    const creation = await reportProgress("create", (onProgress) => stage.up(onProgress));
    if (!creation.succeeded) return { creation };
    ({ program } = after);
    const text = withoutSecrets(await readFile(path.join(after.directory, stackFile), "utf8"));
    // Only `config` changes: the engine has added the salt of the stage's passphrase to the file.
    await stage.editConfig((document) => {
      document.set("config", parseDocument(text).get("config"));
    });
    for (const file of files) await stage.writeFile(file, await readFile(path.join(after.directory, file), "utf8"));
    return { creation, preview: await reportProgress("preview", (onProgress) => stage.preview(onProgress)) };
  } finally {
    await stage.dispose();
  }
}
