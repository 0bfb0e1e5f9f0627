import type { WorldObject } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";
import { CLUSTER, EksAccount, type Inputs, NODES } from "./eks-account";

const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const PRINCIPAL = "arn:aws:iam::111122223333:role/deployer";

let account: EksAccount;

beforeEach(() => {
  account = new EksAccount();
});

function update(object: WorldObject, change: Inputs): WorldObject {
  return account.cloud.update(object.type, object.id, { ...object.inputs, ...change }, TEST_SCOPE);
}

function deletion(type: string, id: string): () => void {
  return () => {
    account.cloud.delete(type, id);
  };
}

describe("EKS refuses a control plane", () => {
  it.each<[string, Inputs, string]>([
    ["of an invalid version", { version: "1.3" }, "unsupported Kubernetes version 1.3"],
    ["in one zone", { vpcConfig: { subnetIds: ["subnet-a"] } }, "at least two different AZs"],
    [
      "without an endpoint",
      { vpcConfig: { subnetIds: ["a", "b"], endpointPrivateAccess: false, endpointPublicAccess: false } },
      "cannot both be false",
    ],
    ["with Services on the internet", { kubernetesNetworkConfig: { serviceIpv4Cidr: "8.8.0.0/16" } }, "is not private"],
    ["with a service range too wide", { kubernetesNetworkConfig: { serviceIpv4Cidr: "10.0.0.0/11" } }, "/12 and /24"],
    ["with a role that does not exist", { roleArn: "arn:aws:iam::111122223333:role/nobody" }, "does not exist"],
  ])("%s", (_, change, reason) => {
    expect(() => account.cluster(change)).toThrow(reason);
  });

  it("whose role has no policy yet", () => {
    account.createRole();
    expect(() => account.cluster()).toThrow("doesn't have the Amazon EKS Managed Policies");
  });

  it("in two subnets of one zone", () => {
    for (const id of ["subnet-a", "subnet-b"]) {
      const state = { availabilityZone: "eu-west-1a" };
      account.cloud.world.put({ ...TEST_SCOPE, type: "aws:ec2/subnet:Subnet", id, name: id, inputs: {}, state });
    }
    expect(() => account.cluster()).toThrow("at least two different AZs");
  });
});

