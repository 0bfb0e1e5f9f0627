import { Network } from "../../../components/network";
import type { NatMode } from "../../../domain/network/nat-gateway-zones";
import { planSubnets } from "../../../domain/network/subnet-plan";
import { bill } from "../../../domain/cost/bill";
import { SandboxMocks } from "../../support/mocks";
import { programOf, recordProgram } from "../../support/program";
import { readStackFile, STACKS, TODAY } from "../../support/stack-files";
import { key, record, type Recording } from "../../support/record";
import { problemsWith } from "../../unit/config/fixtures";
import { configWith } from "../../unit/domain/cost/fixture";
import { NETWORK_ARGS, recordNetwork } from "../../unit/network/fixture";

type Program = Recording<unknown>;
type Config = Record<string, Record<string, unknown>>;

const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

function inputsByKey({ resources }: Program): Record<string, unknown> {
  return Object.fromEntries(resources.map((resource) => [key(resource), resource.inputs]));
}

/** The same entries, the last one first. */
function reversed(entries: object): object {
  return Object.fromEntries(Object.entries(entries).reverse());
}

describe("lists", () => {
  it("do not determine names, and their order has no effect (terraform-aws-modules/terraform-aws-vpc#403)", async () => {
    const after = await recordProgram("prod", {
      edit: (config) => {
        const {
          "groundwork:network": network,
          "groundwork:storage": storage,
          "groundwork:cluster": cluster,
        } = config as Config;
        Object.assign(network ?? {}, { zones: ["c", "b", "a"] });
        for (const [part, maps] of [
          [storage, ["buckets", "registries"]],
          [cluster, ["nodeGroups", "access", "namespaces"]],
        ] as const) {
          for (const map of maps) Object.assign(part ?? {}, { [map]: reversed(part?.[map] ?? {}) });
        }
      },
    });
    const before = await programOf("prod");
    expect(inputsByKey(after)).toEqual(inputsByKey(before));
    expect(before.resources.map(({ name }) => name).filter((name) => /-\d+(-|$)/.test(name))).toEqual([]);
  });
});

describe("NAT gateways", () => {
  it.each<[NatMode, number, number]>([
    ["none", 0, 0],
    ["single", 1, 1],
    ["per-zone", 3, 3],
    ["regional", 1, 3],
  ])(
    "%s have the configured number, not one for each subnet, and the bill counts their addresses (terraform-aws-modules/terraform-aws-vpc#117)",
    async (nat, gateways, addresses) => {
      const zones = ["a", "b", "c"] as const;
      const network = await recordNetwork({ nat, zones });
      expect(network.ofType("aws:ec2/natGateway:NatGateway")).toHaveLength(gateways);
      expect(network.ofType("aws:ec2/eip:Eip")).toHaveLength(addresses);
      const { fixed } = bill(configWith({ "network.nat": nat, "network.zones": zones }), TODAY);
      const billed = fixed.filter(({ what }) => what === "public IPv4 address").map(({ quantity }) => quantity);
      expect(billed).toEqual(addresses === 0 ? [] : [addresses]);
    },
  );
});

describe("endpoints", () => {
  it("are attached to every route table, or are in every private subnet with a security group that allows callers (pulumi/pulumi-awsx#1373)", async () => {
    const program = await recordProgram("prod", {
      edit: (config) => {
        const interfaceEndpoints = { bundles: ["private-eks", "ssm"] };
        Object.assign((config as Config)["groundwork:network"] ?? {}, { interfaceEndpoints });
      },
    });
    const tables = program.ofType(ROUTE_TABLE).map(({ id }) => id);
    const homes = program.ofType(SUBNET).filter(({ name }) => name.startsWith("network-private-"));
    const entered = program.ofType("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation");
    const open = program
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ inputs }) => inputs);
    const endpoints = program.ofType(ENDPOINT);
    expect(endpoints).toHaveLength(11);
    for (const { id, inputs } of endpoints) {
      if (inputs["vpcEndpointType"] === "Gateway") {
        const own = entered.filter((association) => association.inputs["vpcEndpointId"] === id);
        expect(own.map((association) => association.inputs["routeTableId"])).toEqual(tables);
      } else {
        expect(inputs).toMatchObject({ subnetIds: homes.map((home) => home.id), privateDnsEnabled: true });
        const [group] = inputs["securityGroupIds"] as string[];
        expect(open).toContainEqual(
          expect.objectContaining({ securityGroupId: group, ipProtocol: "tcp", fromPort: 443, toPort: 443 }),
        );
      }
    }
  });

  it("of two networks in one program have different names", async () => {
    const { resources } = await record(() => ["one", "two"].map((name) => new Network(name, NETWORK_ARGS, {})));
    expect(resources.filter(({ type }) => type === ENDPOINT).map(({ name }) => name)).toEqual([
      "one-s3",
      "one-dynamodb",
      "two-s3",
      "two-dynamodb",
    ]);
  });
});

describe("zones", () => {
  it.each(STACKS)("of %s are those of its stack file, without a lookup (aws/aws-cdk#3497)", async (stack) => {
    const program = await programOf(stack);
    const { "groundwork:aws": aws, "groundwork:network": network } = readStackFile(stack).config as Config;
    const zones = program.ofType(SUBNET).map(({ inputs }) => inputs["availabilityZone"]);
    expect([...new Set(zones)]).toEqual(
      (network?.["zones"] as string[]).map((zone) => `${String(aws?.["region"])}${zone}`),
    );
    // These mocks do not implement lookups of zones.
    const lookup = { token: "aws:index/getAvailabilityZones:getAvailabilityZones", inputs: {} };
    expect(() => new SandboxMocks(false).call(lookup)).toThrow("no lookup may decide anything");
  });
});

describe("the network in a test", () => {
  it("shows every child with its inputs, and refuses an invalid network (pulumi/pulumi-awsx#531)", async () => {
    const children = (await programOf("dev")).resources.filter(
      ({ options }) => options.parent === "groundwork:network:Network::network",
    );
    expect(children.length).toBeGreaterThan(40);
    expect(children.filter(({ custom, inputs }) => !custom || Object.keys(inputs).length === 0)).toEqual([]);
    const nonsense = "10.0.0.0/30";
    expect(problemsWith({ "network.cidr": nonsense })).toEqual(["network.cidr: schema/invalid-value"]);
    expect(() => planSubnets({ ...NETWORK_ARGS, cidr: nonsense })).toThrow("cannot be planned");
  });
});
