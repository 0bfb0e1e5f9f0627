import { checkChange } from "../../../../config/check/check";
import type { Problem } from "../../../../config/diagnostics/problem";
import { recordOf } from "../../../../config/transitions/record";
import type { PlatformConfig } from "../../../../config";
import { edited, type Edits, fileText, MINIMAL, sourceOf, verdictOn } from "../fixtures";

const NO_SECRETS = new Set<string>();
const CUSTOMER_MANAGED = { "storage.encryption": "customer-managed" };
const WITH_REGISTRY = { "storage.registries": { api: {} } };
const WITH_FILES = {
  "storage.fileSystems": { shared: { accessPoints: { uploads: { path: "/uploads", uid: 1000, gid: 1000 } } } },
};
const FILES = "storage.fileSystems.shared";
const UPLOADS = `${FILES}.accessPoints.uploads`;
const SECOND = { "aws.secondRegion": "eu-central-1" };
const REPLICA = { ...SECOND, "storage.buckets": { data: { noncurrentExpirationDays: 30, replicate: true } } };
const COPIES = { ...SECOND, backup: { enabled: true, secondRegionRetentionDays: 7 } };
const POOL = {
  "network.cidr": undefined,
  "network.ipam": { poolId: "ipam-pool-0a1b2c3d4e5f60718", netmaskLength: 18 },
};
const PODS = { "network.podCidr": "100.64.0.0/16" };
const BLOCKS = { "network.subnets": { public: { a: "10.0.24.0/24", b: "10.0.56.0/24" } } };
const ZONE_IDS = { "network.zoneIds": { a: "euw1-az1", b: "euw1-az2" } };
const GROUP = { "network.securityGroups": { web: { description: "Web servers" } } };
const SUBNET_IDS = { a: "subnet-00000001", b: "subnet-00000002" };
const EXISTING = {
  "network.cidr": undefined,
  "network.existing": {
    vpcId: "vpc-00000001",
    cidr: "10.20.0.0/16",
    subnets: { private: SUBNET_IDS, "control-plane": SUBNET_IDS },
  },
};
const FIELDS = { "network.flowLogs": { fields: ["srcaddr", "dstaddr", "bytes"] } };
const TIER = { "cluster.controlPlaneTier": "tier-xl" };
const IPV6 = { "network.ipv6": true };

function configOf(edits: Edits): PlatformConfig {
  const { config, problems } = verdictOn(edits);
  if (config === undefined)
    throw new Error(
      `not a valid configuration: ${problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}`,
    );
  return config;
}

/** What is said about a change from one file to another. */
function problemsOf(before: Edits, after: Edits): readonly Problem[] {
  const source = sourceOf(fileText(edited(MINIMAL, after)));
  return checkChange(source, configOf(after), recordOf(configOf(before), NO_SECRETS));
}

type Case = readonly [what: string, before: Edits, after: Edits, path: string, message: RegExp, fix: string];

