import { Cloud } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Inputs = Record<string, unknown>;

const CLUSTER = "aws:eks/cluster:Cluster";
const NODES = "aws:eks/nodeGroup:NodeGroup";
const ADDON = "aws:eks/addon:Addon";
const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const ROLE = "aws:iam/role:Role";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const TRUST =
  '{"Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const ROLE_ARN = "arn:aws:iam::111122223333:role/control-plane";
const PRINCIPAL = "arn:aws:iam::111122223333:role/deployer";
const CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

let cloud: Cloud;

beforeEach(() => {
  cloud = new Cloud(new World());
});

function create(type: string, inputs: Inputs, name = "it"): WorldObject {
  return cloud.create(type, name, inputs, TEST_SCOPE);
}

function update(object: WorldObject, change: Inputs): WorldObject {
  return cloud.update(object.type, object.id, { ...object.inputs, ...change }, TEST_SCOPE);
}

function deletion(type: string, id: string): () => void {
  return () => {
    cloud.delete(type, id);
  };
}

function createRole(): void {
  create(ROLE, { name: "control-plane", assumeRolePolicy: TRUST });
  create(ATTACHMENT, { role: "control-plane", policyArn: CLUSTER_POLICY });
}

function cluster(change: Inputs = {}): WorldObject {
  if (cloud.world.get(ROLE, "control-plane") === undefined) createRole();
  return create(CLUSTER, {
    name: "prod",
    roleArn: ROLE_ARN,
    version: "1.35",
    vpcConfig: { subnetIds: ["subnet-a", "subnet-b"], endpointPrivateAccess: true, endpointPublicAccess: false },
    ...change,
  });
}

function addon(addonName: string, change: Inputs = {}): WorldObject {
  return create(ADDON, { clusterName: "prod", addonName, addonVersion: "v1.2.3-eksbuild.4", ...change });
}

function nodes(change: Inputs = {}): WorldObject {
  const scalingConfig = { minSize: 1, desiredSize: 1, maxSize: 2 };
  const [amiType, instanceTypes] = ["AL2023_ARM_64_STANDARD", ["m7g.large"]];
  const nodeGroupName = "system";
  return create(NODES, {
    clusterName: "prod",
    nodeRoleArn: ROLE_ARN,
    nodeGroupName,
    amiType,
    instanceTypes,
    scalingConfig,
    ...change,
  });
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
    expect(() => cluster(change)).toThrow(reason);
  });

  it("whose role has no policy yet", () => {
    create(ROLE, { name: "control-plane", assumeRolePolicy: TRUST });
    expect(() => cluster()).toThrow("doesn't have the Amazon EKS Managed Policies");
  });

  it("in two subnets of one zone", () => {
    for (const id of ["subnet-a", "subnet-b"]) {
      const state = { availabilityZone: "eu-west-1a" };
      cloud.world.put({ ...TEST_SCOPE, type: "aws:ec2/subnet:Subnet", id, name: id, inputs: {}, state });
    }
    expect(() => cluster()).toThrow("at least two different AZs");
  });
});

