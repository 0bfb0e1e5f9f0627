import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import type { CloudDiff } from "../../../sandbox/plan";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };

const CLUSTER = "aws:eks/cluster:Cluster";
const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const SUBNET = "aws:ec2/subnet:Subnet";
const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

const AUTO_MODE: Props = {
  computeConfig: { enabled: true, nodePools: ["system"], nodeRoleArn: "arn:nodes" },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true }, ipFamily: "ipv4" },
  storageConfig: { blockStorage: { enabled: true } },
};

function diff(type: string, olds: Props, news: Props): CloudDiff {
  return new Cloud(new World()).diff(type, olds, news, SCOPE);
}

function without(props: Props, ...keys: readonly string[]): Props {
  return Object.fromEntries(Object.entries(props).filter(([key]) => !keys.includes(key)));
}

describe("an optional and computed argument that the program omits", () => {
  it.each<[string, string, Props, Props]>([
    ["the KMS key of a file system", FILE_SYSTEM, { encrypted: true, kmsKeyId: "arn:key" }, { encrypted: true }],
    ["the zone of a file system", FILE_SYSTEM, { availabilityZoneName: "eu-west-1a" }, {}],
    ["the KMS key of a backup vault", VAULT, { name: "v", kmsKeyArn: "arn:key" }, { name: "v" }],
    ["the format of a flow log", FLOW_LOG, { vpcId: "vpc-1", logFormat: "${version}" }, { vpcId: "vpc-1" }],
    ["the blocks of EKS Auto Mode", CLUSTER, { name: "c", ...AUTO_MODE }, { name: "c" }],
    [
      "load balancing of EKS Auto Mode, in a block that remains",
      CLUSTER,
      { name: "c", ...AUTO_MODE },
      { name: "c", ...AUTO_MODE, kubernetesNetworkConfig: { ipFamily: "ipv4" } },
    ],
    [
      "the IPv6 block of a subnet",
      SUBNET,
      { vpcId: "vpc-1", ipv6CidrBlock: "2001:db8::/64", assignIpv6AddressOnCreation: true },
      { vpcId: "vpc-1", assignIpv6AddressOnCreation: true },
    ],
    [
      "the KMS key of a registry, inside a list",
      "aws:ecr/repository:Repository",
      { name: "r", encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:key" }] },
      { name: "r", encryptionConfigurations: [{ encryptionType: "KMS" }] },
    ],
  ])("plans no change: %s", (_, type, olds, news) => {
    expect(diff(type, olds, news)).toEqual({ changes: [], replaces: [], deleteBeforeReplace: false });
  });

  it("keeps its value in further updates, and shows no drift", () => {
    const cloud = new Cloud(new World());
    const { id } = cloud.create(
      FILE_SYSTEM,
      "files",
      { creationToken: "f", encrypted: true, kmsKeyId: "arn:key" },
      SCOPE,
    );
    const news = { creationToken: "f", encrypted: true, throughputMode: "elastic" };
    expect(cloud.update(FILE_SYSTEM, id, news, SCOPE).state).toMatchObject({ kmsKeyId: "arn:key" });
    const later = without(news, "throughputMode");
    expect(cloud.update(FILE_SYSTEM, id, later, SCOPE).state).toMatchObject({ kmsKeyId: "arn:key" });
    expect(cloud.read(FILE_SYSTEM, id, later)?.inputs).toEqual(later);
  });

  it("is shown by a preview of an update with its old value", () => {
    const olds = { creationToken: "f", kmsKeyId: "arn:key" };
    const planned = new Cloud(new World()).planUpdate(FILE_SYSTEM, olds, { creationToken: "f" }, SCOPE, "?");
    expect(planned).toMatchObject({ kmsKeyId: "arn:key" });
  });

  it("shows no drift in a block that remains", () => {
    const cloud = new Cloud(new World());
    const type = "aws:efs/accessPoint:AccessPoint";
    cloud.world.put({ ...SCOPE, type: FILE_SYSTEM, id: "fs-1", name: "fs", inputs: {}, state: {} });
    const rootDirectory = { path: "/a", creationInfo: { ownerUid: 1, ownerGid: 1, permissions: "0750" } };
    const { id } = cloud.create(type, "a", { fileSystemId: "fs-1", rootDirectory }, SCOPE);
    const inputs = { fileSystemId: "fs-1", rootDirectory: { path: "/a" } };
    expect(cloud.read(type, id, inputs)?.inputs).toEqual(inputs);
  });

  it("does not hide the removal of a required argument", () => {
    expect(diff(SUBNET, { vpcId: "vpc-1" }, {}).replaces).toEqual(["vpcId"]);
  });
});

describe("a conditional replacement", () => {
  const peer = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
  const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
  const key = { provider: { keyArn: "arn:key" } };

  it.each<[string, string, Props, Props, readonly string[]]>([
    ["another block of a rule", peer, { cidrIpv4: "10.0.0.0/8" }, { cidrIpv4: "10.1.0.0/16" }, []],
    ["another kind of peer", peer, { cidrIpv4: "10.0.0.0/8" }, { prefixListId: "pl-1" }, ["cidrIpv4", "prefixListId"]],
    ["encryption of a cluster, added", CLUSTER, { name: "c" }, { name: "c", encryptionConfig: key }, []],
    [
      "encryption of a cluster, removed",
      CLUSTER,
      { name: "c", encryptionConfig: key },
      { name: "c" },
      ["encryptionConfig"],
    ],
    [
      "private names of an interface endpoint",
      endpoint,
      { vpcEndpointType: "Interface", privateDnsEnabled: false },
      { vpcEndpointType: "Interface", privateDnsEnabled: true },
      [],
    ],
    [
      "private names of a gateway endpoint",
      endpoint,
      { vpcEndpointType: "Gateway" },
      { vpcEndpointType: "Gateway", privateDnsEnabled: true },
      ["privateDnsEnabled"],
    ],
    ["a first IPv6 block", SUBNET, {}, { ipv6CidrBlock: "2001:db8::/64", assignIpv6AddressOnCreation: true }, []],
    [
      "another IPv6 block of a subnet that assigns addresses",
      SUBNET,
      { ipv6CidrBlock: "2001:db8::/64", assignIpv6AddressOnCreation: true },
      { ipv6CidrBlock: "2001:db8:0:1::/64", assignIpv6AddressOnCreation: true },
      ["ipv6CidrBlock"],
    ],
    [
      "another role of nodes of EKS Auto Mode",
      CLUSTER,
      { computeConfig: { enabled: true, nodePools: ["system"], nodeRoleArn: "arn:one" } },
      { computeConfig: { enabled: true, nodePools: ["system"], nodeRoleArn: "arn:two" } },
      ["computeConfig.nodeRoleArn"],
    ],
    [
      "a first role of nodes of EKS Auto Mode",
      CLUSTER,
      { computeConfig: { enabled: true, nodePools: [] } },
      { computeConfig: { enabled: true, nodePools: ["system"], nodeRoleArn: "arn:one" } },
      [],
    ],
    [
      "egress of the control plane, returned to AWS",
      CLUSTER,
      { vpcConfig: { controlPlaneEgressMode: "CUSTOMER_ROUTED" } },
      { vpcConfig: { controlPlaneEgressMode: "AWS_MANAGED" } },
      ["vpcConfig.controlPlaneEgressMode"],
    ],
    [
      "a block that is added with an immutable argument",
      CLUSTER,
      { name: "c" },
      { name: "c", kubernetesNetworkConfig: { ipFamily: "ipv6" } },
      ["kubernetesNetworkConfig"],
    ],
  ])("has the properties that force it: %s", (_, type, olds, news, replaces) => {
    expect(diff(type, olds, news).replaces).toEqual(replaces);
  });
});

describe("the Region of a resource", () => {
  it.each<[string, Props, Props, readonly string[]]>([
    ["another second Region", { region: "eu-central-1" }, { region: "eu-north-1" }, ["region"]],
    ["the provider's own Region, stated", {}, { region: SCOPE.region }, []],
    ["the provider's own Region, omitted", { region: SCOPE.region }, {}, []],
    ["a second Region instead of the provider's own", {}, { region: "eu-central-1" }, ["region"]],
    ["the provider's own Region instead of a second one", { region: "eu-central-1" }, {}, ["region"]],
  ])("replaces the resource only if the Region changes: %s", (_, olds, news, replaces) => {
    expect(diff(VAULT, { name: "v", ...olds }, { name: "v", ...news }).replaces).toEqual(replaces);
  });
});

describe("the order of a replacement", () => {
  const first = (type: string, olds: Props, news: Props): boolean => diff(type, olds, news).deleteBeforeReplace;

  it("deletes first if the program sets the name, whether or not it changes", () => {
    expect(first(CLUSTER, { name: "c", roleArn: "one" }, { name: "c", roleArn: "two" })).toBe(true);
    expect(first(CLUSTER, { name: "c" }, { name: "d" })).toBe(true);
  });

  it("creates first if the bridge generated the name", () => {
    const cloud = new Cloud(new World());
    const olds = cloud.check(CLUSTER, "c", undefined, { roleArn: "one" });
    expect(first(CLUSTER, olds, { ...olds, roleArn: "two" })).toBe(false);
  });

  it("creates first if the bridge generates no name for the type, although the key is the same", () => {
    expect(
      first(LOCK, { backupVaultName: "v", minRetentionDays: 7 }, { backupVaultName: "v", minRetentionDays: 30 }),
    ).toBe(false);
    const cache = "aws:ecr/pullThroughCacheRule:PullThroughCacheRule";
    expect(first(cache, { ecrRepositoryPrefix: "p", upstreamRegistryUrl: "a" }, { ecrRepositoryPrefix: "p" })).toBe(
      false,
    );
  });

  it("deletes first for types that the bridge always deletes first", () => {
    expect(first("aws:efs/mountTarget:MountTarget", { subnetId: "a" }, { subnetId: "b" })).toBe(true);
  });

  it("creates first in the Plugin Framework, with any name", () => {
    const type = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
    expect(first(type, { name: "a" }, { name: "b" })).toBe(false);
  });

  it("loses a setting that is created before the old one is deleted", () => {
    const cloud = new Cloud(new World());
    cloud.create(VAULT, "v", { name: "vault" }, SCOPE);
    const old = cloud.create(LOCK, "l", { backupVaultName: "vault", minRetentionDays: 7 }, SCOPE);
    cloud.create(LOCK, "l", { backupVaultName: "vault", minRetentionDays: 30 }, SCOPE);
    cloud.delete(LOCK, old.id);
    expect(cloud.world.ofType(LOCK)).toEqual([]);
  });
});

describe("a name", () => {
  const check = (type: string, name: string, inputs: Props = {}): (() => Props) => {
    const cloud = new Cloud(new World());
    return () => cloud.check(type, name, undefined, inputs);
  };

  it("is refused with the bridge's error if it would be longer than the bridge's limit", () => {
    const role = "aws:iam/role:Role";
    expect(check(role, "r".repeat(56))()["name"]).toHaveLength(64);
    expect(check(role, "r".repeat(57))).toThrow(
      `could not make instance of 'aws:iam/role:Role': name '${"r".repeat(57)}-' plus 7 random chars is longer than maximum length 64`,
    );
  });

  it("is refused in a preview if it is longer than the provider's limit", () => {
    const rule = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
    expect(check(rule, "network-dns-firewall-AWSManagedDomainsAggregateThreatList")).toThrow(
      '"name" cannot be longer than 64 characters',
    );
    expect(check(rule, "x", { name: "7" })).toThrow("characters that are not allowed");
  });

  it("is generated with the separator of the type", () => {
    const plan = check("aws:backup/restoreTestingPlan:RestoreTestingPlan", "restore")();
    expect(plan["name"]).toMatch(/^restore_[0-9a-f]{7}$/);
  });
});

describe("an optional and computed argument that the program sets for the first time", () => {
  const subnet = { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" };
  const byName = { ...subnet, availabilityZone: "eu-west-1a" };
  const byId = (id: string): Props => ({ ...subnet, availabilityZoneId: id });
  const state = { ...byName, availabilityZoneId: "euw1-az1", arn: "arn:subnet" };
  const planned = (olds: Props, news: Props): CloudDiff =>
    new Cloud(new World()).diff(SUBNET, olds, news, SCOPE, state);

  it("shows no change if AWS has that value: the ID of the zone instead of its name, and vice versa", () => {
    expect(planned(byName, byId("euw1-az1")).changes).toEqual([]);
    expect(planned(byId("euw1-az1"), byName).changes).toEqual([]);
  });

  it("replaces the resource if AWS has another value", () => {
    expect(planned(byName, byId("euw1-az2")).replaces).toEqual(["availabilityZoneId"]);
    expect(planned(byId("euw1-az1"), { ...subnet, availabilityZone: "eu-west-1b" }).replaces).toEqual([
      "availabilityZone",
    ]);
  });
});
