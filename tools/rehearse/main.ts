import { appendFile } from "node:fs/promises";

import pc from "picocolors";

import { platformTags } from "../../domain/tags/platform-tags";
import type { TagReachCounts } from "../../domain/tags/tag-reach";
import { readPolicyFiles } from "../../policy/files";
import { tagPolicyConfig } from "../../policy/rules/tagging";
import { startSandbox, type World } from "../../sandbox";
import { type Engine, automationCommand, findEngine } from "../engine";
import { type ControlPlane, CRDS, type Definition, findDefinitions, patchOf, startControlPlane } from "../kubernetes";
import { POLICY_PACK_PLUGIN } from "../policy";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands } from "../terminal/execute";
import { UsageError } from "../terminal/tool";
import { platformKey, referenceTo } from "./application";
import type { AllowedChanges } from "../report/limits";
import type { StackReport } from "../report/model";
import { reportStack } from "../report/stack-report";
import { exitCodeOf, renderStack } from "../report/terminal";
import { type ChangesOptions, rehearseChanges } from "./changes";
import { rehearseCommand } from "./command";
import { deletedStackFiles, deletedStackText } from "./deleted-stacks";
import { type LoadedStack, loadAll, PROJECT_DIR, titleOf } from "./load";
import { resolveSince } from "./merge-base";
import { freshProgram } from "./program";
import { createPlatform, type Phase, rehearse } from "./rehearsal";
import { reportProgress } from "./report-progress";
import { Stage, type StageOptions } from "./stage";
import type { RunResult } from "./run-result";
import { type Summary, renderMarkdown, renderPhase, renderSummary, summarize } from "./summary";
import { worldTagReach } from "./tag-reach";

const COVERAGE = `A rehearsal checks that the program runs on the real Pulumi engine with this stack file: order, dependencies, names,
replacements, protection, tags, policies, and the AWS limits that sandbox/tables describes.
It does not check whether AWS accepts every value, whether quotas suffice, whether nodes join the cluster, or whether
pods start.`;

const KUBERNETES_COVERAGE = `
A real API server also validates every Kubernetes object, and the pods that workloads would create: fields, values, kinds,
Pod Security, admission policies and resource quotas. No nodes ran, and no Helm chart was installed, so the webhooks of
charts were not called. Custom resource definitions of charts and add-ons: ${CRDS.map(({ name, version }) => `${name} ${version}`).join(", ")}.`;

/** `npm run rehearse -- <stack>…` */
const rehearseStacks = bind(rehearseCommand, async ({ stacks: targets, options: { kubernetes, since, apply } }) => {
  const real = kubernetes === "real";
  if (apply === true && since === undefined) throw new UsageError("The option --apply needs --since <revision>.");
  const stacks = loadAll(targets);
  // Report an unsupported version of any stack before the first rehearsal starts.
  if (real) for (const { kubernetesVersion } of stacks) if (kubernetesVersion !== undefined) patchOf(kubernetesVersion);
  const ruleCount = (await readPolicyFiles()).rules.length;
  const engine = await findEngine();
  const definitions = real ? await findDefinitions() : undefined;
  if (since !== undefined) return printChanges(stacks, since, { engine, definitions, applies: apply === true });
  console.log(
    `Rehearsal on the real engine (Pulumi ${engine.version}) against a simulated cloud: nothing is created at AWS.\n`,
  );
  let succeeded = true;
  let isCreated = false;
  for (const stack of stacks) {
    const summary = await rehearseStack(stack, engine, definitions);
    console.log(`${renderSummary(summary, ruleCount)}\n`);
    await appendToJobSummary(renderMarkdown(stack.name, summary, ruleCount));
    succeeded &&= summary.succeeded;
    isCreated ||= summary.components.length > 0;
  }
  if (isCreated) console.log(pc.dim(real ? COVERAGE + KUBERNETES_COVERAGE : COVERAGE));
  return succeeded ? ExitCode.success : ExitCode.failure;
});

/**
 * Rehearses the change of each stack since a Git revision, and prints what it changes. The exit code says that one change
 * failed, or that one stack changes.
 */