const REFUSED: readonly Case[] = [
  [
    "a key of one's own for registries",
    WITH_REGISTRY,
    { ...WITH_REGISTRY, ...CUSTOMER_MANAGED },
    "storage.encryption",
    /replaces every registry with its images, and every file system with its files/,
    "pulumi config set --stack dev --path 'storage.encryption' aws-managed",
  ],
  [
    "a key of one's own for file systems",
    WITH_FILES,
    { ...WITH_FILES, ...CUSTOMER_MANAGED },
    "storage.encryption",
    /every file system with its files/,
    "pulumi config set --stack dev --path 'storage.encryption' aws-managed",
  ],
  [
    "the key of AWS again, also where there are only buckets",
    CUSTOMER_MANAGED,
    {},
    "storage.encryption",
    /deletes the key, and with it access to the file systems, images and objects/,
    "pulumi config set --stack dev --path 'storage.encryption' customer-managed",
  ],
  [
    "the key of AWS Backup again",
    { backup: { enabled: true, encryption: "customer-managed" } },
    { backup: { enabled: true } },
    "backup.encryption",
    /deletes the key of the vaults/,
    "pulumi config set --stack dev --path 'backup.encryption' customer-managed",
  ],
  [
    "a file system in one zone",
    WITH_FILES,
    { ...WITH_FILES, [`${FILES}.zone`]: "a" },
    `${FILES}.zone`,
    /replaces the file system with all its files/,
    `pulumi config rm --stack dev --path '${FILES}.zone'`,
  ],
  [
    "a file system in another zone",
    { ...WITH_FILES, [`${FILES}.zone`]: "a" },
    { ...WITH_FILES, [`${FILES}.zone`]: "b" },
    `${FILES}.zone`,
    /replaces the file system/,
    `pulumi config set --stack dev --path '${FILES}.zone' a`,
  ],
  [
    "a file system in all zones again",
    { ...WITH_FILES, [`${FILES}.zone`]: "a" },
    WITH_FILES,
    `${FILES}.zone`,
    /EFS keeps it in zone a, and refuses its mount targets in other zones/,
    `pulumi config set --stack dev --path '${FILES}.zone' a`,
  ],
  [
    "the user of an access point",
    WITH_FILES,
    { ...WITH_FILES, [`${UPLOADS}.uid`]: 2000 },
    `${UPLOADS}.uid`,
    /replaces the access point/,
    `pulumi config set --stack dev --path '${UPLOADS}.uid' 1000`,
  ],
  [
    "replicas in another Region",
    REPLICA,
    { ...REPLICA, "aws.secondRegion": "eu-north-1" },
    "aws.secondRegion",
    /replaces the replicas, the vault of the second copies and their keys/,
    "pulumi config set --stack dev --path 'aws.secondRegion' eu-central-1",
  ],
  [
    "second copies in another Region",
    COPIES,
    { ...COPIES, "aws.secondRegion": "eu-north-1" },
    "aws.secondRegion",
    /the vault of the second copies/,
    "pulumi config set --stack dev --path 'aws.secondRegion' eu-central-1",
  ],
  [
    "a larger block from the pool",
    POOL,
    { ...POOL, "network.ipam.netmaskLength": 16 },
    "network.ipam.netmaskLength",
    /replaces the VPC/,
    "pulumi config set --stack dev --path 'network.ipam.netmaskLength' 18",
  ],
  [
    "another block for pods",
    PODS,
    { "network.podCidr": "100.80.0.0/16" },
    "network.podCidr",
    /replaces the subnets of the pods/,
    "pulumi config set --stack dev --path 'network.podCidr' 100.64.0.0/16",
  ],
  [
    "another block of a subnet",
    BLOCKS,
    { ...BLOCKS, "network.subnets.public.b": "10.0.57.0/24" },
    "network.subnets.public.b",
    /replaces the subnet/,
    "pulumi config set --stack dev --path 'network.subnets.public.b' 10.0.56.0/24",
  ],
  [
    "another physical zone",
    ZONE_IDS,
    { "network.zoneIds": { a: "euw1-az1", b: "euw1-az3" } },
    "network.zoneIds.b",
    /replaces the subnets of the zone/,
    "pulumi config set --stack dev --path 'network.zoneIds.b' euw1-az2",
  ],
  [
    "another description of a security group",
    GROUP,
    { "network.securityGroups": { web: { description: "Servers" } } },
    "network.securityGroups.web.description",
    /replaces the security group/,
    "pulumi config set --stack dev --path 'network.securityGroups.web.description' 'Web servers'",
  ],
  [
    "other subnets for the control plane in a VPC that exists",
    EXISTING,
    { ...EXISTING, "network.existing.subnets.control-plane.b": "subnet-00000003" },
    "network.existing.subnets.control-plane.b",
    /has no effect/,
    "pulumi config set --stack dev --path 'network.existing.subnets.control-plane.b' subnet-00000002",
  ],
  [
    "the fields of the flow log left out",
    FIELDS,
    {},
    "network.flowLogs.fields",
    /The flow log keeps its fields/,
    "set network.flowLogs.fields to AWS's default: [version, account-id, interface-id, srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, end, action, log-status]; it can be omitted afterwards",
  ],
  [
    "the tier of the control plane left out",
    TIER,
    {},
    "cluster.controlPlaneTier",
    /EKS keeps the tier tier-xl, and its price by the hour/,
    "pulumi config set --stack dev --path 'cluster.controlPlaneTier' standard",
  ],
  [
    "IPv6 turned off",
    IPV6,
    {},
    "network.ipv6",
    /The subnets keep their IPv6 blocks/,
    "pulumi config set --stack dev --path 'network.ipv6' true",
  ],
];

