import { writeFileSync } from "node:fs";
import path from "node:path";

import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";

import { differences, type Fingerprint, fingerprintOf } from "../../tools/report/fingerprint";
import { PreviewReader } from "../../tools/report/read/preview";
import type { RealContext } from "../../tools/report/real";
import { type Engine, findEngine } from "../../tools/engine";
import type * as stageModule from "../../tools/rehearse/stage";
import { runCommand } from "../../tools/terminal/command";
import type { Target } from "../../tools/terminal/target";
import { requireApproval } from "../../tools/up/approved";
import { startInlineProgram } from "../support/language-host";
import { createStage, load, platformProgram, type StageFixture } from "../support/stage";

const { ec2, Provider } = load("@pulumi/aws") as typeof aws;
const { runtime } = load("@pulumi/pulumi") as typeof pulumi;
const { inFolder } = load("tools/rehearse/stage") as typeof stageModule;

const VPC = "aws:ec2/vpc:Vpc";
const TIMEOUT_MS = 180_000;

let fixture: StageFixture;
let program: PulumiFn;
let engine: Engine;

beforeAll(async () => {
  program = platformProgram();
  engine = await findEngine();
  fixture = await createStage("dev", { program: () => program() });
  expect((await fixture.stage.up()).errors).toEqual([]);
}, TIMEOUT_MS);

afterAll(() => fixture.end());

/** The fingerprint of what an update would do now. */
async function fingerprint(): Promise<Fingerprint> {
  const [preview, drift] = [new PreviewReader(), new PreviewReader()];
  await fixture.stage.preview(undefined, preview.onEvent);
  await fixture.stage.previewRefresh(drift.onEvent);
  const read = preview.preview();
  return fingerprintOf("dev", read, drift.preview(), read.secrets.redactor());
}

async function setRetention(days: number): Promise<void> {
  await fixture.stage.editConfig((document) => {
    document.setIn(["config", "groundwork:storage", "buckets", "data", "noncurrentExpirationDays"], days);
  });
}

/** The program with one more resource. */
function withAddress(platform: PulumiFn): PulumiFn {
  return async () => {
    const provider = new Provider("other", { region: "eu-west-1" });
    new ec2.Eip("extra", {}, { provider });
    return platform();
  };
}

it(
  "recognizes an approved change, and each difference of program, configuration and AWS from it",
  async () => {
    await setRetention(9);
    const approved = await fingerprint();
    expect(approved.changes.map(({ urn }) => urn.split("::").at(-1))).toEqual(["storage-bucket-data-lifecycle"]);
    expect(differences(approved, await fingerprint())).toEqual([]);

    await setRetention(11);
    expect(differences(approved, await fingerprint())).toEqual([
      expect.stringMatching(/^storage-bucket-data-lifecycle: update with other values of .*noncurrentDays$/),
    ]);
    await setRetention(9);

    const platform = program;
    program = withAddress(platform);
    expect(differences(approved, await fingerprint())).toEqual(["extra: now create, which is not approved"]);
    program = async () => {
      runtime.registerStackTransformation(({ name, props, opts }) =>
        name === "storage-bucket-data" ? { props, opts: { ...opts, protect: true } } : undefined,
      );
      return platform();
    };
    expect(differences(approved, await fingerprint())).toEqual([
      "storage-bucket-data: now update, which is not approved",
    ]);
    program = platform;

    const [vpc] = fixture.sandbox.world.ofType(VPC);
    fixture.sandbox.world.drift(VPC, vpc?.id ?? "", { enableDnsHostnames: false });
    expect(differences(approved, await fingerprint())).toEqual([
      "drift: network-vpc: now update, which is not approved",
    ]);
    fixture.sandbox.world.drift(VPC, vpc?.id ?? "", { enableDnsHostnames: true });
  },
  TIMEOUT_MS,
);

it(
  "runs `pulumi preview` before an approved update, and refuses each difference by name",
  async () => {
    await setRetention(9);
    const file = path.join(fixture.stage.dir, "fingerprint.json");
    const approvable = { ...(await fingerprint()), outcome: "changed", isSimulated: false };
    writeFileSync(file, JSON.stringify([approvable]));
    const refused = "The update of stack dev is not the approved one. Nothing was changed. Differences:\n";
    await expect(requireApproval(target(), file, context())).resolves.toBeUndefined();

    await setRetention(11);
    await expect(requireApproval(target(), file, context())).rejects.toThrow(
      `${refused}  - storage-bucket-data-lifecycle: update with other values of `,
    );
    await setRetention(9);

    const platform = program;
    program = withAddress(platform);
    await expect(requireApproval(target(), file, context())).rejects.toThrow(
      `${refused}  - extra: now create, which is not approved`,
    );
    program = platform;

    const [vpc] = fixture.sandbox.world.ofType(VPC);
    fixture.sandbox.world.drift(VPC, vpc?.id ?? "", { enableDnsHostnames: false });
    await expect(requireApproval(target(), file, context())).rejects.toThrow(
      `${refused}  - drift: network-vpc: now update, which is not approved`,
    );
  },
  TIMEOUT_MS,
);

function target(): Target {
  const { dir: directory } = fixture.stage;
  return { stack: "dev", directory, file: path.join(directory, "Pulumi.dev.yaml") };
}

/** The CLI on the stage's backend, with an inline program instead of the plugin of Node.js and its policy packs. */
function context(): RealContext {
  return {
    engine,
    policyPack: "policy",
    run: async (command, args, options) => {
      const env = { ...fixture.stage.env, PULUMI_DEBUG_COMMANDS: options?.env?.["PULUMI_DEBUG_COMMANDS"] };
      if (args[0] !== "preview") return runCommand(command, args, { env });
      const inline = await startInlineProgram(inFolder(fixture.stage.dir, fixture.stage.dir, () => program()));
      try {
        const pack = args.indexOf("--policy-pack");
        return await runCommand(command, [...args.toSpliced(pack, 2), ...inline.args], { env });
      } finally {
        inline.stop();
      }
    },
  };
}
