import { existsSync } from "node:fs";
import path from "node:path";

import { startSandbox } from "../../sandbox";
import { type Engine, automationCommand } from "../engine";
import { ToolError } from "../terminal/tool";
import { type ChangeResult, rehearseChange } from "./change";
import { EXIT, exitCodeOf, renderChange } from "./change-report";
import { type LoadedStack, PROJECT_DIR, titleOf } from "./load";
import { freshProgram, readProject } from "./program";
import { reportProgress } from "./report-progress";
import { checkOutRevision, type Revision } from "./revision";

/**
 * Rehearses the change of each stack since a Git revision, and prints what it changes. The exit code says that one change
 * failed, or that one stack changes.
 */
export async function rehearseChanges(stacks: readonly LoadedStack[], since: string, engine: Engine): Promise<number> {
  console.log(`Changes since ${since}, on the real engine against a simulated cloud: nothing is created at AWS.\n`);
  const revision = await checkOutRevision(PROJECT_DIR, since);
  const exitCodes: number[] = [];
  try {
    for (const stack of stacks) {
      console.log(titleOf(stack));
      const result = await runChange(stack, revision, engine);
      console.log(`${renderChange(result, since)}\n`);
      exitCodes.push(exitCodeOf(result));
    }
  } finally {
    await revision.remove();
  }
  return exitCodes.includes(EXIT.failed) ? EXIT.failed : Math.max(...exitCodes);
}

async function runChange(loaded: LoadedStack, revision: Revision, engine: Engine): Promise<ChangeResult> {
  const { name, directory, project, files, aws, world } = loaded;
  const before = path.join(revision.directory, path.relative(PROJECT_DIR, directory));
  if (!existsSync(path.join(before, `Pulumi.${name}.yaml`))) {
    throw new ToolError(`Pulumi.${name}.yaml does not exist at ${revision.commit}, so there is no stack to change.`);
  }
  const sandbox = await startSandbox({ accountId: aws.accountId, world });
  try {
    return await rehearseChange({
      stack: name,
      before: { directory: before, program: freshProgram(readProject(before).programDir, revision.directory) },
      after: { directory, program: freshProgram(project.programDir) },
      files,
      engine: await automationCommand(engine),
      sandbox,
      reportProgress,
    });
  } finally {
    sandbox.stop();
  }
}