const LEGAL: readonly (readonly [what: string, before: Edits, after: Edits])[] = [
  [
    "a key of one's own where there are only buckets",
    { "storage.buckets": { data: { noncurrentExpirationDays: 30 } } },
    CUSTOMER_MANAGED,
  ],
  ["a file system more", {}, WITH_FILES],
  ["a file system less", WITH_FILES, {}],
  ["an access point less", WITH_FILES, { "storage.fileSystems": { shared: {} } }],
  ["a second Region", {}, REPLICA],
  ["no second Region any more", REPLICA, { "storage.buckets": { data: { noncurrentExpirationDays: 30 } } }],
  ["another second Region that nothing is in", SECOND, { "aws.secondRegion": "eu-north-1" }],
  ["a block for pods", {}, PODS],
  ["no block for pods any more", PODS, {}],
  [
    "another zone with a block of its own",
    BLOCKS,
    {
      "network.zones": ["a", "b", "c"],
      "network.subnets": { public: { a: "10.0.24.0/24", b: "10.0.56.0/24", c: "10.0.88.0/24" } },
    },
  ],
  ["a tier less", BLOCKS, { "network.tiers": ["private", "control-plane"], "network.nat": "none" }],
  ["zone ids that name the zones as they are", {}, ZONE_IDS],
  ["a security group less", GROUP, {}],
  ["the standard tier, and then no word of it", { "cluster.controlPlaneTier": "standard" }, {}],
  ["other fields of the flow log", FIELDS, { "network.flowLogs": { fields: ["srcaddr"] } }],
  ["IPv6", {}, IPV6],
];

describe("a change against the last update", () => {
  it.each(REFUSED)("is refused with the way back: %s", (_, before, after, path, message, fix) => {
    const problems = problemsOf(before, after);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.fix).toEqual([fix]);
  });

  it.each(LEGAL)("is accepted: %s", (_, before, after) => {
    expect(problemsOf(before, after)).toEqual([]);
  });

  it("names every subnet whose computed block would become another, and takes the tier's blocks back", () => {
    const problems = problemsOf({}, BLOCKS);
    expect(problems.map(({ path, fix }) => [path, fix])).toEqual(
      ["a", "b"].map((zone) => [
        `network.subnets.public.${zone}`,
        ["pulumi config rm --stack dev --path 'network.subnets.public'"],
      ]),
    );
    expect(problems[0]?.allowed).toMatch(/^the key omitted, as in the last update\. Instead: /);
  });

  it("says nothing about keys that a record of an older release does not have", () => {
    const older = { "network.cidr": "10.0.0.0/16", "network.ipam.poolId": "" };
    const source = sourceOf(fileText(edited(MINIMAL, { ...REPLICA, ...WITH_FILES })));
    expect(
      checkChange(source, configOf({ ...REPLICA, ...WITH_FILES }), { ...older, "network.ipam.poolId": 7 }),
    ).toEqual([]);
  });

  it("says nothing where the platform is given up by teardown", () => {
    expect(problemsOf(WITH_FILES, { ...WITH_FILES, [`${FILES}.zone`]: "a", teardown: "shop-dev" })).toEqual([]);
  });
});