async function printChanges(stacks: readonly LoadedStack[], since: string, options: ChangesOptions): Promise<number> {
  const revision = await resolveSince(PROJECT_DIR, since);
  console.log(`Changes since ${since}, on the real engine against a simulated cloud: nothing is created at AWS.\n`);
  const reports: Pick<StackReport, "outcome">[] = [];
  for await (const [stack, { creation, preview, update, isNew }] of rehearseChanges(stacks, revision, options)) {
    console.log(titleOf(stack));
    if (preview === undefined) {
      console.log(failure(`The program of ${since} cannot create the stack in the simulated cloud:`, creation));
      reports.push({ outcome: "failed" });
      continue;
    }
    const { report } = reportStack(
      { stack: stack.name, file: `Pulumi.${stack.name}.yaml`, commands: [] },
      { preview, allowed: EVERYTHING_ALLOWED, newSince: isNew ? since : undefined },
    );
    console.log(renderStack(report, since));
    reports.push(report);
    if (update?.succeeded === false) {
      console.log(failure("The update failed:", update));
      reports.push({ outcome: "failed" });
    } else if (update !== undefined) {
      console.log(`  ${pc.green("✓")} updated in the simulated cloud`);
    }
    console.log();
  }
  for (const file of await deletedStackFiles(PROJECT_DIR, revision)) console.log(deletedStackText(file));
  return exitCodeOf(reports);
}

/** A rehearsal shows deletions, and leaves it to the pull request to allow them. */
const EVERYTHING_ALLOWED: AllowedChanges = { label: "", stateful: false, deletedPercent: 100, labels: [] };

function failure(title: string, run: RunResult | undefined): string {
  // The engine reports an error of the program once for the program and once for the update.
  const lines = [...new Set(run?.errors)].flatMap((error) => error.split("\n"));
  return [`  ${pc.red("✗")} ${title}`, ...lines.map((line) => pc.red(`      ${line}`)), ""].join("\n");
}

/** @param definitions custom resource definitions for a real API server; when omitted, no API server is started */
async function rehearseStack(
  stack: LoadedStack,
  engine: Engine,
  definitions: readonly Definition[] | undefined,
): Promise<Summary> {
  const { kubernetesVersion } = stack;
  console.log(titleOf(stack));
  if (definitions === undefined || kubernetesVersion === undefined) return runRehearsal(stack, engine, undefined);
  const controlPlane = await startControlPlane(kubernetesVersion, definitions);
  try {
    return await runRehearsal(stack, engine, controlPlane);
  } finally {
    await controlPlane.stop();
  }
}

async function runRehearsal(
  loaded: LoadedStack,
  engine: Engine,
  controlPlane: ControlPlane | undefined,
): Promise<Summary> {
  const { aws, world, platform } = loaded;
  const sandbox = await startSandbox({ accountId: aws.accountId, world, kubernetes: controlPlane?.client });
  const options = { engine: await automationCommand(engine), sandbox };
  const platformStage = platform && (await Stage.create({ ...options, ...stageOf(platform) }));
  const stage = await Stage.create({
    ...options,
    ...stageOf(loaded),
    policyPack: POLICY_PACK_PLUGIN,
    policyConfig: tagPolicyConfig(loaded.tags),
    ...(platformStage && { sharesBackendWith: platformStage }),
  });
  const phases: Phase[] = [];
  const before = new Set(world.objects);
  let tags: TagReachCounts | undefined;
  let rejectedPods: readonly string[] = [];
  try {
    for await (const phase of lifecycle(loaded, stage, platformStage, world)) {
      phases.push(phase);
      console.log(renderPhase(phase));
      if (phase.title !== "up") continue;
      const created = sandbox.world.objects.filter((object) => !before.has(object));
      tags = worldTagReach(created, Object.keys(platformTags(loaded.tags)));
      rejectedPods = (await sandbox.apiServer?.rejectedPods()) ?? [];
    }
    const { apiServer } = sandbox;
    const report = apiServer && controlPlane && { version: controlPlane.version, ...apiServer.report(), rejectedPods };
    return summarize(phases, sandbox.world, tags, loaded.bill, report);
  } finally {
    sandbox.stop();
    await stage.dispose();
  }
}

function stageOf({ name, directory, project, files }: LoadedStack): Omit<StageOptions, "engine" | "sandbox"> {
  return { stack: name, projectDir: directory, program: freshProgram(project.programDir), files };
}

/** The phases of a stack; for an application, after the creation of its platform. */
async function* lifecycle(
  { platform, project, platformName }: LoadedStack,
  stage: Stage,
  platformStage: Stage | undefined,
  world: World,
): AsyncGenerator<Phase, void, undefined> {
  if (platform === undefined || platformStage === undefined) {
    const teardown = (): Promise<void> => stage.setConfig("groundwork:teardown", platformName);
    return yield* rehearse(stage, world, teardown, reportProgress);
  }
  for await (const phase of createPlatform(platformStage, reportProgress)) {
    yield phase;
    if (phase.problems.length > 0) return;
  }
  await stage.setConfig(platformKey(project), referenceTo(platform));
  yield* rehearse(stage, world, () => stage.setConfig(`${project.name}:teardown`, true), reportProgress);
}

async function appendToJobSummary(markdown: string): Promise<void> {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (file !== undefined && file !== "") await appendFile(file, markdown);
}

runCommands("rehearse", [rehearseStacks]);
