import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import type * as aws from "@pulumi/aws";
import type { PulumiFn } from "@pulumi/pulumi/automation";

import { type Engine, findEngine } from "../../tools/engine";
import { POLICY_PACK } from "../../tools/policy";
import type * as stageModule from "../../tools/rehearse/stage";
import { type CommandResult, runCommand } from "../../tools/terminal/command";
import { readPreview } from "../../tools/report/read/preview";
import { runUp } from "../../tools/up/run";
import { type LanguageHost, startInlineProgram, startPolicyHost } from "../support/language-host";
import { PROJECT_DIR } from "../support/stack-files";
import { createStage, load, type StageFixture } from "../support/stage";

const { ec2, vpc, Provider } = load("@pulumi/aws") as typeof aws;
const { inFolder } = load("tools/rehearse/stage") as typeof stageModule;

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const TIMEOUT_MS = 120_000;
const WAIVER = {
  rule: "no-world-open-ingress",
  resource: "ssh",
  reason: "A test",
  owner: "Tests",
  expires: "2099-12-31",
  line: 3,
};

/** A security group that opens a port to the internet, and nothing else that a rule is about. */
const program: PulumiFn = () => {
  const provider = new Provider("aws", { region: "eu-west-1", defaultTags: { tags: { Owner: "tests" } } });
  const group = new ec2.SecurityGroup("group", { description: "A group" }, { provider });
  const open = { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  new vpc.SecurityGroupIngressRule("ssh", open, { provider });
  return Promise.resolve({});
};

let fixture: StageFixture;
let engine: Engine;
let host: LanguageHost;
let packs: string;

beforeAll(async () => {
  engine = await findEngine();
  fixture = await createStage("dev", { program });
  host = await startPolicyHost();
  mkdirSync(path.join(PROJECT_DIR, ".cache"), { recursive: true });
  packs = mkdtempSync(path.join(PROJECT_DIR, ".cache/packs-"));
}, TIMEOUT_MS);

afterAll(async () => {
  host.stop();
  rmSync(packs, { recursive: true });
  await fixture.end();
});

/** Runs the CLI on the stage's backend, with an inline program and a stand-in for the language host. */
async function pulumi(args: readonly string[]): Promise<CommandResult> {
  const { dir, env } = fixture.stage;
  const inline = await startInlineProgram(inFolder(dir, dir, program));
  try {
    const place = ["--stack", "dev", "--cwd", dir, "--color", "never"];
    return await runCommand(engine.command, [...args, ...place, ...inline.args], { env: { ...env, ...host.env } });
  } finally {
    inline.stop();
  }
}

/** The update of `npm run up`, and what it prints. */
async function update(): Promise<CommandResult> {
  let result: CommandResult = { exitCode: -1, stdout: "", stderr: "" };
  await runUp(undefined, ["--yes", "--non-interactive"], undefined, {
    inspect: () => Promise.resolve({ reading: { kind: "absent" }, locks: [] }),
    preview: async (args) => {
      result = await pulumi(args);
      const succeeded = result.exitCode === 0;
      return { exitCode: result.exitCode, preview: readPreview([], { succeeded, errors: [result.stderr] }) };
    },
    requireApproval: undefined,
    ask: () => Promise.resolve(undefined),
    pulumi: async (args) => {
      result = await pulumi(args);
      return result.exitCode;
    },
    output: () => Promise.resolve(undefined),
    isReachable: () => Promise.resolve(true),
    kubectlFor: () => () => Promise.reject(new Error("there is no cluster")),
    write: () => undefined,
  });
  return result;
}

/** A preview with the rules of the pack and with other waivers than those of the project. */
async function previewWith(...waivers: readonly object[]): Promise<CommandResult> {
  const pack = mkdtempSync(path.join(packs, "pack-"));
  for (const file of ["PulumiPolicy.yaml", "package.json"]) cpSync(path.join(POLICY_PACK, file), path.join(pack, file));
  writeFileSync(
    path.join(pack, "main.js"),
    `const tsNode = require("ts-node");
     process[tsNode.REGISTER_INSTANCE]?.enabled(false);
     tsNode.register({ cwd: ${JSON.stringify(PROJECT_DIR)} });
     const { rules } = require(${JSON.stringify(path.join(POLICY_PACK, "rules"))});
     const { startPack } = require(${JSON.stringify(path.join(POLICY_PACK, "pack"))});
     startPack({ rules, waivers: ${JSON.stringify(waivers)}, today: new Date() });`,
  );
  return pulumi(["preview", "--policy-pack", pack]);
}

function setLevels(policy: object): Promise<void> {
  return fixture.stage.editConfig((document) => {
    document.setIn(["config", "groundwork:policy"], document.createNode(policy));
  });
}

it(
  "a mandatory rule stops an update before anything is created, and the message says why, how to fix and how to waive",
  async () => {
    await setLevels({ level: "mandatory" });
    const { exitCode, stdout } = await update();
    expect(exitCode).not.toBe(0);
    expect(fixture.sandbox.world.ofType(GROUP)).toEqual([]);
    expect(stdout).toMatch(/\[mandatory\] +no-world-open-ingress +\(.*: ssh\)/);
    const [, message = ""] = /no-world-open-ingress +\(.*\n([^]*)/.exec(stdout) ?? [];
    const lines = message.split("\n").map((line) => line.trim());
    expect(lines[0]).toBe("The rule opens tcp 22-22 to 0.0.0.0/0; only tcp 80 and 443 may be open to the internet");
    expect(lines[1]).toMatch(/^Why: .*EC2\.13.*https:\/\/docs\.aws\.amazon\.com\/securityhub\//);
    expect(message).toContain('`- { rule: no-world-open-ingress, resource: "ssh", stacks: [dev], reason: ');
  },
  TIMEOUT_MS,
);

it(
  "a valid waiver accepts a violation of a mandatory rule",
  async () => {
    const { exitCode, stdout } = await previewWith(WAIVER);
    expect(stdout).toMatch(/\[advisory\] +no-world-open-ingress/);
    expect(stdout).toContain("Waived until 2099-12-31 by Tests: A test (policy/waivers.yaml, line 3)");
    expect(exitCode).toBe(0);
  },
  TIMEOUT_MS,
);

it(
  "a waiver that matches nothing, and one that has expired, are violations",
  async () => {
    const unused = { ...WAIVER, resource: "http", line: 9 };
    const { exitCode, stdout } = await previewWith(WAIVER, unused);
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(/\[mandatory\] +waivers-current/);
    expect(stdout).toContain("The waiver in line 9 of policy/waivers.yaml (no-world-open-ingress, http) matches no");
    const expired = await previewWith({ ...WAIVER, expires: "2020-01-01" });
    expect(expired.exitCode).not.toBe(0);
    expect(expired.stdout).toMatch(/\[mandatory\] +no-world-open-ingress/);
    expect(expired.stdout).toContain("the waiver in line 3 of policy/waivers.yaml expired on 2020-01-01");
  },
  TIMEOUT_MS,
);

it(
  "a level of the stack file turns a rule off, and rules are advisory in dev",
  async () => {
    await setLevels({ level: "mandatory", rules: { "no-world-open-ingress": "disabled" } });
    const disabled = await previewWith();
    expect([disabled.exitCode, disabled.stdout]).toEqual([0, expect.not.stringContaining("no-world-open-ingress")]);
    await setLevels({});
    const { exitCode, stdout } = await update();
    expect(stdout).toMatch(/\[advisory\] +no-world-open-ingress/);
    expect(exitCode).toBe(0);
    expect(fixture.sandbox.world.ofType(GROUP)).toHaveLength(1);
  },
  TIMEOUT_MS,
);
