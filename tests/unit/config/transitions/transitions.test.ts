import { checkChange } from "../../../../config/check/check";
import { formatProblems } from "../../../../config/diagnostics/format";
import { type PlatformRecord, recordOf } from "../../../../config/transitions/record";
import type { PlatformConfig } from "../../../../config";
import { type Edits, fileText, MINIMAL, edited, sourceOf, TODAY, verdictOn } from "../fixtures";

/** Locked add-on versions differ by less than a minor version between neighbours, so Kubernetes versions stay free to vary. */
const STANDING: Edits = { "cluster.version": "1.34" };

const POOL = { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 18 };
const SUBNET_IDS = { a: "subnet-00000001", b: "subnet-00000002" };
const EXISTING = {
  vpcId: "vpc-00000001",
  cidr: "10.20.0.0/16",
  subnets: { private: SUBNET_IDS, "control-plane": SUBNET_IDS },
};

const AUTO: Edits = { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} };

const IPV6: Edits = { "cluster.ipFamily": "ipv6", "network.ipv6": true };

const NO_SECRETS = new Set<string>();

function configOf(edits: Edits): PlatformConfig {
  const { config, problems } = verdictOn(edits);
  if (config === undefined)
    throw new Error(`not a valid configuration: ${problems.map(({ message }) => message).join("; ")}`);
  return config;
}

