import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";

import { readMessage } from "../../policy/message";
import { logicalName, type Preview, PreviewReader } from "../report/read/preview";
import type { ProgressReporter } from "./rehearsal";
import type { RunResult } from "./run-result";
import { withoutSecrets } from "./stack-file";
import { Stage, type StageOptions } from "./stage";

/** A program and the folder of the stack file that it runs with. */
interface ProgramVersion {
  readonly directory: string;
  readonly program: PulumiFn;
}

export interface ChangeOptions extends Pick<
  StageOptions,
  "stack" | "engine" | "sandbox" | "policyPack" | "policyConfig" | "sharesBackendWith"
> {
  /** Creates the stack; omitted for a stack that does not exist yet. */
  readonly before?: ProgramVersion | undefined;
  /** Previews the change of the stack. */
  readonly after: ProgramVersion;
  /** Files that the programs read in addition to the stack file. */
  readonly files: readonly string[];
  /** Values of both stack files, which take the place of those in the files. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether to update the stack after the preview. */
  readonly applies?: boolean;
  readonly reportProgress: ProgressReporter;
}

/** Results of a change rehearsal. The preview is omitted if the stack could not be created. */
export interface ChangeResult {
  readonly creation?: RunResult;
  readonly preview?: Preview;
  readonly update?: RunResult;
}

type PreviewedChange = Required<Pick<ChangeResult, "preview">> & Pick<ChangeResult, "update">;

/** Creates a stack with one version of the program and of its stack file, and previews the update to another version. */
export async function rehearseChange(options: ChangeOptions): Promise<ChangeResult> {
  const { before, after, files, settings = {}, applies = false, reportProgress, ...stageOptions } = options;
  const start = before ?? after;
  let { program } = start;
  const stage = await Stage.create({
    ...stageOptions,
    projectDir: start.directory,
    fixesIn: after.directory,
    program: () => program(),
    files: files.filter((file) => existsSync(path.join(start.directory, file))),
  });
  const applySettings = async (): Promise<void> => {
    for (const [key, value] of Object.entries(settings)) await stage.setConfig(key, value);
  };
  try {
    await applySettings();
    if (before === undefined) return withNews(await previewChange(stage, applies, reportProgress), []);
    const creation = await reportProgress("create", (onProgress) => stage.upWithAdvisoryPolicies(onProgress));
    if (!creation.succeeded) return { creation };
    ({ program } = after);
    const file = path.join(after.directory, `Pulumi.${options.stack}.yaml`);
    const text = withoutSecrets(await readFile(file, "utf8"));
    // Only `config` changes: the engine has added the salt of the stage's passphrase to the file.
    await stage.editConfig((document) => {
      document.set("config", parseDocument(text).get("config"));
    });
    await stage.setProjectConfig(after.directory);
    await applySettings();
    for (const each of files) await stage.writeFile(each, await readFile(path.join(after.directory, each), "utf8"));
    const change = await previewChange(stage, applies, reportProgress);
    return { creation, ...withNews(change, creation.violations) };
  } finally {
    await stage.dispose();
  }
}

/** Marks the findings that the stack did not have before. */
function withNews(change: PreviewedChange, before: RunResult["violations"]): PreviewedChange {
  const known = new Set(
    before.map(({ policy: rule, urn, message }) => keyOf(rule, logicalName(urn), readMessage(message).finding)),
  );
  const policy = change.preview.policy.map((finding) => ({
    ...finding,
    isNew: !known.has(keyOf(finding.rule, finding.resource, finding.message)),
  }));
  return { ...change, preview: { ...change.preview, policy } };
}

function keyOf(rule: string, resource: string, message: string): string {
  return JSON.stringify([rule, resource, message]);
}

async function previewChange(
  stage: Stage,
  applies: boolean,
  reportProgress: ProgressReporter,
): Promise<PreviewedChange> {
  const reader = new PreviewReader();
  const run = await reportProgress("preview", (onProgress) => stage.preview(onProgress, reader.onEvent));
  const preview = reader.preview(run);
  if (!applies || !run.succeeded) return { preview };
  return { preview, update: await reportProgress("up", (onProgress) => stage.up(onProgress)) };
}
