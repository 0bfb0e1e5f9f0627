import { Network, type PlatformNetwork, provideNetwork, type ProvidedNetworkArgs } from "../../../components/network";
import { ExistingNetwork, type ExistingVpc } from "../../../components/network/existing-network";
import { Cloud } from "../../../sandbox/cloud";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";
import { type Recording, record } from "../../support/record";
import { SCOPE } from "./ec2-account";
import { NETWORK_ARGS, names } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const TAG = "aws:ec2/tag:Tag";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const existing: ExistingVpc = {
  vpcId,
  cidr: "10.20.0.0/16",
  subnets: {
    "control-plane": { a: "subnet-000000a1", b: "subnet-000000b1" },
    private: { b: "subnet-000000b1", a: "subnet-000000a1" },
    public: { a: "subnet-000000a2", b: "subnet-000000b2" },
  },
  tagSubnets: false,
};
const securityGroups = { database: { description: "Databases", ingress: [], egress: [] } };

/** A world in which another account owns the VPC and shares it. */
function sharedWorld(): World {
  const world = new World();
  const put = (type: string, id: string, state: Props): void => {
    world.put({ type, id, name: id, region: "eu-west-1", accountId: "999999999999", inputs: {}, state });
  };
  put(VPC, vpcId, { cidrBlock: existing.cidr });
  for (const id of ["subnet-000000a1", "subnet-000000b1"]) put(SUBNET, id, { vpcId });
  return world;
}

function existingNetwork(change: Partial<ProvidedNetworkArgs> = {}): Promise<Recording<PlatformNetwork>> {
  return record(() => provideNetwork("network", { ...NETWORK_ARGS, existing, ...change }, {}), {
    world: sharedWorld(),
  });
}

describe("an existing VPC", () => {
  it("replaces the network that the stack would create, and gets no resources by default", async () => {
    const network = await existingNetwork();
    expect(network.result).toBeInstanceOf(ExistingNetwork);
    expect(names(network.resources.filter(({ custom }) => custom))).toEqual([]);
  });

  it("has the outputs of a created network, with subnets in the order of the zone letters", async () => {
    const network = await existingNetwork();
    const { result } = network;
    expect(await network.valueOf(result.vpcId)).toBe(vpcId);
    expect(await network.valueOf(result.vpcCidr)).toBe("10.20.0.0/16");
    const ids = Object.entries(result.subnetIds).map(async ([tier, subnets]) => [
      tier,
      await Promise.all(subnets.map((id) => network.valueOf(id))),
    ]);
    expect(Object.fromEntries(await Promise.all(ids))).toEqual({
      public: ["subnet-000000a2", "subnet-000000b2"],
      private: ["subnet-000000a1", "subnet-000000b1"],
      isolated: [],
      "control-plane": ["subnet-000000a1", "subnet-000000b1"],
    });
    expect(await Promise.all(result.subnetCidrs.public.map((cidr) => network.valueOf(cidr)))).toEqual(["10.20.0.0/16"]);
    expect(await network.valueOf(result.natPublicIps)).toEqual([]);
    expect(result.privateEgress).toEqual([]);
  });

  it("gets the security groups of the stack", async () => {
    const network = await existingNetwork({ securityGroups });
    expect(network.one(SECURITY_GROUP).inputs).toMatchObject({ vpcId, description: "Databases" });
    expect(Object.keys(network.result.securityGroupIds)).toEqual(["database"]);
  });

  it("gets subnet tags for load balancers and Karpenter with `tagSubnets`", async () => {
    const network = await existingNetwork({ existing: { ...existing, tagSubnets: true } });
    const tags = network.ofType(TAG).map(({ name, inputs }) => [name, inputs["resourceId"], inputs["value"]]);
    expect(tags).toEqual([
      ["network-public-a-kubernetes.io/role/elb", "subnet-000000a2", "1"],
      ["network-public-b-kubernetes.io/role/elb", "subnet-000000b2", "1"],
      ["network-private-a-kubernetes.io/role/internal-elb", "subnet-000000a1", "1"],
      ["network-private-a-karpenter.sh/discovery", "subnet-000000a1", "groundwork-test"],
      ["network-private-b-kubernetes.io/role/internal-elb", "subnet-000000b1", "1"],
      ["network-private-b-karpenter.sh/discovery", "subnet-000000b1", "groundwork-test"],
    ]);
    for (const { options } of network.ofType(TAG)) {
      expect(options.parent).toBe("groundwork:network:AdoptedNetwork::network");
    }
  });
});

it("creates a network without `existing`", async () => {
  const { result } = await record(() => provideNetwork("network", NETWORK_ARGS, {}));
  expect(result).toBeInstanceOf(Network);
});

describe("a participant of a shared VPC", () => {
  const cloud = (): Cloud => new Cloud(sharedWorld());
  const subnetId = "subnet-000000a1";

  it.each<[string, Props]>([
    ["aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", { vpcId, cidrBlock: "100.64.0.0/16" }],
    [SUBNET, { vpcId, cidrBlock: "10.20.9.0/24" }],
    ["aws:ec2/routeTable:RouteTable", { vpcId }],
    ["aws:ec2/internetGateway:InternetGateway", { vpcId }],
    ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", { vpcId }],
    ["aws:ec2/natGateway:NatGateway", { subnetId, connectivityType: "private" }],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", { vpcId, serviceName: "com.amazonaws.eu-west-1.s3" }],
    ["aws:ec2transitgateway/vpcAttachment:VpcAttachment", { vpcId, transitGatewayId: "tgw-0", subnetIds: [subnetId] }],
    ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { vpcId }],
    ["aws:ec2/flowLog:FlowLog", { vpcId, trafficType: "ALL" }],
  ])("cannot create %s", (type, inputs) => {
    expect(() => cloud().create(type, "new", inputs, SCOPE)).toThrow(
      `UnauthorizedOperation: ${vpcId} is shared by account 999999999999`,
    );
  });

  it("can create security groups and tags", () => {
    const shared = cloud();
    expect(shared.create(SECURITY_GROUP, "g", { vpcId, name: "g" }, SCOPE).accountId).toBe(SCOPE.accountId);
    expect(shared.create(TAG, "t", { resourceId: subnetId, key: "k", value: "v" }, SCOPE).id).toBe(`${subnetId},k`);
  });
});