function problemsOf(before: Edits, after: Edits): string[] {
  const source = sourceOf(fileText(edited(MINIMAL, after)));
  const problems = checkChange(source, configOf(after), recordOf(configOf(before), NO_SECRETS), TODAY);
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("an edit of an immutable key", () => {
  it.each<[string, Edits, string]>([
    ["another name", { name: "store" }, "name: Changing `name` replaces the cluster"],
    ["another Region", { "aws.region": "eu-central-1" }, "aws.region: Changing `aws.region` replaces every resource"],
    [
      "another account",
      { "aws.accountId": "999988887777" },
      "aws.accountId: Changing `aws.accountId` replaces every resource",
    ],
    [
      "another block of the VPC",
      { "network.cidr": "10.9.0.0/16" },
      "network.cidr: Changing `network.cidr` replaces the VPC",
    ],
    [
      "a block from a pool instead of the VPC's own",
      { "network.cidr": undefined, "network.ipam": POOL },
      "network.cidr: Changing `network.cidr` replaces the VPC",
    ],
    ["Auto Mode instead of node groups", AUTO, "cluster.compute: Changing `cluster.compute` replaces every node"],
    [
      "another block for services",
      { "cluster.serviceCidr": "10.100.0.0/16" },
      "cluster.serviceCidr: Changing `cluster.serviceCidr` replaces the cluster",
    ],
    ["IPv6 addresses for pods", IPV6, "cluster.ipFamily: Changing `cluster.ipFamily` replaces the cluster"],
  ])("is refused: %s", (_, edit, expected) => {
    const problems = problemsOf({}, edit);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  it.each<[string, Edits, Edits, string]>([
    [
      "pool",
      { "network.cidr": undefined, "network.ipam": POOL },
      { "network.cidr": undefined, "network.ipam": { ...POOL, poolId: "ipam-pool-00000001" } },
      "network.ipam.poolId: Changing `network.ipam.poolId` replaces the VPC with every subnet, and the cluster in it.",
    ],
    [
      "existing VPC",
      { "network.cidr": undefined, "network.existing": EXISTING },
      { "network.cidr": undefined, "network.existing": { ...EXISTING, vpcId: "vpc-00000002" } },
      "network.existing.vpcId: Changing `network.existing.vpcId` replaces the cluster, which cannot move to another VPC.",
    ],
  ])("is refused where it turns to another %s", (_, before, after, problem) => {
    expect(problemsOf(before, after)).toEqual([problem]);
  });

  it("is refused where it turns back to IPv4, and where the record is older than the choice", () => {
    expect(problemsOf(IPV6, { "network.ipv6": true })).toEqual([
      "cluster.ipFamily: Changing `cluster.ipFamily` replaces the cluster with everything that runs on it.",
    ]);
    const older = Object.entries(recordOf(configOf({}), NO_SECRETS)).filter(([key]) => key !== "cluster.ipFamily");
    const source = sourceOf(fileText(edited(MINIMAL, IPV6)));
    expect(checkChange(source, configOf(IPV6), Object.fromEntries(older), TODAY).map(({ path }) => path)).toEqual([
      "cluster.serviceCidr",
    ]);
  });

  it("is refused where it takes encryption away, and not where it adds it", () => {
    const encrypted = { "cluster.secretsEncryption": "customer-managed" };
    expect(problemsOf({}, encrypted)).toEqual([]);
    expect(problemsOf(encrypted, {})).toEqual([
      "cluster.secretsEncryption: Changing `cluster.secretsEncryption` replaces the cluster with everything that runs on it: EKS does not remove the encryption of secrets.",
    ]);
  });

  it("is refused where a stack that nobody named after its environment changes it", () => {
    const problems = checkChange(sourceOf(fileText(MINIMAL)), configOf({}), { environment: "staging" }, TODAY);
    expect(problems.map(({ path }) => path)).toEqual(["environment"]);
  });

  it("is allowed to who gives the platform up by teardown", () => {
    expect(problemsOf({}, { "network.cidr": "10.9.0.0/16", teardown: "shop-dev" })).toEqual([]);
  });

  it("is allowed before the first update, and where an older record does not know the key", () => {
    const source = sourceOf(fileText(MINIMAL));
    expect(checkChange(source, configOf({}), {}, TODAY)).toEqual([]);
    expect(checkChange(source, configOf({}), { "network.cidr": "10.0.0.0/16" }, TODAY)).toEqual([]);
  });
});

const AT_34 = { "cluster.version": "1.34" };
const AT_35 = { "cluster.version": "1.35" };
const BAKING_35 = { "cluster.version": "1.35", "cluster.nodeVersion": "1.34" };
const BAKING_36 = { "cluster.version": "1.36", "cluster.nodeVersion": "1.35" };
const AT_36 = { "cluster.version": "1.36" };

describe("a step of an upgrade", () => {
  it.each<[string, Edits, Edits]>([
    ["the control plane first", AT_34, BAKING_35],
    ["then its nodes", BAKING_35, AT_35],
    ["then the next control plane", AT_35, BAKING_36],
    ["then its nodes again", BAKING_36, AT_36],
    ["no step at all", BAKING_35, BAKING_35],
    ["all at once with Auto Mode, whose nodes follow by themselves", { ...AT_34, ...AUTO }, { ...AT_35, ...AUTO }],
  ])("is accepted: %s", (_, before, after) => {
    expect(problemsOf(before, after)).toEqual([]);
  });

  it.each<[string, Edits, Edits, string[]]>([
    [
      "control plane and nodes at once",
      AT_34,
      AT_35,
      ["cluster.nodeVersion: Control plane and nodes would be upgraded in one update."],
    ],
    [
      "two minor versions, nodes behind",
      AT_34,
      BAKING_36,
      [
        "cluster.version: The control plane is at 1.34, and EKS goes one minor version at a time.",
        "cluster.nodeVersion: Control plane and nodes would be upgraded in one update.",
      ],
    ],
    [
      "back",
      AT_35,
      AT_34,
      [
        "cluster.version: The control plane is at 1.35, and EKS never goes back.",
        "cluster.nodeVersion: The nodes are at 1.35, and EKS never takes them back.",
      ],
    ],
    [
      "back while the nodes have not followed yet",
      BAKING_35,
      AT_34,
      ["cluster.version: The control plane is at 1.35, and EKS never goes back."],
    ],
    [
      "nodes back alone",
      AT_35,
      BAKING_35,
      ["cluster.nodeVersion: The nodes are at 1.35, and EKS never takes them back."],
    ],
    [
      "on without the nodes",
      BAKING_35,
      BAKING_36,
      [
        "cluster.version: The nodes are still at 1.34: they follow before the control plane goes on.",
        "cluster.nodeVersion: Control plane and nodes would be upgraded in one update.",
      ],
    ],
    [
      "on with nodes two behind to the end",
      BAKING_35,
      AT_36,
      [
        "cluster.version: The nodes are still at 1.34: they follow before the control plane goes on.",
        "cluster.nodeVersion: Control plane and nodes would be upgraded in one update.",
      ],
    ],
  ])("is refused: %s", (_, before, after, expected) => {
    expect(problemsOf(before, after).sort()).toEqual([...expected].sort());
  });
});

describe("the VPC CNI", () => {
  const at = (version: string): Edits => ({ "cluster.addons": { "vpc-cni": { version } } });

  it.each([
    ["one minor version", "v1.20.4-eksbuild.1", "v1.21.0-eksbuild.2"],
    ["a patch", "v1.20.4-eksbuild.1", "v1.20.5-eksbuild.1"],
    ["back", "v1.22.0-eksbuild.1", "v1.19.0-eksbuild.1"],
  ])("goes %s", (_, before, after) => {
    expect(problemsOf(at(before), at(after))).toEqual([]);
  });

  it("does not skip a minor version", () => {
    expect(problemsOf(at("v1.20.4-eksbuild.1"), at("v1.22.4-eksbuild.3"))).toEqual([
      "cluster.addons.vpc-cni.version: The VPC CNI is at v1.20.4-eksbuild.1, and AWS takes it one minor version at a time.",
    ]);
  });
});

describe("the zones of the control plane", () => {
  const zones = (...letters: string[]): Edits => ({ "network.zones": letters });
  const recordAfter = (...updates: Edits[]): PlatformRecord =>
    updates.reduce<PlatformRecord>((before, edits) => recordOf(configOf(edits), NO_SECRETS, before), {});
  const pathsOf = (record: PlatformRecord, edits: Edits): string[] =>
    checkChange(sourceOf(fileText(edited(MINIMAL, edits))), configOf(edits), record, TODAY).map(({ path }) => path);

  it("stay, and the report names those that would go, with the way back", () => {
    const edits = zones("b", "c");
    const source = sourceOf(fileText(edited(MINIMAL, edits)));
    const [problem] = checkChange(source, configOf(edits), recordAfter(zones("a", "b")), TODAY);
    expect(problem).toMatchObject({
      path: "network.zones",
      message: "The control plane was created in zone a, and EKS does not remove a zone from it.",
      allowed: "a list that contains a, b; `cluster.nodeGroups.*.zones` sets the zones of nodes",
    });
  });

  it("are those of the first update: one that came later may go again", () => {
    const record = recordAfter(zones("a", "b"), zones("a", "b", "c"));
    expect(pathsOf(record, zones("a", "b"))).toEqual([]);
    expect(pathsOf(record, zones("a", "c"))).toEqual(["network.zones"]);
  });

  it("may come, change their order, or be given up with the platform", () => {
    const record = recordAfter(zones("a", "b"));
    expect(pathsOf(record, zones("c", "b", "a"))).toEqual([]);
    expect(pathsOf(record, { ...zones("b", "c"), teardown: "shop-dev" })).toEqual([]);
  });

  it("are nobody's business in a VPC that is there already, or where the record is older", () => {
    const existing = { "network.cidr": undefined, "network.existing": EXISTING };
    expect(pathsOf({ "network.controlPlaneZones": "a,b,c" }, existing)).toEqual([]);
    expect(pathsOf({}, zones("b", "c"))).toEqual([]);
  });
});

describe("a part that holds a secret", () => {
  it("is neither recorded nor compared, so that its values appear nowhere", () => {
    const secret = new Set(["network"]);
    const record = recordOf(configOf({}), secret);
    expect(Object.keys(record).filter((key) => key.startsWith("network"))).toEqual([]);
    const source = { ...sourceOf(fileText(MINIMAL)), secretKeys: secret };
    expect(checkChange(source, configOf({}), { "network.cidr": "10.9.0.0/16" }, TODAY)).toEqual([]);
  });
});

describe("the report on a change", () => {
  it("names file, line, value, what stands and the way back", () => {
    const text = fileText(edited(MINIMAL, { ...STANDING, "cluster.serviceCidr": "10.100.0.0/16" }));
    const config = configOf({ ...STANDING, "cluster.serviceCidr": "10.100.0.0/16" });
    const problems = checkChange(sourceOf(text), config, recordOf(configOf(STANDING), NO_SECRETS), TODAY);
    expect(formatProblems("Pulumi.dev.yaml", problems)).toBe(
      [
        "Pulumi.dev.yaml: 1 problem",
        "",
        "Pulumi.dev.yaml:33:18  cluster.serviceCidr",
        "  Changing `cluster.serviceCidr` replaces the cluster with everything that runs on it.",
        "  found     10.100.0.0/16",
        "  allowed   172.20.0.0/16, the value of the last update. Instead: create a second stack with the new value, and move the workloads to it. To replace it anyway: set `teardown` first",
        "  fix       pulumi config set --stack dev --path 'cluster.serviceCidr' 172.20.0.0/16",
      ].join("\n"),
    );
  });
});
