import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type * as awsModule from "@pulumi/aws";
import type { PulumiFn } from "@pulumi/pulumi/automation";

import { stateVersions } from "../../tools/backend/versions";
import type { Context as RecoverContext } from "../../tools/recover/context";
import { DECRYPT_LAST, runRecover } from "../../tools/recover/run";
import { EVENT_LOG_ENV, withEventLog } from "../../tools/report/read/event-log";
import { readPreview } from "../../tools/report/read/preview";
import { requireUninterrupted, warningOf } from "../../tools/state/guard";
import { runUnlock } from "../../tools/unlock/run";
import { runUp } from "../../tools/up/run";
import { aws, createInterruptibleStack, type InterruptibleStack } from "../support/interrupted";
import { load } from "../support/stage";

const { ec2, s3, Provider } = load("@pulumi/aws") as typeof awsModule;

const TIMEOUT_MS = 120_000;
const VPC = "aws:ec2/vpc:Vpc";
const BUCKET = "aws:s3/bucket:Bucket";
/** How long GitHub Actions waits after SIGINT before it sends SIGTERM, and then before it kills the process. */
const GITHUB_GRACE_MS = [7_500, 2_500] as const;

function program({ protect = false } = {}): PulumiFn {
  return () => {
    const provider = new Provider("aws", { region: "eu-west-1" });
    new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: "groundwork-dev" } }, { provider, protect });
    new s3.Bucket("bucket", { bucket: "groundwork-dev-data" }, { provider });
    return Promise.resolve();
  };
}

const empty: PulumiFn = () => Promise.resolve();

let stack: InterruptibleStack;
let said: string[];

beforeEach(async () => {
  stack = await createInterruptibleStack(program());
  said = [];
}, TIMEOUT_MS);

afterEach(() => stack.end());

const write = (text: string): void => {
  said.push(text);
};

