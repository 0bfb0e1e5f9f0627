import { Network, type NetworkArgs } from "../../../components/network";
import type { Recording } from "../../support/record";
import { NETWORK_ARGS, names, recordNetwork } from "./fixture";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const ROUTE = "aws:ec2/route:Route";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const EIP = "aws:ec2/eip:Eip";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ENDPOINT_ROUTE = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";

/** The network of {@link NETWORK_ARGS}. Tests that change the arguments record another one. */
let network: Recording<Network>;
beforeAll(async () => {
  network = await recordNetwork();
});

describe("every resource of the network", () => {
  it("is a child of the component", () => {
    const { resources } = network;
    const children = resources.filter(({ custom }) => custom);
    expect(children.length).toBeGreaterThan(50);
    const strangers = children.filter(({ options }) => options.parent !== "groundwork:network:Network::network");
    expect(names(strangers)).toEqual([]);
  });

  it("has the same inputs in a preview as in an update", async () => {
    const preview = await recordNetwork({}, { preview: true });
    expect(names(preview.resources)).toEqual(names(network.resources));
  });

  it("has a `Name` tag with the name of the platform", () => {
    const { resources } = network;
    const tagged = resources.filter(({ state }) => state["tagsAll"] !== undefined && state["vpcId"] !== undefined);
    expect(tagged.length).toBeGreaterThan(20);
    for (const { inputs } of tagged) {
      expect(inputs["tags"]).toMatchObject({ Name: expect.stringMatching(/^groundwork-test/) as string });
    }
  });
});

describe("the VPC", () => {
  it("has DNS resolution and DNS host names", async () => {
    const network = await recordNetwork({ cidr: "10.9.0.0/16" });
    expect(network.one(VPC, "network-vpc").inputs).toEqual({
      cidrBlock: "10.9.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      enableNetworkAddressUsageMetrics: false,
      assignGeneratedIpv6CidrBlock: false,
      tags: { Name: "groundwork-test" },
    });
    await expect(network.valueOf(network.result.vpcCidr)).resolves.toBe("10.9.0.0/16");
  });

  it("allows no traffic in its default security group (aws/aws-cdk#19394)", () => {
    const group = network.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    expect(group.inputs).toMatchObject({ vpcId: network.one(VPC).id, ingress: [], egress: [] });
    expect(group.id).toBe(network.one(VPC).state["defaultSecurityGroupId"]);
  });

  it("has a main route table without routes, with tags", () => {
    const table = network.one("aws:ec2/defaultRouteTable:DefaultRouteTable");
    expect(table.inputs).toEqual({
      defaultRouteTableId: network.one(VPC).state["mainRouteTableId"],
      routes: [],
      tags: { Name: "groundwork-test-default" },
    });
    expect(table.state["vpcId"]).toBe(network.one(VPC).id);
  });

  it("keeps the default network ACL, with tags, and ignores its list of subnets", () => {
    const acl = network.one("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl");
    const passes = [
      { ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, cidrBlock: "0.0.0.0/0" },
      { ruleNo: 101, action: "allow", protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlock: "::/0" },
    ];
    expect(acl.inputs).toEqual({
      defaultNetworkAclId: network.one(VPC).state["defaultNetworkAclId"],
      ingress: passes,
      egress: passes,
      tags: { Name: "groundwork-test-default" },
    });
    expect(acl.options.ignoreChanges).toEqual(["subnetIds"]);
  });

  it("has metrics of address usage with `addressUsageMetrics`", async () => {
    const network = await recordNetwork({ addressUsageMetrics: true });
    expect(network.one(VPC).inputs["enableNetworkAddressUsageMetrics"]).toBe(true);
  });
});

