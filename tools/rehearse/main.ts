import { appendFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import pc from "picocolors";

import { ConfigError, FLEET_PROJECT, loadFleetStackFile, loadStackFile } from "../../config";
import { lockFileName } from "../../config/fleet/inventory";
import { MANDATORY_TAG_KEYS } from "../../domain/tags/tag-keys";
import { type Bill, bill } from "../../domain/cost/bill";
import { fleetBill } from "../../domain/cost/fleet-bill";
import { ruleCount } from "../../policy/rules";
import { World, startSandbox } from "../../sandbox";
import { type Engine, automationCommand, findEngine } from "../engine";
import { type ControlPlane, CRDS, type Definition, findDefinitions, patchOf, startControlPlane } from "../kubernetes";
import { withProgress } from "../terminal/progress";
import { ToolError, runTool } from "../terminal/tool";
import { worldBefore } from "./existing-vpc";
import { type Project, freshProgram, readProject } from "./program";
import { type Phase, type Watch, logicalName, rehearse } from "./rehearsal";
import { Stage } from "./stage";
import { type Summary, renderMarkdown, renderPhase, renderSummary, summarize } from "./summary";
import { type TagReach, tagReach } from "./tag-reach";

const PROJECT_DIR = path.resolve(__dirname, "../..");

const USAGE = `Usage: npm run rehearse -- [--kubernetes real] <stack or stack file>...

Takes each stack's own file through preview, up, preview, refresh and destroy on the real Pulumi engine,
in a simulated cloud: no AWS account, no credentials, nothing created.

--kubernetes real   Kubernetes objects go to a real kube-apiserver of the stack's version, started for the rehearsal;
                    it is built from Go modules the first time, some six minutes on two cores`;

const PROVES = `A rehearsal proves that the program runs on the real engine with this stack file: order, dependencies, names,
replacements, protection, tags, policy, and AWS's limits as far as sandbox/tables describe them.
It does not prove that AWS accepts every value, that quotas suffice, that nodes join or pods start.`;

const PROVES_OF_KUBERNETES = `
With a real API server it also proves that Kubernetes takes every object, and the pods that workloads ask for: fields,
values, kinds, Pod Security, admission policies, quotas. No node ran, nor any chart with its webhooks. Kinds that charts
and add-ons bring: ${CRDS.map(({ name, version }) => `${name} ${version}`).join(", ")}.`;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: "boolean" }, kubernetes: { type: "string", default: "simulated" } },
  });
  const real = values.kubernetes === "real";
  if (values.help === true || positionals.length === 0 || !(real || values.kubernetes === "simulated")) {
    console.log(USAGE);
    return values.help === true ? 0 : 2;
  }
  const stacks = loadAll(positionals);
  // Told now, not after the stacks before it were rehearsed.
  if (real) for (const { kubernetesVersion } of stacks) if (kubernetesVersion !== undefined) patchOf(kubernetesVersion);
  const engine = await findEngine();
  const definitions = real ? await findDefinitions() : undefined;
  console.log(
    `Rehearsal on the real engine (Pulumi ${engine.version}) in a simulated cloud: nothing is created at AWS.\n`,
  );
  let held = true;
  for (const stack of stacks) {
    const summary = await rehearseStack(stack, engine, definitions);
    console.log(`${renderSummary(summary, ruleCount)}\n`);
    await appendToJobSummary(renderMarkdown(stack.name, summary, ruleCount));
    held &&= summary.held;
  }
  console.log(pc.dim(real ? PROVES + PROVES_OF_KUBERNETES : PROVES));
  return held ? 0 : 1;
}

interface LoadedStack {
  readonly name: string;
  /** Folder of the stack file. */
  readonly directory: string;
  readonly project: Project;
  readonly platformName: string;
  readonly aws: { readonly accountId: string; readonly region: string };
  /** Kubernetes minor of the stack's cluster, where it has one. */
  readonly kubernetesVersion?: string;
  readonly bill: Bill;
  /** Files that its program reads beside the stack file. */
  readonly files: readonly string[];
  /** What is there before the stack. */
  readonly world: World;
}

