import { appendFile } from "node:fs/promises";
import path from "node:path";

import pc from "picocolors";

import { platformTags } from "../../domain/tags/platform-tags";
import { ruleCount } from "../../policy/rules";
import { startSandbox } from "../../sandbox";
import { type Engine, automationCommand, findEngine } from "../engine";
import { type ControlPlane, CRDS, type Definition, findDefinitions, patchOf, startControlPlane } from "../kubernetes";
import { ExitCode } from "../terminal/declaration";
import { bind, runCommands } from "../terminal/execute";
import { UsageError } from "../terminal/tool";
import { rehearseChanges } from "./changes";
import { rehearseCommand } from "./command";
import { type LoadedStack, loadAll, titleOf } from "./load";
import { freshProgram } from "./program";
import { type Phase, rehearse } from "./rehearsal";
import { reportProgress } from "./report-progress";
import { Stage } from "./stage";
import { type Summary, renderMarkdown, renderPhase, renderSummary, summarize } from "./summary";
import { type TagReach, tagReach } from "./tag-reach";

const COVERAGE = `A rehearsal checks that the program runs on the real Pulumi engine with this stack file: order, dependencies, names,
replacements, protection, tags, policies, and the AWS limits that sandbox/tables describes.
It does not check whether AWS accepts every value, whether quotas suffice, whether nodes join the cluster, or whether
pods start.`;

const KUBERNETES_COVERAGE = `
A real API server also validates every Kubernetes object, and the pods that workloads would create: fields, values, kinds,
Pod Security, admission policies and resource quotas. No nodes ran, and no Helm chart was installed, so the webhooks of
charts were not called. Custom resource definitions of charts and add-ons: ${CRDS.map(({ name, version }) => `${name} ${version}`).join(", ")}.`;

/** `npm run rehearse -- <stack>…` */
const rehearseStacks = bind(rehearseCommand, async ({ stacks: targets, options: { kubernetes, since } }) => {
  const real = kubernetes === "real";
  if (real && since !== undefined) throw new UsageError("The option --since needs the simulated API server.");
  const stacks = loadAll(targets);
  // Report an unsupported version of any stack before the first rehearsal starts.
  if (real) for (const { kubernetesVersion } of stacks) if (kubernetesVersion !== undefined) patchOf(kubernetesVersion);
  const engine = await findEngine();
  if (since !== undefined) return rehearseChanges(stacks, since, engine);
  const definitions = real ? await findDefinitions() : undefined;
  console.log(
    `Rehearsal on the real engine (Pulumi ${engine.version}) against a simulated cloud: nothing is created at AWS.\n`,
  );
  let succeeded = true;
  for (const stack of stacks) {
    const summary = await rehearseStack(stack, engine, definitions);
    console.log(`${renderSummary(summary, ruleCount)}\n`);
    await appendToJobSummary(renderMarkdown(stack.name, summary, ruleCount));
    succeeded &&= summary.succeeded;
  }
  console.log(pc.dim(real ? COVERAGE + KUBERNETES_COVERAGE : COVERAGE));
  return succeeded ? ExitCode.success : ExitCode.failure;
});

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
  const { name, directory, platformName, files, world } = loaded;
  const sandbox = await startSandbox({ accountId: loaded.aws.accountId, world, kubernetes: controlPlane?.client });
  const stage = await Stage.create({
    stack: name,
    projectDir: directory,
    engine: await automationCommand(engine),
    sandbox,
    program: freshProgram(loaded.project.programDir),
    files,
    policyPack: path.join(__dirname, "policy-pack"),
    policyConfig: { "required-tags": { required: loaded.tags.required } },
  });
  const teardown = (): Promise<void> =>
    stage.editConfig((document) => {
      document.setIn(["config", "groundwork:teardown"], platformName);
    });
  const phases: Phase[] = [];
  let tags: readonly TagReach[] = [];
  let rejectedPods: readonly string[] = [];
  try {
    for await (const phase of rehearse(stage, sandbox.world, teardown, reportProgress)) {
      phases.push(phase);
      console.log(renderPhase(phase));
      if (phase.title !== "up") continue;
      tags = tagReach(sandbox.world, Object.keys(platformTags(loaded.tags)));
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

async function appendToJobSummary(markdown: string): Promise<void> {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (file !== undefined && file !== "") await appendFile(file, markdown);
}

runCommands("rehearse", [rehearseStacks]);