describe("a control plane in the sandbox", () => {
  it("creates its log group if it does not exist, so that a later create fails", () => {
    cluster({ enabledClusterLogTypes: ["audit"] });
    expect(() => create(LOG_GROUP, { name: "/aws/eks/prod/cluster" })).toThrow("already exists");
  });

  it("uses an existing log group", () => {
    const logGroup = create(LOG_GROUP, { name: "/aws/eks/prod/cluster", retentionInDays: 90 });
    cluster({ enabledClusterLogTypes: ["audit"] });
    expect(cloud.world.ofType(LOG_GROUP)).toEqual([logGroup]);
  });

  it("is another one after a replacement: endpoint, issuer and security group are new, the ARN is not", () => {
    const [first] = [cluster().state];
    cloud.delete(CLUSTER, "prod");
    const second = cluster().state;
    expect(second["arn"]).toBe(first["arn"]);
    for (const output of ["endpoint", "identities", "vpcConfig"]) expect(second[output]).not.toEqual(first[output]);
  });

  it("keeps its security group through an update", () => {
    const before = cluster();
    const { vpcConfig } = before.state;
    expect(update(before, { version: "1.36" }).state["vpcConfig"]).toEqual(vpcConfig);
  });

  it.each<[string, string[]]>([
    ["comes", ["subnet-a", "subnet-b", "subnet-c"]],
    ["goes", ["subnet-b", "subnet-c"]],
  ])("stays in its zones: refuses one that %s", (_, subnetIds) => {
    const before = cluster();
    expect(() => update(before, { vpcConfig: { subnetIds } })).toThrow("exact set of AZs 'subnet-a,subnet-b'");
  });

  it("accepts another subnet of the same zones", () => {
    for (const [id, zone] of ["a", "b", "b"].map(
      (letter, index) => [`subnet-${index}`, `eu-west-1${letter}`] as const,
    )) {
      const state = { availabilityZone: zone };
      cloud.world.put({ ...TEST_SCOPE, type: "aws:ec2/subnet:Subnet", id, name: id, inputs: {}, state });
    }
    const before = cluster({ vpcConfig: { subnetIds: ["subnet-0", "subnet-1"] } });
    const after = update(before, { vpcConfig: { subnetIds: ["subnet-2", "subnet-0"] } });
    expect(after.state["vpcConfig"]).toMatchObject({ subnetIds: ["subnet-2", "subnet-0"] });
  });

  it.each(["1.37", "1.34"])("is upgraded by one minor version at a time: not from 1.35 to %s", (version) => {
    const before = cluster();
    expect(() => update(before, { version })).toThrow(`minor version update from 1.35 to ${version}`);
  });

  it.each<[string, Inputs]>([
    ["removed", { encryptionConfig: undefined }],
    ["exchanged", { encryptionConfig: { provider: { keyArn: "arn:aws:kms:another" } } }],
  ])("does not let its key be %s", (_, change) => {
    const before = cluster({ encryptionConfig: { provider: { keyArn: "arn:aws:kms:one" } } });
    expect(() => update(before, change)).toThrow("cannot be changed or removed");
  });

  it("is not deleted while protected, nor while it has nodes", () => {
    const object = cluster({ deletionProtection: true });
    addon("vpc-cni");
    const group = nodes();
    expect(deletion(CLUSTER, "prod")).toThrow("deletion protection is enabled");
    update(object, { deletionProtection: false });
    expect(deletion(CLUSTER, "prod")).toThrow("has nodegroups attached");
    cloud.delete(NODES, group.id);
    cloud.delete(CLUSTER, "prod");
    expect(cloud.world.get(CLUSTER, "prod")).toBeUndefined();
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
    expect(cloud.diff(CLUSTER, olds, { ...olds, ...change }).replaces).toEqual([path]);
  });

  it.each([
    ["version", { version: "1.36" }],
    ["log types", { enabledClusterLogTypes: ["api"] }],
    ["public blocks", { vpcConfig: { publicAccessCidrs: ["203.0.113.0/24"] } }],
    ["key, added", { encryptionConfig: { provider: { keyArn: "one" } } }],
  ])("stays when its %s changes", (_, change) => {
    const olds = { name: "prod", version: "1.35", enabledClusterLogTypes: [], vpcConfig: {} };
    expect(cloud.diff(CLUSTER, olds, { ...olds, ...change }).replaces).toEqual([]);
  });
});

