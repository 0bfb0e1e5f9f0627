import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";

import { differences, type Fingerprint, fingerprintOf } from "../../tools/report/fingerprint";
import { PreviewReader } from "../../tools/report/read/preview";
import { createStage, load, platformProgram, type StageFixture } from "../support/stage";

const { ec2, Provider } = load("@pulumi/aws") as typeof aws;
const { runtime } = load("@pulumi/pulumi") as typeof pulumi;

const VPC = "aws:ec2/vpc:Vpc";
const TIMEOUT_MS = 180_000;

let fixture: StageFixture;
let program: PulumiFn;

beforeAll(async () => {
  program = platformProgram();
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
    program = async () => {
      const provider = new Provider("other", { region: "eu-west-1" });
      new ec2.Eip("extra", {}, { provider });
      return platform();
    };
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
  },
  TIMEOUT_MS,
);
