import { Cloud } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

type Inputs = Record<string, unknown>;

const CLUSTER = "aws:eks/cluster:Cluster";
const SUBNET = "aws:ec2/subnet:Subnet";
const IPV6 = { ipFamily: "ipv6" };

let cloud: Cloud;

beforeEach(() => {
  cloud = new Cloud(new World());
  stands("aws:iam/role:Role", "nodes", { name: "nodes", arn: "nodes" });
  stands("aws:iam/role:Role", "control-plane", { name: "control-plane", arn: "control-plane" });
  create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
    role: "control-plane",
    policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
  });
  for (const id of ["subnet-a", "subnet-b"]) {
    stands(SUBNET, id, { availabilityZone: id, ipv6CidrBlock: "2001:db8::/64", assignIpv6AddressOnCreation: true });
  }
});

function stands(type: string, id: string, state: Inputs): void {
  cloud.world.put({ ...TEST_SCOPE, type, id, name: id, inputs: {}, state });
}

function create(type: string, inputs: Inputs): WorldObject {
  return cloud.create(type, "it", inputs, TEST_SCOPE);
}

function cluster(network: Inputs, vpc: Inputs = {}): WorldObject {
  return create(CLUSTER, {
    name: "prod",
    roleArn: "control-plane",
    version: "1.36",
    vpcConfig: { subnetIds: ["subnet-a", "subnet-b"], endpointPrivateAccess: true, ...vpc },
    kubernetesNetworkConfig: network,
  });
}

function nodes(change: Inputs = {}): WorldObject {
  create("aws:eks/addon:Addon", { clusterName: "prod", addonName: "vpc-cni", addonVersion: "v1.22.4-eksbuild.3" });
  return create("aws:eks/nodeGroup:NodeGroup", {
    clusterName: "prod",
    nodeRoleArn: "nodes",
    subnetIds: ["subnet-a", "subnet-b"],
    scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 2 },
    amiType: "AL2023_x86_64_STANDARD",
    instanceTypes: ["m7i.large"],
    ...change,
  });
}

describe("an IPv6 cluster of the sandbox", () => {
  it("gets a range of Services from EKS, and has a dual-stack endpoint", () => {
    const { state } = cluster(IPV6);
    expect(state["kubernetesNetworkConfig"]).toEqual({
      ipFamily: "ipv6",
      serviceIpv6Cidr: expect.stringMatching(/^fd.+::\/108$/) as unknown,
    });
    expect(state["endpoint"]).toMatch(/\.eks-cluster\.eu-west-1\.api\.aws$/);
  });

  it("accepts IPv6 networks at its public endpoint", () => {
    const { state } = cluster(IPV6, { publicAccessCidrs: ["203.0.113.0/24", "2001:db8:7::/48"] });
    expect(state["vpcConfig"]).toMatchObject({ publicAccessCidrs: ["203.0.113.0/24", "2001:db8:7::/48"] });
  });

  it("keeps its range of Services in an update", () => {
    const before = cluster(IPV6);
    const range = before.state["kubernetesNetworkConfig"];
    const after = cloud.update(CLUSTER, "prod", { ...before.inputs, enabledClusterLogTypes: [] }, TEST_SCOPE);
    expect(after.state["kubernetesNetworkConfig"]).toEqual(range);
  });

  it("refuses a range of Services", () => {
    expect(() => cluster({ ...IPV6, serviceIpv4Cidr: "172.20.0.0/16" })).toThrow("serviceIpv4Cidr can't be specified");
  });

  it.each([undefined, ""])("refuses subnets without IPv6 (%j)", (ipv6CidrBlock) => {
    stands(SUBNET, "subnet-b", { availabilityZone: "b", ipv6CidrBlock });
    expect(() => cluster(IPV6)).toThrow("the subnet subnet-b of an IPv6 cluster has no IPv6 CIDR block");
  });

  it("accepts nodes of the Nitro System", () => {
    cluster(IPV6);
    expect(nodes({ instanceTypes: ["m7i.large", "i3.metal"] }).state["status"]).toBe("ACTIVE");
  });

  it.each<[string, Inputs, string]>([
    ["of older instances", { instanceTypes: ["t2.large"] }, "t2.large does not support IPv6 prefixes"],
    ["in subnets that assign no IPv6 addresses", { subnetIds: ["subnet-c"] }, "Ec2SubnetMissingIpv6Assignment"],
  ])("refuses nodes %s", (_, change, reason) => {
    stands(SUBNET, "subnet-c", { availabilityZone: "c", ipv6CidrBlock: "2001:db8::/64" });
    cluster(IPV6);
    expect(() => nodes(change)).toThrow(reason);
  });

  it("replaces an IPv4 cluster", () => {
    const olds = { name: "prod", kubernetesNetworkConfig: { ipFamily: "ipv4" } };
    expect(cloud.diff(CLUSTER, olds, { ...olds, kubernetesNetworkConfig: IPV6 }).replaces).toEqual([
      "kubernetesNetworkConfig.ipFamily",
    ]);
  });
});

describe("an IPv4 cluster of the sandbox", () => {
  it("is the default of EKS", () => {
    const { state } = cluster({});
    expect(state["kubernetesNetworkConfig"]).toEqual({ ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" });
    expect(state["endpoint"]).toMatch(/\.gr7\.eu-west-1\.eks\.amazonaws\.com$/);
  });

  it("refuses IPv6 networks at its public endpoint", () => {
    expect(() => cluster({}, { publicAccessCidrs: ["2001:db8:7::/48"] })).toThrow("which only IPv6 clusters accept");
  });

  it("accepts any node in any subnet", () => {
    stands(SUBNET, "subnet-c", { availabilityZone: "c" });
    cluster({});
    expect(nodes({ instanceTypes: ["t2.large"], subnetIds: ["subnet-c"] }).state["status"]).toBe("ACTIVE");
  });
});
