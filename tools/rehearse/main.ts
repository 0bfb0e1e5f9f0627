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
import { initialWorld } from "./existing-vpc";
import { type Project, freshProgram, readProject } from "./program";
import { type Phase, type ProgressReporter, logicalName, rehearse } from "./rehearsal";
import { Stage } from "./stage";
import { type Summary, renderMarkdown, renderPhase, renderSummary, summarize } from "./summary";
import { type TagReach, tagReach } from "./tag-reach";

const PROJECT_DIR = path.resolve(__dirname, "../..");

const USAGE = `Usage: npm run rehearse -- [--kubernetes real] <stack or stack file>...

Runs preview, up, preview, refresh and destroy for each stack file, on the real Pulumi engine against a simulated cloud.
The command needs no AWS account and no credentials, and creates nothing at AWS.

--kubernetes real   Send Kubernetes objects to a real kube-apiserver of the stack's Kubernetes version, which runs for the
                    duration of the rehearsal. The first run builds kube-apiserver from Go modules, which takes about
                    six minutes on two cores.`;

const COVERAGE = `A rehearsal checks that the program runs on the real Pulumi engine with this stack file: order, dependencies, names,
replacements, protection, tags, policies, and the AWS limits that sandbox/tables describes.
It does not check whether AWS accepts every value, whether quotas suffice, whether nodes join the cluster, or whether
pods start.`;

const KUBERNETES_COVERAGE = `
A real API server also validates every Kubernetes object, and the pods that workloads would create: fields, values, kinds,
Pod Security, admission policies and resource quotas. No nodes ran, and no Helm chart was installed, so the webhooks of
charts were not called. Custom resource definitions of charts and add-ons: ${CRDS.map(({ name, version }) => `${name} ${version}`).join(", ")}.`;

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
  // Report an unsupported version of any stack before the first rehearsal starts.
  if (real) for (const { kubernetesVersion } of stacks) if (kubernetesVersion !== undefined) patchOf(kubernetesVersion);
  const engine = await findEngine();
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
  return succeeded ? 0 : 1;
}

interface LoadedStack {
  readonly name: string;
  /** Folder of the stack file. */
  readonly directory: string;
  readonly project: Project;
  readonly platformName: string;
  readonly aws: { readonly accountId: string; readonly region: string };
  /** Kubernetes minor version of the stack's cluster; omitted for a stack without a cluster. */
  readonly kubernetesVersion?: string;
  readonly bill: Bill;
  /** Files that the program reads in addition to the stack file. */
  readonly files: readonly string[];
  /** Objects that exist before the first update. */
  readonly world: World;
}

/** Loads every stack file before the first rehearsal, and reports the errors of all files together. */
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
  const world = initialWorld(config);
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

/** @param definitions custom resource definitions for a real API server; when omitted, no API server is started */
async function rehearseStack(
  stack: LoadedStack,
  engine: Engine,
  definitions: readonly Definition[] | undefined,
): Promise<Summary> {
  const { name, platformName, aws, kubernetesVersion } = stack;
  console.log(`${pc.bold(name)}  ${pc.dim(`${platformName}, ${aws.region}, account ${aws.accountId}`)}`);
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
    policyPacks: [path.join(__dirname, "policy-pack")],
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
      tags = tagReach(sandbox.world, MANDATORY_TAG_KEYS);
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

/** A terminal shows progress while a phase runs; a log gets one line when the phase ends. */
const reportProgress: ProgressReporter = (title, run) => {
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