describe("subnets", () => {
  it("are one for each tier and zone, with planned blocks and without public addresses", async () => {
    const network = await recordNetwork({ zones: ["b", "a"] });
    const subnets = network.ofType(SUBNET);
    const placed = subnets.map(({ name, inputs }) => [
      name,
      `${String(inputs["cidrBlock"])} ${String(inputs["availabilityZone"])}`,
    ]);
    expect(Object.fromEntries(placed)).toEqual({
      "network-public-a": "10.0.16.0/22 eu-west-1a",
      "network-public-b": "10.0.48.0/22 eu-west-1b",
      "network-private-a": "10.0.0.0/20 eu-west-1a",
      "network-private-b": "10.0.32.0/20 eu-west-1b",
      "network-isolated-a": "10.0.20.0/22 eu-west-1a",
      "network-isolated-b": "10.0.52.0/22 eu-west-1b",
      "network-control-plane-a": "10.0.28.0/28 eu-west-1a",
      "network-control-plane-b": "10.0.60.0/28 eu-west-1b",
    });
    for (const { inputs } of subnets) expect(inputs["mapPublicIpOnLaunch"]).toBe(false);
  });

  it("are in the zone of the zone ID if it is set", async () => {
    const network = await recordNetwork({ zoneIds: { b: "euw1-az3" } });
    const [a, b] = [network.one(SUBNET, "network-private-a"), network.one(SUBNET, "network-private-b")];
    expect(a.inputs).toMatchObject({ availabilityZone: "eu-west-1a" });
    expect(b.inputs).toMatchObject({ availabilityZoneId: "euw1-az3" });
    expect(b.inputs).not.toHaveProperty("availabilityZone");
  });

  it.each([
    ["public", { "kubernetes.io/role/elb": "1" }],
    ["private", { "kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": "some-cluster" }],
    ["isolated", {}],
    ["control-plane", {}],
  ])("of the tier %s have its name and the tags of the controllers that use them", async (tier, discovery) => {
    const network = await recordNetwork({ clusterName: "some-cluster" });
    expect(network.one(SUBNET, `network-${tier}-a`).inputs["tags"]).toEqual({
      Name: `groundwork-test-${tier}-a`,
      Tier: tier,
      ...discovery,
    });
  });

  it("are outputs by tier, in the order of the zone letters", async () => {
    const network = await recordNetwork({ zones: ["c", "a"], tiers: ["private", "control-plane"], nat: "none" });
    const { subnetIds } = network.result;
    const ids = async (tier: keyof typeof subnetIds): Promise<string[]> =>
      Promise.all(subnetIds[tier].map((id) => network.valueOf(id)));
    expect(await ids("private")).toEqual(["a", "c"].map((zone) => network.one(SUBNET, `network-private-${zone}`).id));
    expect(await ids("control-plane")).toHaveLength(2);
    expect([...(await ids("public")), ...(await ids("isolated"))]).toEqual([]);
    const cidrs = await Promise.all(network.result.subnetCidrs.private.map((cidr) => network.valueOf(cidr)));
    expect(cidrs).toEqual(["a", "c"].map((zone) => network.one(SUBNET, `network-private-${zone}`).inputs["cidrBlock"]));
  });
});

describe("route tables", () => {
  it("are one for each private zone and one for each other tier, without inline routes", () => {
    const keys = ["public", "private-a", "private-b", "private-c", "isolated", "control-plane"];
    expect(names(network.ofType(ROUTE_TABLE))).toEqual(keys.map((key) => `network-${key}`).sort());
    for (const { inputs } of network.ofType(ROUTE_TABLE)) expect(inputs).not.toHaveProperty("routes");
    expect(Object.keys(network.result.routeTableIds).sort()).toEqual(keys.sort());
  });

  it("are associated with every subnet of their tier or zone", () => {
    const nameOf = (type: string, id: unknown): string =>
      network.ofType(type).find((resource) => resource.id === id)?.name ?? "nothing";
    const served = network
      .ofType(ASSOCIATION)
      .map(({ inputs }) => [nameOf(SUBNET, inputs["subnetId"]), nameOf(ROUTE_TABLE, inputs["routeTableId"])]);
    expect(served).toHaveLength(network.ofType(SUBNET).length);
    for (const [subnet, table] of served) {
      expect(table).toBe(subnet?.startsWith("network-private-") === true ? subnet : subnet?.replace(/-[a-h]$/, ""));
    }
  });

  it("of the isolated and control-plane tiers have no default route", () => {
    const closed = ["network-isolated", "network-control-plane"].map((name) => network.one(ROUTE_TABLE, name).id);
    expect(network.ofType(ROUTE).filter(({ inputs }) => closed.includes(String(inputs["routeTableId"])))).toEqual([]);
  });

  it("of the public tier have a default route to the internet gateway", () => {
    expect(network.one(ROUTE, "network-public-internet").inputs).toEqual({
      routeTableId: network.one(ROUTE_TABLE, "network-public").id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: network.one(INTERNET_GATEWAY).id,
    });
  });
});

