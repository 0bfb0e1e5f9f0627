import type { Props } from "../../../sandbox/props";
import { Account } from "./ec2-account";

const SUBNET = "aws:ec2/subnet:Subnet";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const ENDPOINT_ROUTE = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";

let account: Account;
beforeEach(() => {
  account = new Account();
});

describe("gateways", () => {
  it("to the internet exist once in a VPC, and cannot be deleted while public addresses are mapped", () => {
    expect(account.creating(INTERNET_GATEWAY, { vpcId: account.vpc.id })).toThrow(
      "already has an internet gateway attached",
    );
    expect(account.deleting(account.gateway)).toThrow(`has some mapped public address(es)`);
    account.deleting(account.nat)();
    expect(account.deleting(account.gateway)).not.toThrow();
  });

  it("for NAT need an internet gateway, unless they are private", () => {
    const subnet = account.create(SUBNET, "dark", { vpcId: account.other.id, cidrBlock: "10.1.0.0/24" });
    expect(account.creating(NAT_GATEWAY, { subnetId: subnet.id })).toThrow("has no Internet gateway attached");
    expect(account.creating(NAT_GATEWAY, { subnetId: subnet.id, connectivityType: "private" })).not.toThrow();
  });

  it("for NAT output their address, which no other gateway can use and which cannot be released", () => {
    expect(account.nat.state["publicIp"]).toBe(account.address.state["publicIp"]);
    expect(account.creating(NAT_GATEWAY, { subnetId: account.subnet.id, allocationId: account.address.id })).toThrow(
      "is already associated",
    );
    expect(account.deleting(account.address)).toThrow(`is in use by ${account.nat.id}`);
  });

  describe("for regional NAT", () => {
    const regional = (change: Props = {}): Props => ({
      vpcId: account.vpc.id,
      availabilityMode: "regional",
      availabilityZoneAddresses: [{ availabilityZone: "eu-west-1a", allocationIds: ["eipalloc-0"] }],
      ...change,
    });

    it("have an address for each zone, which can be an existing one", () => {
      const nat = account.create(NAT_GATEWAY, "regional", regional());
      expect(nat.state["regionalNatGatewayAddresses"]).toEqual([
        {
          allocationId: "eipalloc-0",
          availabilityZone: "eu-west-1a",
          publicIp: expect.stringMatching(/^198\.18\./) as string,
          status: "succeeded",
        },
      ]);
      expect(account.creating(NAT_GATEWAY, regional())).toThrow(
        "Elastic IP address [eipalloc-0] is already associated",
      );
    });

    it("cannot use an address of a zonal gateway, and theirs cannot be released", () => {
      const places = [{ availabilityZone: "eu-west-1a", allocationIds: [account.address.id] }];
      const inputs = regional({ availabilityZoneAddresses: places });
      expect(account.creating(NAT_GATEWAY, inputs)).toThrow("is already associated");
      account.deleting(account.nat)();
      const nat = account.create(NAT_GATEWAY, "regional", inputs);
      expect(account.deleting(account.address)).toThrow(`is in use by ${nat.id}`);
    });

    it.each([
      [{ subnetId: "subnet" }, "a regional NAT gateway does not accept subnetId"],
      [{ allocationId: "eipalloc-1" }, "a regional NAT gateway does not accept allocationId"],
      [{ vpcId: undefined }, "a regional NAT gateway needs vpcId"],
      [{ availabilityMode: "zonal" }, "a zonal NAT gateway does not accept availabilityZoneAddresses"],
      [{ availabilityMode: "zonal" }, "a zonal NAT gateway needs subnetId"],
    ])("are refused with arguments of a zonal gateway: %j", (change: Props, reason) => {
      const subnet = change["subnetId"] === undefined ? {} : { subnetId: account.subnet.id };
      expect(account.creating(NAT_GATEWAY, regional({ ...change, ...subnet }))).toThrow(reason);
    });

    it("need an internet gateway", () => {
      expect(account.creating(NAT_GATEWAY, regional({ vpcId: account.other.id }))).toThrow(
        "has no Internet gateway attached",
      );
    });

    it("add and remove zones in place, and are replaced when AWS chooses the zones", () => {
      const [one = {}] = regional()["availabilityZoneAddresses"] as Props[];
      const other = { availabilityZone: "eu-west-1b", allocationIds: ["eipalloc-9"] };
      const replaces = (availabilityZoneAddresses: Props[]): readonly string[] =>
        account.cloud.diff(NAT_GATEWAY, regional(), regional({ availabilityZoneAddresses })).replaces;
      expect(replaces([one, other])).toEqual([]);
      expect(replaces([other])).toEqual([]);
      expect(replaces([])).toEqual(["availabilityZoneAddresses[0]"]);
    });
  });

  it("have different addresses, in a range that is reserved for benchmarks", () => {
    const addresses = ["x", "y", "z"].map((name) => String(account.create(EIP, name, {}).state["publicIp"]));
    expect(new Set(addresses).size).toBe(3);
    for (const address of addresses) expect(address).toMatch(/^198\.18\.\d{1,3}\.\d{1,3}$/);
  });
});

