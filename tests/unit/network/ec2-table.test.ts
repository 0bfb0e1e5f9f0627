import type { Props } from "../../../sandbox/props";
import type { WorldObject } from "../../../sandbox/world";
import { Account, SCOPE } from "./ec2-account";

const VPC = "aws:ec2/vpc:Vpc";
const CIDR_ASSOCIATION = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ROUTE = "aws:ec2/route:Route";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

let account: Account;
beforeEach(() => {
  account = new Account();
});

/** Creates a flow log of the VPC, with the same inputs except for the change. */
function flowLog(change: Props = {}): Props {
  const arns = { logDestination: "arn:aws:logs:::log-group:g", iamRoleArn: "arn:aws:iam::1:role/r" };
  return { vpcId: account.vpc.id, trafficType: "ALL", ...arns, ...change };
}

describe("IDs and ARNs", () => {
  it.each([
    ["vpc", /^vpc-0[0-9a-f]{16}$/, "vpc"],
    ["subnet", /^subnet-0[0-9a-f]{16}$/, "subnet"],
    ["gateway", /^igw-0[0-9a-f]{16}$/, "internet-gateway"],
    ["table", /^rtb-0[0-9a-f]{16}$/, "route-table"],
    ["address", /^eipalloc-0[0-9a-f]{16}$/, "elastic-ip"],
    ["group", /^sg-0[0-9a-f]{16}$/, "security-group"],
  ] as const)("of %s look like those of EC2", (name, id, kind) => {
    expect(account[name].id).toMatch(id);
    expect(account[name].state["arn"]).toBe(`arn:aws:ec2:eu-west-1:111122223333:${kind}/${account[name].id}`);
  });
});