describe("EKS refuses nodes", () => {
  it.each<[string, Inputs, string]>([
    [
      "with a maximum of zero",
      { scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 0 } },
      "maxSize must be at least 1",
    ],
    [
      "fewer than the minimum",
      { scalingConfig: { minSize: 2, desiredSize: 1, maxSize: 3 } },
      "between min size 2 and max size 3",
    ],
    [
      "more than the maximum",
      { scalingConfig: { minSize: 1, desiredSize: 4, maxSize: 3 } },
      "between min size 1 and max size 3",
    ],
    ["whose AMI is for other processors", { instanceTypes: ["m7g.large", "m7i.large"] }, "m7i.large cannot run an AMI"],
    ["that are Graviton under an Intel AMI", { amiType: "BOTTLEROCKET_x86_64" }, "m7g.large cannot run an AMI"],
    ["of a cluster that does not exist", { clusterName: "nowhere" }, "No cluster found for name: nowhere"],
    ["with a role that does not exist", { nodeRoleArn: "arn:aws:iam::111122223333:role/nobody" }, "does not exist"],
  ])("%s", (_, change, reason) => {
    cluster();
    addon("vpc-cni");
    expect(() => nodes(change)).toThrow(reason);
  });

  it.each<[string, string, string]>([
    ["BOTTLEROCKET_ARM_64", "#!/bin/sh", "TOML format"],
    ["AL2023_ARM_64_STANDARD", "[settings.kubernetes]", "MIME multipart format"],
  ])("of %s with user data that it cannot read", (amiType, text, reason) => {
    cluster();
    addon("vpc-cni");
    const template = create("aws:ec2/launchTemplate:LaunchTemplate", {
      userData: Buffer.from(text).toString("base64"),
    });
    expect(() => nodes({ amiType, launchTemplate: { id: template.id } })).toThrow(reason);
  });

  describe("that cannot reach the API server through its public endpoint", () => {
    const publicOnly = (publicAccessCidrs: readonly string[]): Inputs => ({
      vpcConfig: {
        subnetIds: ["subnet-a", "subnet-b"],
        endpointPrivateAccess: false,
        endpointPublicAccess: true,
        publicAccessCidrs,
      },
    });

    function natGateway(publicIp: string): void {
      const type = "aws:ec2/natGateway:NatGateway";
      cloud.world.put({ ...TEST_SCOPE, type, id: "nat", name: "nat", inputs: {}, state: { publicIp } });
    }

    it.each<[string, () => void, string]>([
      [
        "because it is closed to their NAT gateway",
        () => {
          natGateway("198.51.100.7");
        },
        "198.51.100.7 not in",
      ],
      ["without a NAT gateway", () => undefined, "the nodes have no NAT gateway"],
    ])("%s", (_, stand, reason) => {
      stand();
      cluster(publicOnly(["203.0.113.0/24"]));
      addon("vpc-cni");
      expect(() => nodes()).toThrow(reason);
    });

    it.each(["198.51.100.0/24", "0.0.0.0/0"])("unless %s allows them", (block) => {
      natGateway("198.51.100.7");
      cluster(publicOnly([block]));
      addon("vpc-cni");
      expect(nodes().state["status"]).toBe("ACTIVE");
    });
  });

  it("without a CNI, which stay NotReady", () => {
    cluster();
    expect(() => nodes()).toThrow("failed to join");
  });

  it.each(["m7g.large", "c6gn.xlarge", "t4g.medium", "r8gd.2xlarge", "im4gn.large"])(
    "recognizes %s as Graviton",
    (type) => {
      cluster();
      addon("vpc-cni");
      expect(nodes({ instanceTypes: [type] }).state["status"]).toBe("ACTIVE");
    },
  );

  it.each(["g5.xlarge", "m7i-flex.large", "t3.medium", "g6.xlarge"])("recognizes %s as x86", (type) => {
    cluster();
    addon("vpc-cni");
    expect(nodes({ instanceTypes: [type], amiType: "AL2023_x86_64_STANDARD" }).state["status"]).toBe("ACTIVE");
  });
});

describe("EKS refuses an add-on", () => {
  it.each<[string, string, Inputs, string]>([
    ["that does not exist", "vpc-cin", {}, "Addon vpc-cin specified is not supported"],
    ["of a version that cannot be", "vpc-cni", { addonVersion: "1.2.3" }, "Addon version specified is not supported"],
    ["whose configuration is not JSON", "vpc-cni", { configurationValues: "{" }, "ConfigurationValue provided"],
    ["of a cluster that does not exist", "vpc-cni", { clusterName: "nowhere" }, "No cluster found"],
    ["whose role does not exist", "vpc-cni", { podIdentityAssociations: [{ roleArn: "nobody" }] }, "role nobody"],
    ["whose pods have no node", "coredns", {}, "there are no nodes"],
  ])("%s", (_, name, change, reason) => {
    cluster();
    expect(() => addon(name, change)).toThrow(reason);
  });
});

describe("EKS refuses access", () => {
  const entry = { clusterName: "prod", principalArn: PRINCIPAL };
  const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

  beforeEach(() => {
    cluster();
    create(ENTRY, entry);
  });

  it("to a principal that has it", () => {
    expect(() => create(ENTRY, entry, "again")).toThrow("already in use on this cluster");
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
    expect(() => create(ASSOCIATION, { ...entry, policyArn, accessScope: { type: "cluster" }, ...change })).toThrow(
      reason,
    );
  });
});