/** Loads every stack file before anything runs; what is wrong with any of them is told at once. */
function loadAll(targets: readonly string[]): readonly LoadedStack[] {
  const reports: string[] = [];
  const stacks = targets.flatMap((target) => {
    const file = path.resolve(PROJECT_DIR, target.endsWith(".yaml") ? target : `Pulumi.${target}.yaml`);
    try {
      return load(file, new Date());
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      reports.push(error.message);
      return [];
    }
  });
  if (reports.length > 0) throw new ToolError(reports.join("\n\n"));
  return stacks;
}

function load(file: string, today: Date): LoadedStack {
  const directory = path.dirname(file);
  const project = readProject(directory);
  const stack = { name: path.basename(file).replace(/^Pulumi\.|\.yaml$/g, ""), directory, project };
  if (project.name === FLEET_PROJECT) {
    const config = loadFleetStackFile(file, { today });
    const { platformName, aws, fleet } = config;
    const files = [fleet.inventory, lockFileName(fleet.inventory)];
    return { ...stack, platformName, aws, bill: fleetBill(config, today), files, world: new World() };
  }
  const config = loadStackFile(file, { today });
  const { platformName, aws, cluster } = config;
  const world = worldBefore(config);
  return {
    ...stack,
    platformName,
    aws,
    kubernetesVersion: cluster.version,
    bill: bill(config, today),
    files: [],
    world,
  };
}

/** @param definitions of the kinds that a real API server knows besides its own; without them none is started */
async function rehearseStack(
  stack: LoadedStack,
  engine: Engine,
  definitions: readonly Definition[] | undefined,
): Promise<Summary> {
  const { name, platformName, aws, kubernetesVersion } = stack;
  console.log(`${pc.bold(name)}  ${pc.dim(`${platformName}, ${aws.region}, account ${aws.accountId}`)}`);
  if (definitions === undefined || kubernetesVersion === undefined) return play(stack, engine, undefined);
  const controlPlane = await startControlPlane(kubernetesVersion, definitions);
  try {
    return await play(stack, engine, controlPlane);
  } finally {
    await controlPlane.stop();
  }
}

async function play(loaded: LoadedStack, engine: Engine, controlPlane: ControlPlane | undefined): Promise<Summary> {
  const { name, directory, platformName, files, world } = loaded;
  const sandbox = await startSandbox({ accountId: loaded.aws.accountId, world, kubernetes: controlPlane?.client });
  const stage = await Stage.set({
    stack: name,
    projectDir: directory,
    engine: await automationCommand(engine),
    sandbox,
    program: freshProgram(loaded.project.programDir),
    files,
    policyPacks: [path.join(__dirname, "policy-pack")],
  });
  const teardown = (): Promise<void> =>
    stage.editConfig((document) => {
      document.setIn(["config", "groundwork:teardown"], platformName);
    });
  const phases: Phase[] = [];
  let tags: readonly TagReach[] = [];
  let refusedPods: readonly string[] = [];
  try {
    for await (const phase of rehearse(stage, sandbox.world, teardown, watch)) {
      phases.push(phase);
      console.log(renderPhase(phase));
      if (phase.title !== "up") continue;
      tags = tagReach(sandbox.world, MANDATORY_TAG_KEYS);
      refusedPods = (await sandbox.judge?.refusedPods()) ?? [];
    }
    const { judge } = sandbox;
    const verdict = judge && controlPlane && { version: controlPlane.version, ...judge.verdict(), refusedPods };
    return summarize(phases, sandbox.world, tags, loaded.bill, verdict);
  } finally {
    sandbox.stop();
    await stage.strike();
  }
}

/** On a terminal a phase shows that it is alive; a log gets its line when it ends. */
const watch: Watch = (title, run) => {
  if (!process.stderr.isTTY) return run(() => undefined);
  return withProgress(`  ${pc.yellow("…")} ${title}`, (report) =>
    run((done, urn) => {
      report(`${done} resources · ${logicalName(urn)}`);
    }),
  );
};

async function appendToJobSummary(markdown: string): Promise<void> {
  const file = process.env["GITHUB_STEP_SUMMARY"];
  if (file !== undefined && file !== "") await appendFile(file, markdown);
}

runTool(main);
