import path from "node:path";

import type { Deployment, PulumiFn } from "@pulumi/pulumi/automation";
import type { Document } from "yaml";

import { type Sandbox, startSandbox } from "../../sandbox";
import { automationCommand, findEngine } from "../../tools/engine";
import { freshProgram } from "../../tools/rehearse/program";
import type { RunResult } from "../../tools/rehearse/run-result";
import { POLICY_PACK_PLUGIN } from "../../tools/policy";
import { type OnEvent, Stage } from "../../tools/rehearse/stage";
import type { ReportEvent } from "../../tools/report/read/engine-event";
import { stateOf } from "../../tools/report/state";
import { runTool, ToolError } from "../../tools/terminal/tool";
import { type RecordedPreview, writeRecorded } from "../support/recorded-previews";
import { exposure, protectedBuckets, secrets } from "./programs";

const PROJECT_DIR = path.resolve(__dirname, "../..");
const ACCOUNT = "111122223333";
const VPC = "aws:ec2/vpc:Vpc";
const NOTHING: PulumiFn = () => Promise.resolve({});

interface RecordOptions {
  readonly hasDrift?: boolean;
  /** Default: the state in the backend. */
  readonly state?: Deployment;
}

/** A stack in the simulated cloud whose program changes. */
class Recording {
  program: PulumiFn = freshProgram(PROJECT_DIR);

  private constructor(
    readonly stage: Stage,
    readonly sandbox: Sandbox,
  ) {}

  static async start({ accountId = ACCOUNT, hasPolicies = true } = {}): Promise<Recording> {
    const sandbox = await startSandbox({ accountId });
    const running: { recording?: Recording } = {};
    const stage = await Stage.create({
      stack: "dev",
      projectDir: path.join(PROJECT_DIR, "tests/stacks"),
      engine: await automationCommand(await findEngine()),
      sandbox,
      program: () => (running.recording?.program ?? NOTHING)(),
      ...(hasPolicies ? { policyPack: POLICY_PACK_PLUGIN } : {}),
    });
    running.recording = new Recording(stage, sandbox);
    return running.recording;
  }

  async up(): Promise<void> {
    const { succeeded, errors } = await this.stage.up();
    if (!succeeded) throw new ToolError(`The stack could not be created:\n${errors.join("\n")}`);
  }

  async record(name: string, { hasDrift = false, state: exported }: RecordOptions = {}): Promise<void> {
    const preview = await events((listener) => this.stage.preview(undefined, listener));
    const drift = hasDrift ? await events((listener) => this.stage.previewRefresh(listener)) : undefined;
    const state = stateOf(exported ?? (await this.stage.exportState()), []);
    const updatedAt = state.updatedAt === undefined ? {} : { updatedAt: "2026-11-20T16:05:00Z" };
    const recorded: RecordedPreview = { stack: "dev", preview, state: { ...state, ...updatedAt } };
    writeRecorded(name, drift === undefined ? recorded : { ...recorded, drift });
    console.log(`Recorded ${name}.`);
  }

  /** Records a preview with another stack file, which later previews do not have. */
  async recordEdit(name: string, edit: (config: Document) => void, options?: RecordOptions): Promise<void> {
    let before: unknown;
    await this.stage.editConfig((document) => {
      before = document.toJS();
      edit(document);
    });
    await this.record(name, options);
    await this.stage.editConfig((document) => {
      document.set("config", document.createNode((before as { config: unknown }).config));
    });
  }

  async end(): Promise<void> {
    this.sandbox.stop();
    await this.stage.dispose();
  }
}

async function events(run: (listener: OnEvent) => Promise<RunResult>): Promise<readonly ReportEvent[]> {
  const all: ReportEvent[] = [];
  await run((event) => all.push(event));
  return all;
}

const at = (...keys: readonly string[]): readonly string[] => ["config", ...keys];

async function platformPreviews(): Promise<void> {
  const recording = await Recording.start();
  try {
    await recording.record("first-create");
    await recording.up();
    await recording.record("unchanged", { hasDrift: true });
    await recording.recordEdit("small-update", (config) => {
      config.setIn(at("groundwork:storage", "buckets", "data", "noncurrentExpirationDays"), 14);
      config.setIn(at("groundwork:cluster", "logRetentionDays"), 30);
    });
    await recording.recordEdit("replace", (config) => {
      config.setIn(at("groundwork:cluster", "nodeGroups", "default", "capacityType"), "ON_DEMAND");
    });
    await recording.recordEdit("delete", (config) => {
      config.deleteIn(at("groundwork:storage", "buckets", "scratch"));
      config.deleteIn(at("groundwork:storage", "registries", "worker"));
    });
    await recording.recordEdit("invalid-config", (config) => {
      config.setIn(at("groundwork:network", "cidr"), "10.0.0.0/8");
      config.setIn(at("groundwork:cluster", "endpoint", "publicCidrs"), ["0.0.0.0/0"]);
    });
    await recording.recordEdit("policy-violation", (config) => {
      config.setIn(at("groundwork:overrides"), {
        "network-public-a": { type: "aws:ec2/subnet:Subnet", arguments: { mapPublicIpOnLaunch: true } },
      });
    });
    await interrupted(recording);
    const [vpc] = recording.sandbox.world.ofType(VPC);
    recording.sandbox.world.drift(VPC, vpc?.id ?? "", { enableDnsHostnames: false });
    await recording.recordEdit(
      "drift",
      (config) => {
        config.setIn(at("groundwork:cluster", "logRetentionDays"), 30);
      },
      { hasDrift: true },
    );
    recording.program = NOTHING;
    await recording.record("empty-program");
  } finally {
    await recording.end();
  }
}

/** The state that a killed update leaves. */
async function interrupted(recording: Recording): Promise<void> {
  const { stage } = recording;
  const state = await stage.exportState();
  const deployment = state.deployment as {
    readonly resources: readonly { readonly type: string; readonly urn: string }[];
  };
  const bucket = deployment.resources.find(({ type }) => type === "aws:s3/bucket:Bucket");
  if (bucket === undefined) throw new ToolError("The stack has no bucket.");
  const resource = { ...bucket, urn: bucket.urn.replace(/[^:]+$/, "storage-bucket-new") };
  const pending = { ...deployment, pending_operations: [{ type: "creating", resource }] };
  // `pulumi stack import` would remove the pending operation.
  await recording.record("interrupted", { state: { ...state, deployment: pending } });
}

async function failedPreview(): Promise<void> {
  const recording = await Recording.start({ accountId: "999999999999" });
  try {
    await recording.record("failed");
  } finally {
    await recording.end();
  }
}

async function programPreview(name: string, program: (isLater: boolean) => PulumiFn): Promise<void> {
  const recording = await Recording.start({ hasPolicies: false });
  try {
    recording.program = program(false);
    await recording.up();
    recording.program = program(true);
    await recording.record(name);
  } finally {
    await recording.end();
  }
}

/**
 * `npm run test:record-reports`: previews changes of stacks on the real engine in the simulated cloud, and keeps the events
 * under tests/unit/report/events. `npm run test:golden` then renews their reports.
 */
async function main(): Promise<number> {
  if (!process.argv.includes("--small")) await platformPreviews();
  await failedPreview();
  await programPreview("secrets", secrets);
  await programPreview("protected-delete", protectedBuckets);
  await programPreview("exposure", exposure);
  return 0;
}

runTool(main);