describe("a network without a public tier", () => {
  const tiers = ["private", "control-plane"] as const;

  it("has no internet gateway", async () => {
    const network = await recordNetwork({ tiers, nat: "none" });
    expect([...network.ofType(INTERNET_GATEWAY), ...network.ofType(ROUTE), ...network.ofType(EIP)]).toEqual([]);
  });

  it.each(["single", "per-zone"] as const)("refuses nat %s", (nat) => {
    const refused = (change: Partial<NetworkArgs>): Network => new Network("n", { ...NETWORK_ARGS, ...change }, {});
    expect(() => refused({ tiers, nat })).toThrow(
      `nat ${nat} needs a public subnet for the NAT gateway: add public to tiers, or set nat to regional or none.`,
    );
  });
});

it("refuses overlapping subnets before it creates resources", () => {
  const overlap = { public: { a: "10.0.0.0/20", b: "10.0.32.0/20", c: "10.0.64.0/20" } };
  expect(() => new Network("n", { ...NETWORK_ARGS, subnets: overlap }, {})).toThrow("public-a 10.0.0.0/20 overlaps");
});

describe("gateway endpoints", () => {
  it("exist for S3 and DynamoDB in the Region", () => {
    const services = network.ofType(ENDPOINT).map(({ inputs }) => [inputs["vpcEndpointType"], inputs["serviceName"]]);
    expect(services).toEqual([
      ["Gateway", "com.amazonaws.eu-west-1.s3"],
      ["Gateway", "com.amazonaws.eu-west-1.dynamodb"],
    ]);
  });

  it("have a route in every route table", () => {
    const reached = network
      .ofType(ENDPOINT_ROUTE)
      .map(({ inputs }) => `${String(inputs["vpcEndpointId"])} ${String(inputs["routeTableId"])}`);
    const wanted = network
      .ofType(ENDPOINT)
      .flatMap((endpoint) => network.ofType(ROUTE_TABLE).map((table) => `${endpoint.id} ${table.id}`));
    expect(reached.sort()).toEqual(wanted.sort());
  });
});

describe("privateEgress", () => {
  const dependencies = (network: Recording<Network>): string[] =>
    network.result.privateEgress.map((resource) => {
      const { __pulumiType: type, __name: name } = resource as unknown as { __pulumiType: string; __name: string };
      return `${type.split(":").pop() ?? ""} ${name}`;
    });

  it("contains all resources between private workloads and the internet", async () => {
    const network = await recordNetwork({ zones: ["a", "b"] });
    expect(dependencies(network)).toEqual([
      "NatGateway network-nat-a",
      "NatGateway network-nat-b",
      "Route network-private-a-internet",
      "Route network-private-b-internet",
      "RouteTableAssociation network-private-a",
      "RouteTableAssociation network-private-b",
      "VpcEndpointRouteTableAssociation network-s3-private-a",
      "VpcEndpointRouteTableAssociation network-s3-private-b",
      "VpcEndpointRouteTableAssociation network-dynamodb-private-a",
      "VpcEndpointRouteTableAssociation network-dynamodb-private-b",
    ]);
  });

  it("contains only gateway endpoints and associations without NAT", async () => {
    const network = await recordNetwork({ zones: ["a"], nat: "none" });
    expect(dependencies(network)).toEqual([
      "RouteTableAssociation network-private-a",
      "VpcEndpointRouteTableAssociation network-s3-private-a",
      "VpcEndpointRouteTableAssociation network-dynamodb-private-a",
    ]);
  });
});