describe("gateway endpoints", () => {
  it.each([
    ["another region", { serviceName: "com.amazonaws.us-east-1.s3" }],
    ["a service without gateway", { serviceName: "com.amazonaws.eu-west-1.ec2" }],
  ])("refuse %s", (_, inputs) => {
    expect(account.creating(ENDPOINT, { vpcId: account.vpc.id, ...inputs })).toThrow("InvalidServiceName");
  });

  it.each([
    ["eks", "ap-southeast-5"],
    ["ec2messages", "ap-southeast-5"],
    ["route53", "eu-west-1"],
  ])("of type Interface refuse %s in %s, where AWS does not offer it", (service, region) => {
    const inputs = { serviceName: `com.amazonaws.${region}.${service}`, vpcEndpointType: "Interface", region };
    expect(account.creating(ENDPOINT, { vpcId: account.vpc.id, ...inputs })).toThrow("InvalidServiceName");
  });

  it("of type Interface accept any other service of the Region", () => {
    const service = { serviceName: "com.amazonaws.eu-west-1.ec2", vpcEndpointType: "Interface" };
    expect(account.creating(ENDPOINT, { vpcId: account.vpc.id, ...service })).not.toThrow();
  });

  it("of type Interface need existing subnets and an unused private DNS name", () => {
    const endpoint = (change: Props = {}): Props => ({
      vpcId: account.vpc.id,
      serviceName: "com.amazonaws.eu-west-1.kms",
      vpcEndpointType: "Interface",
      subnetIds: [account.subnet.id],
      securityGroupIds: [account.group.id],
      privateDnsEnabled: true,
      ...change,
    });
    const { id, state } = account.create(ENDPOINT, "kms", endpoint());
    expect(state["networkInterfaceIds"]).toEqual([expect.stringMatching(/^eni-0[0-9a-f]{16}$/)]);
    expect(account.deleting(account.group)).toThrow(`cannot be deleted: ${id}`);
    expect(account.creating(ENDPOINT, endpoint())).toThrow("already a conflicting DNS domain");
    expect(account.creating(ENDPOINT, endpoint({ subnetIds: ["subnet-0"] }))).toThrow("'subnet-0' does not exist");
    expect(account.creating(ENDPOINT, endpoint({ vpcEndpointType: "Gateway" }))).toThrow("subnetIds does not fit");
  });

  it("have one route for each service in a route table", () => {
    const endpointFor = (service: string): string =>
      account.create(ENDPOINT, service, { vpcId: account.vpc.id, serviceName: `com.amazonaws.eu-west-1.${service}` })
        .id;
    const entry = { routeTableId: account.table.id, vpcEndpointId: endpointFor("s3") };
    account.create(ENDPOINT_ROUTE, "first", entry);
    expect(account.creating(ENDPOINT_ROUTE, entry)).toThrow("RouteAlreadyExists");
    expect(account.creating(ENDPOINT_ROUTE, { ...entry, vpcEndpointId: endpointFor("dynamodb") })).not.toThrow();
  });
});