describe("a control plane in the sandbox", () => {
  it("creates its log group if it does not exist, so that a later create fails", () => {
    account.cluster({ enabledClusterLogTypes: ["audit"] });
    expect(() => account.create(LOG_GROUP, { name: "/aws/eks/prod/cluster" })).toThrow("already exists");
  });

  it("uses an existing log group", () => {
    const logGroup = account.create(LOG_GROUP, { name: "/aws/eks/prod/cluster", retentionInDays: 90 });
    account.cluster({ enabledClusterLogTypes: ["audit"] });
    expect(account.cloud.world.ofType(LOG_GROUP)).toEqual([logGroup]);
  });

  it("has a new endpoint, issuer and security group after a replacement, and the same ARN", () => {
    const [first] = [account.cluster().state];
    account.cloud.delete(CLUSTER, "prod");
    const second = account.cluster().state;
    expect(second["arn"]).toBe(first["arn"]);
    for (const output of ["endpoint", "identities", "vpcConfig"]) expect(second[output]).not.toEqual(first[output]);
  });

  it("keeps its security group through an update", () => {
    const before = account.cluster();
    const { vpcConfig } = before.state;
    expect(update(before, { version: "1.36" }).state["vpcConfig"]).toEqual(vpcConfig);
  });

  it.each<[string, string[]]>([
    ["adds a zone", ["subnet-a", "subnet-b", "subnet-c"]],
    ["replaces a zone", ["subnet-b", "subnet-c"]],
  ])("cannot change its zones: refuses an update that %s", (_, subnetIds) => {
    const before = account.cluster();
    expect(() => update(before, { vpcConfig: { subnetIds } })).toThrow("exact set of AZs 'subnet-a,subnet-b'");
  });

  it("accepts another subnet of the same zones", () => {
    for (const [id, zone] of ["a", "b", "b"].map(
      (letter, index) => [`subnet-${index}`, `eu-west-1${letter}`] as const,
    )) {
      const state = { availabilityZone: zone };
      account.cloud.world.put({ ...TEST_SCOPE, type: "aws:ec2/subnet:Subnet", id, name: id, inputs: {}, state });
    }
    const before = account.cluster({ vpcConfig: { subnetIds: ["subnet-0", "subnet-1"] } });
    const after = update(before, { vpcConfig: { subnetIds: ["subnet-2", "subnet-0"] } });
    expect(after.state["vpcConfig"]).toMatchObject({ subnetIds: ["subnet-2", "subnet-0"] });
  });

  it.each(["1.37", "1.34"])("can be upgraded by one minor version only: not from 1.35 to %s", (version) => {
    const before = account.cluster();
    expect(() => update(before, { version })).toThrow(`minor version update from 1.35 to ${version}`);
  });

  it.each<[string, Inputs]>([
    ["removed", { encryptionConfig: undefined }],
    ["exchanged", { encryptionConfig: { provider: { keyArn: "arn:aws:kms:another" } } }],
  ])("does not let its key be %s", (_, change) => {
    const before = account.cluster({ encryptionConfig: { provider: { keyArn: "arn:aws:kms:one" } } });
    expect(() => update(before, change)).toThrow("cannot be changed or removed");
  });

  it("cannot be deleted with deletion protection or with node groups", () => {
    const object = account.cluster({ deletionProtection: true });
    account.addon("vpc-cni");
    const group = account.nodes();
    expect(deletion(CLUSTER, "prod")).toThrow("deletion protection is enabled");
    update(object, { deletionProtection: false });
    expect(deletion(CLUSTER, "prod")).toThrow("has nodegroups attached");
    account.cloud.delete(NODES, group.id);
    account.cloud.delete(CLUSTER, "prod");
    expect(account.cloud.world.get(CLUSTER, "prod")).toBeUndefined();
  });

  it.each([
    ["name", { name: "new" }],
    ["roleArn", { roleArn: "new" }],
    ["bootstrapSelfManagedAddons", { bootstrapSelfManagedAddons: false }],
    ["kubernetesNetworkConfig.serviceIpv4Cidr", { kubernetesNetworkConfig: { serviceIpv4Cidr: "10.0.0.0/16" } }],
  ])("is replaced by another %s", (path, change) => {
    const olds = {
      name: "old",
      roleArn: "old",
      bootstrapSelfManagedAddons: true,
      kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16" },
    };
    expect(account.cloud.diff(CLUSTER, olds, { ...olds, ...change }).replaces).toEqual([path]);
  });

  it.each([
    ["version", { version: "1.36" }],
    ["log types", { enabledClusterLogTypes: ["api"] }],
    ["public blocks", { vpcConfig: { publicAccessCidrs: ["203.0.113.0/24"] } }],
    ["key, added", { encryptionConfig: { provider: { keyArn: "one" } } }],
  ])("is not replaced when its %s changes", (_, change) => {
    const olds = { name: "prod", version: "1.35", enabledClusterLogTypes: [], vpcConfig: {} };
    expect(account.cloud.diff(CLUSTER, olds, { ...olds, ...change }).replaces).toEqual([]);
  });
});

describe("EKS refuses an add-on", () => {
  it.each<[string, string, Inputs, string]>([
    ["that does not exist", "vpc-cin", {}, "Addon vpc-cin specified is not supported"],
    ["of an invalid version", "vpc-cni", { addonVersion: "1.2.3" }, "Addon version specified is not supported"],
    ["whose configuration is not JSON", "vpc-cni", { configurationValues: "{" }, "ConfigurationValue provided"],
    ["of a cluster that does not exist", "vpc-cni", { clusterName: "nowhere" }, "No cluster found"],
    ["whose role does not exist", "vpc-cni", { podIdentityAssociations: [{ roleArn: "nobody" }] }, "role nobody"],
    ["whose pods have no node", "coredns", {}, "there are no nodes"],
  ])("%s", (_, name, change, reason) => {
    account.cluster();
    expect(() => account.addon(name, change)).toThrow(reason);
  });
});

describe("EKS refuses access", () => {
  const entry = { clusterName: "prod", principalArn: PRINCIPAL };
  const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

  beforeEach(() => {
    account.cluster();
    account.create(ENTRY, entry);
  });

  it("to a principal with an access entry", () => {
    expect(() => account.create(ENTRY, entry, "again")).toThrow("already in use on this cluster");
  });

  it.each<[string, Inputs, string]>([
    ["by a policy that does not exist", { policyArn: `${policyArn}s` }, "policyArn parameter format is not valid"],
    ["to a principal without an entry", { principalArn: "arn:aws:iam::111122223333:role/x" }, "could not be found"],
    ["to namespaces that it does not name", { accessScope: { type: "namespace" } }, "needs namespaces"],
    [
      "to the whole cluster and to namespaces",
      { accessScope: { type: "cluster", namespaces: ["a"] } },
      "cannot have any",
    ],
    ["to a cluster that does not exist", { clusterName: "nowhere" }, "No cluster found"],
  ])("%s", (_, change, reason) => {
    expect(() =>
      account.create(ASSOCIATION, { ...entry, policyArn, accessScope: { type: "cluster" }, ...change }),
    ).toThrow(reason);
  });
});