describe("a VPC", () => {
  it("has a main route table and a default security group, whose ID is an output", () => {
    const { mainRouteTableId, defaultRouteTableId, defaultSecurityGroupId } = account.vpc.state;
    expect(mainRouteTableId).toBe(defaultRouteTableId);
    expect(account.create(DEFAULT_GROUP, "default", { vpcId: account.vpc.id }).id).toBe(defaultSecurityGroupId);
  });

  it.each([
    ["aws:ec2/defaultRouteTable:DefaultRouteTable", "defaultRouteTableId"],
    ["aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "defaultNetworkAclId"],
  ])("outputs its %s by ID", (type, key) => {
    const id = account.vpc.state[key];
    expect(account.create(type, "default", { [key]: id })).toMatchObject({ id, state: { vpcId: account.vpc.id } });
    expect(account.creating(type, { [key]: "acl-0" })).toThrow(`no VPC has the ${key} 'acl-0'`);
  });

  it.each(["10.0.0.0/15", "10.0.0.0/29", "10.0.0.1/24", "ten"])("refuses the block %s", (cidrBlock) => {
    expect(account.creating(VPC, { cidrBlock })).toThrow(`InvalidVpc.Range: The CIDR '${cidrBlock}' is invalid.`);
  });

  it("gets an unused block from an IPAM pool, and releases it when it is deleted", () => {
    const pool = { ipv4IpamPoolId: "ipam-pool-0", ipv4NetmaskLength: 20 };
    const [first, second] = ["one", "two"].map((name) => account.create(VPC, name, pool));
    expect([first, second].map((vpc) => vpc?.state["cidrBlock"])).toEqual(["10.128.0.0/20", "10.128.16.0/20"]);
    if (first !== undefined) account.cloud.delete(VPC, first.id);
    const wider = account.create(VPC, "three", { ...pool, ipv4NetmaskLength: 21 });
    expect(wider.state["cidrBlock"]).toBe("10.128.0.0/21");
    expect(
      account.cloud.update(VPC, wider.id, { ...pool, ipv4NetmaskLength: 21, tags: {} }, SCOPE).state,
    ).toMatchObject({
      cidrBlock: "10.128.0.0/21",
    });
  });

  it.each<[string, Props, string]>([
    ["no block", {}, "MissingParameter: Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."],
    [
      "a block and a length",
      { cidrBlock: "10.2.0.0/16", ipv4NetmaskLength: 20 },
      "InvalidParameterCombination: cidrBlock conflicts with ipv4NetmaskLength",
    ],
    [
      "a length that AWS does not offer",
      { ipv4IpamPoolId: "ipam-pool-0", ipv4NetmaskLength: 29 },
      "InvalidParameterValue: The netmask length '29' is invalid.",
    ],
  ])("refuses %s", (_, inputs, message) => {
    expect(account.creating(VPC, inputs)).toThrow(message);
  });

  it("cannot be deleted while it contains resources, and names them", () => {
    expect(account.deleting(account.vpc)).toThrow(
      `DependencyViolation: The vpc '${account.vpc.id}' has dependencies and cannot be deleted: ` +
        [account.subnet, account.table, account.gateway, account.group].map(({ id }) => id).join(", "),
    );
    expect(account.deleting(account.other)).not.toThrow();
  });
});

describe("a subnet", () => {
  it.each([
    ["outside its VPC", "10.1.0.0/24", "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid."],
    ["larger than its VPC", "10.0.0.0/15", "InvalidSubnet.Range: The CIDR '10.0.0.0/15' is invalid."],
    ["too small", "10.0.1.0/29", "InvalidSubnet.Range: The CIDR '10.0.1.0/29' is invalid."],
    ["over another", "10.0.0.128/25", "InvalidSubnet.Conflict: The CIDR '10.0.0.128/25' conflicts with another subnet"],
    ["around another", "10.0.0.0/20", "InvalidSubnet.Conflict: The CIDR '10.0.0.0/20' conflicts with another subnet"],
  ])("is refused: %s", (_, cidrBlock, reason) => {
    expect(account.creating(SUBNET, { vpcId: account.vpc.id, cidrBlock })).toThrow(reason);
  });

  it("has an unused IPv6 block within the block that AWS assigns to its VPC", () => {
    const subnet = { vpcId: account.vpc.id, cidrBlock: "10.0.9.0/24" };
    const beside = account.creating(SUBNET, { ...subnet, ipv6CidrBlock: "2001:db8:0:a000::/64" });
    expect(beside).toThrow("InvalidSubnet.Range: The IPv6 CIDR '2001:db8:0:a000::/64' is invalid.");
    const inputs = { ...account.vpc.inputs, assignGeneratedIpv6CidrBlock: true };
    const { state } = account.cloud.update(VPC, account.vpc.id, inputs, SCOPE);
    const block = String(state["ipv6CidrBlock"]);
    expect(block).toMatch(/^2001:db8:0:a[0-9a-f]00::\/56$/);
    expect(account.creating(SUBNET, { ...subnet, ipv6CidrBlock: block })).toThrow("InvalidSubnet.Range");
    const ipv6CidrBlock = block.replace("/56", "/64");
    account.create(SUBNET, "dual", { ...subnet, ipv6CidrBlock });
    const twin = { vpcId: account.vpc.id, cidrBlock: "10.0.8.0/24", ipv6CidrBlock };
    expect(account.creating(SUBNET, twin)).toThrow("InvalidSubnet.Conflict: The IPv6 CIDR");
  });

  it("can be in a second block of its VPC", () => {
    const subnet = { vpcId: account.vpc.id, cidrBlock: "100.64.0.0/24" };
    expect(account.creating(SUBNET, subnet)).toThrow("InvalidSubnet.Range");
    const block = { vpcId: account.vpc.id, cidrBlock: "100.64.0.0/16" };
    const association = account.create(CIDR_ASSOCIATION, "second", block);
    expect(account.creating(CIDR_ASSOCIATION, block)).toThrow("InvalidVpc.Conflict: The CIDR '100.64.0.0/16'");
    const { id } = account.create(SUBNET, "pods", subnet);
    expect(account.deleting(association)).toThrow(`the vpc has subnets in 100.64.0.0/16: ${id}`);
  });

  it("needs an existing VPC", () => {
    expect(account.creating(SUBNET, { vpcId: "vpc-0", cidrBlock: "10.0.9.0/24" })).toThrow(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist",
    );
  });

  it("has the name and the ID of its zone", () => {
    const inputs = { vpcId: account.vpc.id, cidrBlock: "10.0.9.0/24" };
    const byName = account.create(SUBNET, "n", { ...inputs, availabilityZone: "eu-west-1c" });
    expect(byName.state["availabilityZoneId"]).toBe("euw1-az3");
    const byId = account.create(SUBNET, "i", { ...inputs, cidrBlock: "10.0.8.0/24", availabilityZoneId: "euw1-az2" });
    expect(byId.state["availabilityZone"]).toBe("eu-west-1b");
    const both = { ...inputs, availabilityZone: "eu-west-1c", availabilityZoneId: "euw1-az3" };
    expect(account.creating(SUBNET, both)).toThrow("availabilityZone conflicts with availabilityZoneId");
    // Another change in addition to the one from the name to the ID.
    const named = { ...inputs, availabilityZoneId: "euw1-az3", tags: { Name: "n" } };
    expect(account.cloud.update(SUBNET, byName.id, named, SCOPE).state).toMatchObject({
      availabilityZone: "eu-west-1c",
      availabilityZoneId: "euw1-az3",
    });
  });

  it.each([
    ["us-east-1", "use1-az6"],
    ["ap-southeast-2", "apse2-az1"],
    ["us-gov-west-1", "usgw1-az1"],
    ["ca-central-1", "cac1-az2"],
  ])("of %s accepts the zone ID %s", (region, availabilityZoneId) => {
    const scope = { ...SCOPE, region };
    const vpc = account.cloud.create(VPC, "v", { cidrBlock: "10.5.0.0/16" }, scope);
    const inputs = { vpcId: vpc.id, cidrBlock: "10.5.0.0/24", availabilityZoneId };
    expect(account.cloud.create(SUBNET, "s", inputs, scope).state["availabilityZoneId"]).toBe(availabilityZoneId);
  });

  it.each([{ availabilityZone: "us-east-1a" }, { availabilityZoneId: "use1-az1" }])(
    "refuses a zone elsewhere: %o",
    (zone) => {
      expect(account.creating(SUBNET, { vpcId: account.vpc.id, cidrBlock: "10.0.9.0/24", ...zone })).toThrow(
        "for parameter availabilityZone is invalid in eu-west-1",
      );
    },
  );

  it("can be updated in place without conflicting with itself", () => {
    const { id, inputs } = account.subnet;
    expect(() => account.cloud.update(SUBNET, id, { ...inputs, mapPublicIpOnLaunch: true }, SCOPE)).not.toThrow();
  });

  it("cannot be deleted while a NAT gateway, cluster or node group uses it", () => {
    expect(account.deleting(account.subnet)).toThrow(`cannot be deleted: ${account.nat.id}`);
    account.deleting(account.nat)();
    const cluster = { type: "aws:eks/cluster:Cluster", id: "c", name: "c", ...SCOPE, inputs: {} };
    account.cloud.world.put({ ...cluster, state: { vpcConfig: { subnetIds: [account.subnet.id] } } });
    expect(account.deleting(account.subnet)).toThrow("cannot be deleted: c");
  });
});

describe("routes", () => {
  it.each([
    [
      "a second one to a destination",
      { gatewayId: "gateway" },
      "RouteAlreadyExists: The route identified by 0.0.0.0/0",
    ],
    ["a target that does not exist", { natGatewayId: "nat-0" }, "InvalidNatGatewayID.NotFound"],
    ["no target", {}, "a route needs exactly one target"],
    ["two targets", { gatewayId: "gateway", natGatewayId: "nat-0" }, "a route needs exactly one target"],
  ])("refuse %s", (_, targets: Props, reason) => {
    const gatewayId = targets["gatewayId"] === undefined ? {} : { gatewayId: account.gateway.id };
    const inputs = { routeTableId: account.table.id, destinationCidrBlock: "0.0.0.0/0", ...targets, ...gatewayId };
    expect(account.creating(ROUTE, inputs)).toThrow(reason);
  });

  it("connect only resources of one VPC", () => {
    const table = account.create(ROUTE_TABLE, "elsewhere", { vpcId: account.other.id });
    const reason = "belong to different networks";
    const destination = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" };
    expect(account.creating(ROUTE, { ...destination, gatewayId: account.gateway.id })).toThrow(reason);
    expect(account.creating(ROUTE, { ...destination, natGatewayId: account.nat.id })).toThrow(reason);
    expect(account.creating(ASSOCIATION, { routeTableId: table.id, subnetId: account.subnet.id })).toThrow(reason);
  });

  it("change their target in place, and are replaced for another destination", () => {
    const before = account.route.inputs;
    const { replaces } = account.cloud.diff(ROUTE, before, { ...before, gatewayId: "igw-1" });
    expect(replaces).toEqual([]);
    const elsewhere = account.cloud.diff(ROUTE, before, { ...before, destinationCidrBlock: "10.9.0.0/16" });
    expect(elsewhere.replaces).toEqual(["destinationCidrBlock"]);
  });

  it("need a table with one association per subnet, which cannot be deleted while it is associated", () => {
    const second = account.create(ROUTE_TABLE, "second", { vpcId: account.vpc.id });
    expect(account.creating(ASSOCIATION, { subnetId: account.subnet.id, routeTableId: second.id })).toThrow(
      "Resource.AlreadyAssociated",
    );
    expect(account.deleting(account.table)).toThrow(`cannot be deleted: ${account.association.id}`);
    expect(account.deleting(second)).not.toThrow();
  });
});

describe("security groups", () => {
  it("have a unique name within a VPC", () => {
    expect(account.creating(SECURITY_GROUP, { name: "nodes", vpcId: account.vpc.id })).toThrow(
      "InvalidGroup.Duplicate",
    );
    expect(account.creating(SECURITY_GROUP, { name: "nodes", vpcId: account.other.id })).not.toThrow();
    expect(account.creating(SECURITY_GROUP, { name: "sg-1", vpcId: account.vpc.id })).toThrow("is reserved");
  });

  it("cannot be deleted while a rule of another group refers to them", () => {
    const other = account.create(SECURITY_GROUP, "o", { name: "o", vpcId: account.vpc.id });
    const peer = { referencedSecurityGroupId: account.group.id };
    const rule = account.create(INGRESS, "rule", { securityGroupId: other.id, ipProtocol: "tcp", ...peer });
    expect(account.deleting(account.group)).toThrow(`cannot be deleted: ${rule.id}`);
  });

  it("have rules that refer to groups that exist, among them those that EKS and EC2 create", () => {
    const rule = { securityGroupId: account.group.id, ipProtocol: "-1" };
    const id = "sg-0123456789abcdef0";
    expect(account.creating(INGRESS, { ...rule, referencedSecurityGroupId: id })).toThrow("InvalidGroup.NotFound");
    account.cloud.world.put({
      ...account.group,
      type: "aws:eks/cluster:Cluster",
      id: "cluster",
      state: { vpcConfig: { clusterSecurityGroupId: id } },
    });
    const ofVpc = account.vpc.state["defaultSecurityGroupId"];
    for (const referencedSecurityGroupId of [id, ofVpc]) {
      expect(account.creating(INGRESS, { ...rule, referencedSecurityGroupId })).not.toThrow();
    }
  });

  it("have rules with one source or destination, without duplicates", () => {
    const rule = { securityGroupId: account.group.id, ipProtocol: "-1" };
    expect(account.creating(INGRESS, rule)).toThrow("a rule needs exactly one of cidrIpv4");
    expect(account.creating(INGRESS, { ...rule, cidrIpv4: "10.0.0.0/8", prefixListId: "pl-1" })).toThrow("exactly one");
    account.create(INGRESS, "first", { ...rule, cidrIpv4: "10.0.0.0/8" });
    expect(account.creating(INGRESS, { ...rule, cidrIpv4: "10.0.0.0/8" })).toThrow("InvalidPermission.Duplicate");
    expect(account.creating(INGRESS, { ...rule, cidrIpv4: "10.0.0.0/16" })).not.toThrow();
  });
});

describe("flow logs", () => {
  it("refuse a duplicate, an invalid interval, and a log group without a role", () => {
    account.create(FLOW_LOG, "first", flowLog());
    expect(account.creating(FLOW_LOG, flowLog({ maxAggregationInterval: 60 }))).toThrow("FlowLogAlreadyExists");
    expect(account.creating(FLOW_LOG, flowLog({ trafficType: "REJECT", maxAggregationInterval: 300 }))).toThrow(
      "maxAggregationInterval must be 60 or 600",
    );
    expect(account.creating(FLOW_LOG, flowLog({ trafficType: "REJECT", iamRoleArn: undefined }))).toThrow(
      "DeliverLogsPermissionArn can't be empty",
    );
  });

  it("are replaced by every change", () => {
    const { replaces } = account.cloud.diff(FLOW_LOG, flowLog(), flowLog({ trafficType: "REJECT" }));
    expect(replaces).toEqual(["trafficType"]);
  });
});

describe("a launch template", () => {
  const update = (template: WorldObject, inputs: Props): Props =>
    account.cloud.update(TEMPLATE, template.id, inputs, SCOPE).state;

  it("gets a new version for every change except of tags", () => {
    const template = account.create(TEMPLATE, "t", { name: "nodes", imageId: "ami-1" });
    expect(template.state).toMatchObject({ latestVersion: 1, defaultVersion: 1 });
    expect(update(template, { name: "nodes", imageId: "ami-2" })).toMatchObject({
      latestVersion: 2,
      defaultVersion: 1,
    });
    expect(update(template, { name: "nodes", imageId: "ami-2", tags: { a: "b" } })).toMatchObject({ latestVersion: 2 });
  });

  it("changes its default version only with `updateDefaultVersion`", () => {
    const template = account.create(TEMPLATE, "t", { name: "nodes", imageId: "ami-1" });
    const inputs = { name: "nodes", imageId: "ami-2", updateDefaultVersion: true };
    expect(update(template, inputs)).toMatchObject({ latestVersion: 2, defaultVersion: 2 });
  });
});
