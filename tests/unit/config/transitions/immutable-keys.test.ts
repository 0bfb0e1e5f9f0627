import type { Edits } from "../fixtures";
import { codesOf, problemsAfter, problemsOf } from "./fixtures";

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

type Case = readonly [what: string, before: Edits, after: Edits, path: string, consequence: RegExp, fix: string];

const REFUSED: readonly Case[] = [
  [
    "another class of the log group of flow logs",
    { "monitoring.logs.groups": { flowLogs: { retentionDays: 7 } } },
    { "monitoring.logs.groups": { flowLogs: { retentionDays: 7, logClass: "INFREQUENT_ACCESS" } } },
    "monitoring.logs.groups.flowLogs.logClass",
    /replaces the log groups of this kind, and deletes their events/,
    "npm run config -- set dev monitoring.logs.groups.flowLogs.logClass STANDARD",
  ],
  [
    "a customer managed key with registries",
    WITH_REGISTRY,
    { ...WITH_REGISTRY, ...CUSTOMER_MANAGED },
    "storage.encryption",
    /replaces every registry with its images, and every file system with its files/,
    "npm run config -- set dev storage.encryption aws-managed",
  ],
  [
    "a customer managed key with file systems",
    WITH_FILES,
    { ...WITH_FILES, ...CUSTOMER_MANAGED },
    "storage.encryption",
    /every file system with its files/,
    "npm run config -- set dev storage.encryption aws-managed",
  ],
  [
    "an AWS managed key instead of a customer managed one, even with buckets only",
    CUSTOMER_MANAGED,
    {},
    "storage.encryption",
    /deletes the key, and with it access to the file systems, images and objects/,
    "npm run config -- set dev storage.encryption customer-managed",
  ],
  [
    "an AWS managed key for backups instead of a customer managed one",
    { backup: { enabled: true, encryption: "customer-managed" } },
    { backup: { enabled: true } },
    "backup.encryption",
    /deletes the key of the vaults/,
    "npm run config -- set dev backup.encryption customer-managed",
  ],
  [
    "one zone for a regional file system",
    WITH_FILES,
    { ...WITH_FILES, [`${FILES}.zone`]: "a" },
    `${FILES}.zone`,
    /replaces the file system with all its files/,
    `npm run config -- rm dev ${FILES}.zone`,
  ],
  [
    "another zone of a file system",
    { ...WITH_FILES, [`${FILES}.zone`]: "a" },
    { ...WITH_FILES, [`${FILES}.zone`]: "b" },
    `${FILES}.zone`,
    /replaces the file system/,
    `npm run config -- set dev ${FILES}.zone a`,
  ],
  [
    "all zones for a file system in one zone",
    { ...WITH_FILES, [`${FILES}.zone`]: "a" },
    WITH_FILES,
    `${FILES}.zone`,
    /EFS keeps it in zone a, and refuses its mount targets in other zones/,
    `npm run config -- set dev ${FILES}.zone a`,
  ],
  [
    "another user of an access point",
    WITH_FILES,
    { ...WITH_FILES, [`${UPLOADS}.uid`]: 2000 },
    `${UPLOADS}.uid`,
    /replaces the access point/,
    `npm run config -- set dev ${UPLOADS}.uid 1000`,
  ],
  [
    "another Region of replicas",
    REPLICA,
    { ...REPLICA, "aws.secondRegion": "eu-north-1" },
    "aws.secondRegion",
    /replaces the replicas, the vault of the second copies and their keys/,
    "npm run config -- set dev aws.secondRegion eu-central-1",
  ],
  [
    "another Region of copies of backups",
    COPIES,
    { ...COPIES, "aws.secondRegion": "eu-north-1" },
    "aws.secondRegion",
    /the vault of the second copies/,
    "npm run config -- set dev aws.secondRegion eu-central-1",
  ],
  [
    "a larger block from the pool",
    POOL,
    { ...POOL, "network.ipam.netmaskLength": 16 },
    "network.ipam.netmaskLength",
    /replaces the VPC/,
    "npm run config -- set dev network.ipam.netmaskLength 18",
  ],
  [
    "another block for pods",
    PODS,
    { "network.podCidr": "100.80.0.0/16" },
    "network.podCidr",
    /replaces the subnets of the pods/,
    "npm run config -- set dev network.podCidr 100.64.0.0/16",
  ],
  [
    "another block of a subnet",
    BLOCKS,
    { ...BLOCKS, "network.subnets.public.b": "10.0.57.0/24" },
    "network.subnets.public.b",
    /replaces the subnet/,
    "npm run config -- set dev network.subnets.public.b 10.0.56.0/24",
  ],
  [
    "another physical zone",
    ZONE_IDS,
    { "network.zoneIds": { a: "euw1-az1", b: "euw1-az3" } },
    "network.zoneIds.b",
    /replaces the subnets of the zone/,
    "npm run config -- set dev network.zoneIds.b euw1-az2",
  ],
  [
    "another description of a security group",
    GROUP,
    { "network.securityGroups": { web: { description: "Servers" } } },
    "network.securityGroups.web.description",
    /replaces the security group/,
    "npm run config -- set dev network.securityGroups.web.description 'Web servers'",
  ],
  [
    "other subnets of the control plane in an existing VPC",
    EXISTING,
    { ...EXISTING, "network.existing.subnets.control-plane.b": "subnet-00000003" },
    "network.existing.subnets.control-plane.b",
    /has no effect/,
    "npm run config -- set dev network.existing.subnets.control-plane.b subnet-00000002",
  ],
];

