import { logicalName } from "../../tools/rehearse/rehearsal";
import type { RunResult } from "../../tools/rehearse/run-result";
import { createStage, type StageFixture } from "../support/stage";

const TIMEOUT_MS = 180_000;

type Edit = readonly [what: string, part: string, key: string | readonly string[], value: unknown];

/** Removes the key from the stack file. */
const OMITTED = undefined;

/** Each edit with the key that the report must name. */
const REFUSED: readonly Edit[] = [
  ["another name", "name", [], "elsewhere"],
  ["another Region", "aws", "region", "eu-central-1"],
  ["another block of the VPC", "network", "cidr", "10.9.0.0/16"],
  ["another block for services", "cluster", "serviceCidr", "10.100.0.0/16"],
  ["IPv6 addresses for pods", "cluster", "ipFamily", "ipv6"],
  ["a zone that the control plane stands in", "network", "zones", ["a", "c"]],
  ["a key for storage", "storage", "encryption", "customer-managed"],
  ["a key for backups", "backup", "encryption", "customer-managed"],
  ["another second Region", "aws", "secondRegion", "eu-north-1"],
  ["a file system in another zone", "storage", ["fileSystems", "shared", "zone"], "b"],
  ["a file system in all zones", "storage", ["fileSystems", "shared", "zone"], OMITTED],
  ["the fields of the flow log left out", "network", ["flowLogs", "fields"], OMITTED],
  ["IPv6 turned off", "network", "ipv6", false],
  ["control plane and nodes in one update", "cluster", "version", "1.36"],
  ["nodes that go back", "cluster", "nodeVersion", "1.34"],
];

const LEGAL: readonly Edit[] = [
  ["more logs", "cluster", "logTypes", ["api", "audit", "authenticator"]],
  ["longer logs", "cluster", "logRetentionDays", 90],
  ["a key for secrets", "cluster", "secretsEncryption", "customer-managed"],
  [
    "another list of networks",
    "cluster",
    "endpoint",
    { private: true, public: true, publicCidrs: ["198.51.100.0/24"] },
  ],
  ["deletion protection", "cluster", "deletionProtection", true],
  ["extended support", "cluster", "supportType", "EXTENDED"],
  ["another zonal shift", "cluster", "zonalShift", false],
  ["gateways in every zone", "network", "nat", "per-zone"],
  ["another zone", "network", "zones", ["a", "b", "c"]],
  ["addresses for pods", "network", "podCidr", "100.64.0.0/16"],
  ["another owner", "tags", "owner", "another-team"],
];

/** Parameters of a StorageClass contain the tags of volumes and are immutable. Existing volumes do not change with it. */
const REMADE_WITH_A_TAG = ["replace cluster-gp3", "replace cluster-gp3-retain"];

/** The steps of an upgrade of an existing cluster, one update each. */
const UPGRADE: readonly (readonly [step: string, versions: { version: string; nodeVersion?: string }])[] = [
  ["control plane", { version: "1.36", nodeVersion: "1.35" }],
  ["nodes", { version: "1.36" }],
];

/** Kubernetes objects that an edit changes or replaces. In other programs, a small edit replaces every object. */
function inKubernetes(steps: RunResult["steps"]): readonly string[] {
  const changes = steps.filter(({ op }) => !/^(delete-replaced|create-replacement)$/.test(op));
  return changes
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ op, urn }) => `${op} ${logicalName(urn)}`)
    .sort();
}

describe("an existing stack", () => {
  let fixture: StageFixture;

  beforeAll(async () => {
    fixture = await createStage("dev");
    await fixture.stage.editConfig((document) => {
      document.setIn(["config", "groundwork:cluster", "version"], "1.35");
      document.setIn(["config", "groundwork:network", "ipv6"], true);
      document.setIn(["config", "groundwork:network", "flowLogs", "fields"], ["srcaddr", "dstaddr", "bytes"]);
      document.setIn(["config", "groundwork:storage", "fileSystems", "shared", "zone"], "a");
      document.setIn(["config", "groundwork:aws", "secondRegion"], "eu-central-1");
      document.setIn(["config", "groundwork:backup"], { enabled: true, secondRegionRetentionDays: 7 });
    });
    const { succeeded, errors } = await fixture.stage.up();
    expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
  }, TIMEOUT_MS);

  afterAll(() => fixture.end());

  /** Previews an edit, and reverts it. */
  async function previewed([, part, key, value]: Edit): ReturnType<StageFixture["stage"]["preview"]> {
    const path = ["config", `groundwork:${part}`, ...[key].flat()];
    let before: unknown;
    await fixture.stage.editConfig((document) => {
      before = document.getIn(path);
      if (value === OMITTED) document.deleteIn(path);
      else document.setIn(path, value);
    });
    const result = await fixture.stage.preview();
    await fixture.stage.editConfig((document) => {
      if (before === undefined) document.deleteIn(path);
      else document.setIn(path, before);
    });
    return result;
  }

  it.each(REFUSED)(
    "refuses %s in the preview, and names the key (hashicorp/terraform-provider-aws#38967)",
    async (...edit) => {
      const [, part, key] = edit;
      const { succeeded, errors } = await previewed(edit);
      expect(succeeded).toBe(false);
      expect(errors.join("\n")).toContain([part, ...[key].flat()].join("."));
      expect(errors.join("\n")).toMatch(/^Pulumi\.dev\.yaml: 1 problem\n\n/);
    },
    TIMEOUT_MS,
  );

  it.each(LEGAL)(
    "previews %s without a message, and without a change in Kubernetes (pulumi/pulumi-kubernetes#2745)",
    async (...edit) => {
      const [, part] = edit;
      const { succeeded, errors, steps } = await previewed(edit);
      expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
      expect(steps).not.toEqual([]);
      expect(inKubernetes(steps)).toEqual(part === "tags" ? REMADE_WITH_A_TAG : []);
    },
    TIMEOUT_MS,
  );

  it(
    "moves no subnet when the stack file sets the IDs of their zones",
    async () => {
      const zoneIds = { a: "euw1-az1", b: "euw1-az2" };
      const { succeeded, errors, steps } = await previewed(["ids of zones", "network", "zoneIds", zoneIds]);
      expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
      const changes = steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${logicalName(urn)}`);
      expect(changes.filter((change) => !change.endsWith(" shop-dev"))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it.each(UPGRADE)(
    "accepts the next minor version: %s",
    async (_, versions) => {
      const { stage } = fixture;
      await stage.editConfig((document) => {
        document.setIn(["config", "groundwork:cluster", "version"], versions.version);
        document.deleteIn(["config", "groundwork:cluster", "nodeVersion"]);
        if (versions.nodeVersion !== undefined)
          document.setIn(["config", "groundwork:cluster", "nodeVersion"], versions.nodeVersion);
      });
      const { succeeded, errors, steps } = await stage.up();
      expect({ succeeded, errors }).toEqual({ succeeded: true, errors: [] });
      expect(steps.filter(({ op }) => op === "replace" || op === "delete")).toEqual([]);
      expect(inKubernetes(steps)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
