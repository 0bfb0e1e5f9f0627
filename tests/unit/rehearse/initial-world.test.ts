import { Cloud } from "../../../sandbox/cloud";
import { initialWorld } from "../../../tools/rehearse/initial-world";
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

describe("the simulated cloud before a rehearsal", () => {
  it("is empty if the stack file names nothing that exists", () => {
    expect(initialWorld(configWith({})).objects).toEqual([]);
  });

  it("contains the log groups that the stack reads and does not create", () => {
    const { objects } = initialWorld(
      configWith({
        "monitoring.alarms": { emails: ["ops@example.com"] },
        "monitoring.logs.metricFilters": { orders: { logGroupName: "/apps/orders", pattern: "ERROR" } },
        "monitoring.logs.subscriptions": {
          central: {
            logGroupNames: ["/apps/web", `/aws/eks/${configWith({}).platformName}/cluster`],
            destinationArn: "arn:aws:logs:eu-west-1:444455556666:destination:central",
          },
        },
      }),
    );
    expect(objects.map(({ type, id }) => [type, id])).toEqual(
      ["/apps/orders", "/apps/web"].map((name) => ["aws:cloudwatch/logGroup:LogGroup", name]),
    );
  });

  it("contains the VPC of network.existing and its subnets in their zones, owned by another account", () => {
    const world = initialWorld(adopted);
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

  it("assigns IPv6 blocks to those subnets when network.existing.ipv6 is set", () => {
    const found = initialWorld(dualStack).ofType("aws:ec2/subnet:Subnet");
    expect(found.map(({ state }) => [state["ipv6CidrBlock"], state["assignIpv6AddressOnCreation"]])).toEqual([
      ["2001:db8:0:1::/64", true],
      ["2001:db8:0:1::/64", true],
    ]);
  });
});
