import { Cloud } from "../../../sandbox/cloud";
import { worldBefore } from "../../../tools/rehearse/existing-vpc";
import { configWith } from "../domain/cost/fixture";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const subnets = {
  private: { a: "subnet-00000001", b: "subnet-00000002" },
  "control-plane": { a: "subnet-00000001", b: "subnet-00000002" },
};
const adopted = configWith({
  "network.cidr": undefined,
  "network.existing": { vpcId, cidr: "10.20.0.0/16", subnets },
});

const dualStack = configWith({
  "network.cidr": undefined,
  "network.existing": { vpcId, cidr: "10.20.0.0/16", subnets, ipv6: true },
});

describe("the world before a rehearsal", () => {
  it("is empty, unless the stack file says that something is there", () => {
    expect(worldBefore(configWith({})).objects).toEqual([]);
  });

  it("holds the VPC that the file names, with its subnets in their zones, and they are another account's", () => {
    const world = worldBefore(adopted);
    const found = world.objects.map(({ id, state }) => [
      id,
      state["vpcId"] ?? state["cidrBlock"],
      state["availabilityZone"],
    ]);
    expect(found).toEqual([
      [vpcId, "10.20.0.0/16", undefined],
      ["subnet-00000001", vpcId, "eu-west-1a"],
      ["subnet-00000002", vpcId, "eu-west-1b"],
    ]);
    expect(world.objects.filter(({ state }) => "ipv6CidrBlock" in state)).toEqual([]);
    const scope = { region: "eu-west-1", accountId: adopted.aws.accountId, defaultTags: {} };
    expect(() => new Cloud(world).create("aws:ec2/routeTable:RouteTable", "t", { vpcId }, scope)).toThrow(
      "UnauthorizedOperation",
    );
  });

  it("has IPv6 in those subnets where the file says that their owner gave it", () => {
    const found = worldBefore(dualStack).ofType("aws:ec2/subnet:Subnet");
    expect(found.map(({ state }) => [state["ipv6CidrBlock"], state["assignIpv6AddressOnCreation"]])).toEqual([
      ["2001:db8:0:1::/64", true],
      ["2001:db8:0:1::/64", true],
    ]);
  });
});