const LEGAL: readonly (readonly [what: string, before: Edits, after: Edits])[] = [
  [
    "a customer managed key with buckets only",
    { "storage.buckets": { data: { noncurrentExpirationDays: 30 } }, teardown: ["storage.buckets.data"] },
    CUSTOMER_MANAGED,
  ],
  ["a new file system", {}, WITH_FILES],
  ["a file system removed", { ...WITH_FILES, teardown: ["storage.fileSystems.shared"] }, {}],
  ["an access point removed", WITH_FILES, { "storage.fileSystems": { shared: {} } }],
  ["a second Region", {}, REPLICA],
  [
    "the second Region removed",
    { ...REPLICA, teardown: ["storage.buckets.data"] },
    { "storage.buckets": { data: { noncurrentExpirationDays: 30 } } },
  ],
  ["another second Region without resources", SECOND, { "aws.secondRegion": "eu-north-1" }],
  ["a block for pods", {}, PODS],
  ["the block for pods removed", PODS, {}],
  [
    "a new zone with its own block",
    BLOCKS,
    {
      "network.zones": ["a", "b", "c"],
      "network.subnets": { public: { a: "10.0.24.0/24", b: "10.0.56.0/24", c: "10.0.88.0/24" } },
    },
  ],
  ["a tier removed", BLOCKS, { "network.tiers": ["private", "control-plane"], "network.nat": "none" }],
  ["zone IDs of the same zones", {}, ZONE_IDS],
  ["a security group removed", GROUP, {}],
];

describe("a change of an immutable key", () => {
  it.each(REFUSED)(
    "is refused with a fix that restores the last value: %s",
    (_, before, after, path, consequence, fix) => {
      expect(codesOf(before, after)).toEqual([`${path}: transitions/immutable-key`]);
      const [problem] = problemsOf(before, after);
      expect(problem?.message).toMatch(consequence);
      expect(problem?.fix).toEqual([fix]);
    },
  );

  it("is refused for every subnet whose computed block would change, with a fix that removes the blocks of the tier", () => {
    const problems = problemsOf({}, BLOCKS);
    expect(problems.map(({ path, fix }) => [path, fix])).toEqual(
      ["a", "b"].map((zone) => [`network.subnets.public.${zone}`, ["npm run config -- rm dev network.subnets.public"]]),
    );
    expect(problems[0]?.allowed).toMatch(/^the key omitted, as in the last update\. Instead: /);
  });

  it("is not detected if the record of an older release lacks the key", () => {
    const older = { "network.cidr": "10.0.0.0/16", "network.ipam.poolId": 7 };
    expect(problemsAfter(older, { ...REPLICA, ...WITH_FILES })).toEqual([]);
  });

  it("is accepted with `teardown`", () => {
    expect(problemsOf(WITH_FILES, { ...WITH_FILES, [`${FILES}.zone`]: "a", teardown: "shop-dev" })).toEqual([]);
  });
});

describe("a change that replaces nothing", () => {
  it.each(LEGAL)("is accepted: %s", (_, before, after) => {
    expect(problemsOf(before, after)).toEqual([]);
  });
});
