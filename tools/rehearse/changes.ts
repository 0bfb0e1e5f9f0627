import { existsSync } from "node:fs";
import path from "node:path";

import { ConfigError } from "../../config";
import type { Bill } from "../../domain/cost/bill";
import { tagPolicyConfig } from "../../policy/rules/tagging";
import { startSandbox } from "../../sandbox";
import { type Engine, automationCommand } from "../engine";
import { type Definition, startControlPlane } from "../kubernetes";
import { POLICY_PACK_PLUGIN } from "../policy";
import { ToolError } from "../terminal/tool";
import { platformKey, referenceTo } from "./application";
import { type ChangeResult, rehearseChange } from "./change";
import { load, type LoadedStack, PROJECT_DIR } from "./load";
import { freshProgram, readProject } from "./program";
import { reportProgress } from "./report-progress";
import { checkOutRevision, type Revision } from "./revision";
import { Stage, type StageOptions } from "./stage";

export interface ChangeRehearsal extends ChangeResult {
  /** Short hash of the commit that created the stack. */
  readonly since: string;
  /** Whether the revision has no stack file, so that the change creates the whole stack. */
  readonly isNew: boolean;
  /** Cost of the stack before; undefined for a new stack, or for a stack file that this version does not read. */
  readonly billBefore: Bill | undefined;
}

export interface ChangesOptions {
  readonly engine: Engine;
  /** Whether to update each stack after its preview. */
  readonly applies?: boolean;
  /** Custom resource definitions for a real API server; when omitted, no API server is started. */
  readonly definitions?: readonly Definition[] | undefined;
}

/** Rehearses the change of each stack since a Git revision, which is checked out while the rehearsals run. */
export async function* rehearseChanges(
  stacks: readonly LoadedStack[],
  since: string,
  options: ChangesOptions,
): AsyncGenerator<readonly [LoadedStack, ChangeRehearsal], void, undefined> {
  if (stacks.length === 0) return;
  const revision = await checkOutRevision(PROJECT_DIR, since);
  try {
    for (const stack of stacks) yield [stack, await rehearseSince(stack, revision, options)];
  } finally {
    await revision.remove();
  }
}

async function rehearseSince(
  stack: LoadedStack,
  revision: Revision,
  options: ChangesOptions,
): Promise<ChangeRehearsal> {
  const { definitions } = options;
  const { kubernetesVersion } = stack;
  if (definitions === undefined || kubernetesVersion === undefined) return runChange(stack, revision, options);
  const controlPlane = await startControlPlane(kubernetesVersion, definitions);
  try {
    return await runChange(stack, revision, options, controlPlane.client);
  } finally {
    await controlPlane.stop();
  }
}

async function runChange(
  loaded: LoadedStack,
  revision: Revision,
  { engine, applies = false }: ChangesOptions,
  kubernetes?: Parameters<typeof startSandbox>[0]["kubernetes"],
): Promise<ChangeRehearsal> {
  const { name, directory, project, files, aws, world, tags, platform } = loaded;
  const before = path.join(revision.directory, path.relative(PROJECT_DIR, directory));
  const isNew = !existsSync(path.join(before, `Pulumi.${name}.yaml`));
  const sandbox = await startSandbox({ accountId: aws.accountId, world, kubernetes });
  const command = await automationCommand(engine);
  const platformStage = platform && (await createPlatformOf(platform, { engine: command, sandbox }));
  try {
    const result = await rehearseChange({
      stack: name,
      before: isNew
        ? undefined
        : { directory: before, program: freshProgram(readProject(before).programDir, revision.directory) },
      after: { directory, program: freshProgram(project.programDir) },
      files,
      engine: command,
      sandbox,
      ...(platform &&
        platformStage && {
          sharesBackendWith: platformStage,
          settings: { [platformKey(project)]: referenceTo(platform) },
        }),
      policyPack: POLICY_PACK_PLUGIN,
      policyConfig: tagPolicyConfig(tags),
      applies,
      reportProgress,
    });
    return { ...result, since: revision.commit, isNew, billBefore: isNew ? undefined : billOf(name, before) };
  } finally {
    sandbox.stop();
    await platformStage?.dispose();
  }
}

/** The platform of an application, as the work tree describes it: only the application changes. */
async function createPlatformOf(
  { name, directory, project, files }: LoadedStack,
  options: Pick<StageOptions, "engine" | "sandbox">,
): Promise<Stage> {
  const program = freshProgram(project.programDir);
  const stage = await Stage.create({ ...options, stack: name, projectDir: directory, program, files });
  const { succeeded, errors } = await reportProgress("platform", (onProgress) => stage.up(onProgress));
  if (succeeded) return stage;
  options.sandbox.stop();
  await stage.dispose();
  throw new ToolError(`The platform ${name} cannot be created in the simulated cloud:\n${errors.join("\n")}`);
}

function billOf(stack: string, directory: string): Bill | undefined {
  try {
    return load({ stack, directory, file: path.join(directory, `Pulumi.${stack}.yaml`) }, new Date()).bill;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