async function exit(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** Interrupts an update during two creates, each of which then still reaches AWS. */
async function interrupt(how: (child: ChildProcess) => Promise<void>, latencyMs = 5_000): Promise<void> {
  const { world } = stack.sandbox;
  world.latencyMs = latencyMs;
  const child = await stack.startUpdate(2);
  await how(child);
  await exit(child);
  while (world.objects.length < 2) await sleep(100);
  world.latencyMs = 0;
}

const kill = (child: ChildProcess): Promise<void> => {
  child.kill("SIGKILL");
  return Promise.resolve();
};

async function unlock(): Promise<number> {
  return runUnlock(
    stack.words,
    { isConfirmed: true, host: undefined },
    {
      inspect: stack.inspect,
      username: "nobody",
      livenessOfRun: () => Promise.resolve(undefined),
      ask: () => Promise.resolve(undefined),
      write,
    },
  );
}

/** Recovers the stack with these answers; without one, the command may not ask. */
const recover = (...answers: readonly string[]): Promise<number> => recoverWith({}, ...answers);

/** @param env variables for the command that finds a wrong passphrase */
async function recoverWith(env: NodeJS.ProcessEnv, ...answers: readonly string[]): Promise<number> {
  const left = [...answers];
  const context: RecoverContext = {
    inspect: stack.inspect,
    decrypt: () => stack.pulumi([...DECRYPT_LAST, "--stack", "dev"], env),
    pulumi: async (args) => (await stack.pulumi(args)).exitCode,
    run: aws(stack.sandbox.world),
    versions: () =>
      stateVersions(String(stack.stage.env["PULUMI_BACKEND_URL"]), "groundwork", "dev", aws(stack.sandbox.world)),
    save: (text) => {
      const file = path.join(mkdtempSync(path.join(stack.stage.dir, "copy-")), "state.json");
      writeFileSync(file, text);
      return file;
    },
    ask: () => Promise.resolve(left.shift()),
    write,
  };
  return runRecover(stack.words, context);
}

/** The policy pack needs the language host of Node.js; tests/engine/policy.test.ts runs it with a stand-in. */
function withoutPack(args: readonly string[]): readonly string[] {
  const index = args.indexOf("--policy-pack");
  return index < 0 ? args : [...args.slice(0, index), ...args.slice(index + 2)];
}

async function up(accepted?: number): Promise<number> {
  return runUp(stack.target, ["--yes"], accepted, {
    inspect: stack.inspect,
    pulumi: async (args) => (await stack.pulumi(withoutPack(args))).exitCode,
    preview: async (args) => {
      const { result, events } = await withEventLog((log) =>
        stack.pulumi([...withoutPack(args), ...log], EVENT_LOG_ENV),
      );
      const { exitCode, stderr } = result;
      return { exitCode, preview: readPreview(events, { succeeded: exitCode === 0, errors: [stderr] }) };
    },
    requireApproval: undefined,
    ask: () => Promise.resolve(undefined),
    output: () => Promise.resolve(undefined),
    isReachable: () => Promise.resolve(true),
    kubectlFor: () => () => Promise.reject(new Error("no cluster")),
    write,
  });
}

const objects = (): readonly string[] => stack.sandbox.world.objects.map(({ type }) => type).sort();
const expectRefused = async (...texts: readonly string[]): Promise<void> => {
  const error: unknown = await up().catch((reason: unknown) => reason);
  for (const text of texts) expect(String(error)).toContain(text);
};

it(
  "stops at a killed update with its lock and both creates, unlocks it, and imports both: no object is created twice",
  async () => {
    await interrupt(kill);
    await expectRefused(
      "Nothing was changed.",
      "no longer exists",
      "creating vpc",
      "creating bucket",
      "npm run recover",
    );
    const preview = await stack.pulumi(["preview", "--stack", "dev"]);
    expect(preview.exitCode).toBe(0);
    expect(preview.stdout).not.toContain("pending");
    expect(warningOf(await stack.inspect(), stack.words)).toContain("creating vpc");

    expect(await unlock()).toBe(0);
    expect((await stack.inspect()).locks).toEqual([]);
    await expectRefused("aws ec2 delete-vpc --vpc-id ID --region eu-west-1", "Name=value,Values=groundwork-dev");
    expect(await recover()).toBe(10);
    expect((await stack.state()).pending).toHaveLength(2);

    expect(await recover("i", "i", "yes")).toBe(0);
    expect((await stack.state()).pending).toEqual([]);
    expect(await up()).toBe(0);
    expect(objects()).toEqual([VPC, BUCKET].sort());
  },
  TIMEOUT_MS,
);

it(
  "deletes the object of an interrupted create at AWS, or removes the operation alone; a refresh leaves both pending",
  async () => {
    await interrupt(kill);
    await unlock();
    await stack.pulumi(["refresh", "--yes", "--non-interactive", "--stack", "dev"]);
    expect((await stack.state()).pending).toHaveLength(2);
    for (const { id } of stack.sandbox.world.ofType(VPC)) stack.sandbox.world.remove(VPC, id);

    const isBucketFirst = (await stack.state()).pending[0]?.resource.type === BUCKET;
    expect(await recover(...(isBucketFirst ? ["d", "c"] : ["c", "d"]), "yes")).toBe(0);
    expect(said.join("\n")).toContain("AWS has no such object that is not in the state.");
    expect(objects()).toEqual([]);
    expect(await up()).toBe(0);
    expect(objects()).toEqual([VPC, BUCKET].sort());
  },
  TIMEOUT_MS,
);

it(
  "is recovered with the passphrase of the stack only: a wrong one stops the command before it asks or changes anything",
  async () => {
    await interrupt(kill);
    await unlock();
    const attempt = recoverWith({ PULUMI_CONFIG_PASSPHRASE: "wrong" }, "i", "i", "yes");
    await expect(attempt).rejects.toThrow(/Nothing was changed.*incorrect passphrase/s);
    expect((await stack.state()).pending).toHaveLength(2);
    expect(await recover("i", "i", "yes")).toBe(0);
  },
  TIMEOUT_MS,
);

it(
  "is why `npm run up` stops: Pulumi itself creates the object of a pending create again",
  async () => {
    await interrupt(kill);
    await stack.pulumi(["cancel", "--yes", "--stack", "dev"]);
    // The second bucket fails, because its name is taken. VPCs have no such protection. Without the option, the failure can
    // stop the update before it creates the VPC.
    await stack.pulumi(["up", "--yes", "--skip-preview", "--continue-on-error", "--stack", "dev"]);
    expect(stack.sandbox.world.ofType(VPC)).toHaveLength(2);
    expect((await stack.state()).pending).toHaveLength(2);
    await expectRefused("creating vpc");
  },
  TIMEOUT_MS,
);

it(
  "finds nothing after one SIGINT, for which Pulumi finishes its creates, and refuses a second update meanwhile",
  async () => {
    await interrupt(async (child) => {
      await expectRefused("still runs", "npm run unlock");
      expect(await unlock()).toBe(10);
      child.kill("SIGINT");
    }, 12_000);
    expect((await stack.state()).pending).toEqual([]);
    expect(await up()).toBe(0);
    expect(objects()).toEqual([VPC, BUCKET].sort());
  },
  TIMEOUT_MS,
);

it(
  "names every create that the cancellation of a workflow run left: SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL",
  async () => {
    await interrupt(async (child) => {
      child.kill("SIGINT");
      await sleep(GITHUB_GRACE_MS[0]);
      child.kill("SIGTERM");
      await sleep(GITHUB_GRACE_MS[1]);
      child.kill("SIGKILL");
    }, 15_000);
    await unlock();
    const names = (await stack.state()).pending.map(
      ({ resource }) => `creating ${String(resource.urn.split("::").at(-1))}`,
    );
    expect(names).toHaveLength(2);
    await expectRefused(...names);
    expect(await recover("i", "i", "yes")).toBe(0);
    expect(await up()).toBe(0);
    expect(objects()).toEqual([VPC, BUCKET].sort());
  },
  TIMEOUT_MS,
);

it(
  "refuses an empty program, whose preview succeeds, until --allow-deletes accepts its deletions",
  async () => {
    expect(await up()).toBe(0);
    stack.setProgram(empty);
    await expectRefused("deletes 2 of 2 resources", "`vpc` destroys its data or its address", "--allow-deletes 2");
    expect(objects()).toHaveLength(2);
    expect(await up(2)).toBe(0);
    expect(objects()).toEqual([]);
  },
  TIMEOUT_MS,
);

it(
  "does not update when the preview fails at a protected resource",
  async () => {
    stack.setProgram(program({ protect: true }));
    expect(await up()).toBe(0);
    stack.setProgram(empty);
    expect(await up(9)).not.toBe(0);
    expect(objects()).toHaveLength(2);
  },
  TIMEOUT_MS,
);

describe("a state file", () => {
  const file = (): string => {
    const backend = String(stack.stage.env["PULUMI_BACKEND_URL"]).replace("file://", "");
    return path.join(backend, ".pulumi/stacks/groundwork/dev.json");
  };

  /** Runs the first command that the message names for an earlier version. */
  const restore = (message: string): void => {
    const [, copy = ""] = /cp (\S+\.bak) /.exec(message) ?? [];
    expect(existsSync(copy)).toBe(true);
    copyFileSync(copy, file());
  };

  it.each(["lost", "corrupt"])(
    "that is %s stops an update with the copies of Pulumi, one of which restores it",
    async (damage) => {
      expect(await up()).toBe(0);
      if (damage === "lost") rmSync(file());
      else writeFileSync(file(), readFileSync(file(), "utf8").slice(0, 900));
      const error = String(await recover().catch((reason: unknown) => reason));
      expect(error).toContain("Earlier versions of the state");
      if (damage === "corrupt") await expectRefused("The state file is corrupt.", "npm run recover");
      restore(error);
      expect((await stack.state()).resources.length).toBeGreaterThan(0);
      await recover();
      expect(requireUninterrupted(await stack.inspect(), stack.words, { acceptsReplaced: false })).toBeDefined();
    },
    TIMEOUT_MS,
  );

  it(
    "with a reference to a missing resource stops an update with the reference, and `state repair` removes it",
    async () => {
      expect(await up()).toBe(0);
      const text = readFileSync(file(), "utf8");
      const broken = text.replace(
        /("urn": ?"[^"]*::bucket",)/,
        '$1"dependencies":["urn:pulumi:dev::groundwork::aws:ec2/vpc:Vpc::gone"],',
      );
      expect(broken).not.toBe(text);
      writeFileSync(file(), broken);
      await expectRefused("bucket: the dependency urn:pulumi:dev::groundwork::aws:ec2/vpc:Vpc::gone", "state repair");
      expect((await stack.pulumi(["state", "repair", "--yes", "--stack", "dev"])).exitCode).toBe(0);
      expect(await up()).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    "with another passphrase stops an update in its preview",
    async () => {
      const { exitCode, stderr } = await stack.pulumi(["preview", "--stack", "dev"], {
        PULUMI_CONFIG_PASSPHRASE: "wrong",
      });
      expect(exitCode).toBe(1);
      expect(stderr).toContain("incorrect passphrase");
    },
    TIMEOUT_MS,
  );
});
