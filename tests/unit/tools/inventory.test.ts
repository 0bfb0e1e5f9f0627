import { parse } from "csv-parse/sync";

import { total } from "../../../domain/cost/bill";
import { billOf } from "../../../tools/bill/bill-of";
import { hostsOf } from "../../../tools/inventory/hosts";
import { inventory, matches, type Row } from "../../../tools/inventory/inventory";
import { inventoryListing } from "../../../tools/inventory/listings";
import { renderListing } from "../../../tools/inventory/render";
import { parseState, type StateResource } from "../../../tools/state/exported-state";
import { verdictOn } from "../config/fixtures";
import { TODAY } from "../../support/stack-files";

const STACK = "urn:pulumi:dev::groundwork::pulumi:pulumi:Stack::groundwork-dev";

function urn(type: string, name: string): string {
  return `urn:pulumi:dev::groundwork::${type}::${name}`;
}

function resource(type: string, name: string, rest: Partial<StateResource> = {}): StateResource {
  return { urn: urn(type, name), type, id: `${name}-id`, parent: STACK, ...rest };
}

const NETWORK = urn("groundwork:network:Network", "network");
const SUBNET = "aws:ec2/subnet:Subnet";

/** The resources of a small stack whose price the bill knows, and some others. */
const RESOURCES: readonly StateResource[] = [
  { urn: STACK, type: "pulumi:pulumi:Stack" },
  { urn: NETWORK, type: "groundwork:network:Network", parent: STACK },
  resource(SUBNET, "network-private-a", {
    parent: NETWORK,
    protect: true,
    outputs: {
      arn: "arn:subnet",
      availabilityZone: "eu-west-1a",
      tags: { Name: "a" },
      tagsAll: { Name: "a", Owner: "web" },
    },
  }),
  resource("aws:ec2/natGateway:NatGateway", "network-nat-a", {
    parent: NETWORK,
    outputs: { subnetId: "network-private-a-id" },
  }),
  resource("aws:ec2/eip:Eip", "network-nat-a", { parent: NETWORK }),
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "network-ec2", { outputs: { vpcEndpointType: "Interface" } }),
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "network-sts", { outputs: { vpcEndpointType: "Interface" } }),
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "network-s3", { outputs: { vpcEndpointType: "Gateway" } }),
  resource("aws:eks/cluster:Cluster", "cluster"),
  resource("aws:eks/nodeGroup:NodeGroup", "cluster-nodes-main"),
  resource("aws:eks/nodeGroup:NodeGroup", "cluster-nodes-main-not"),
  resource("aws:kms/key:Key", "key", { outputs: { arn: { "4dabf18193072939515e22adb298388d": "1b4" } } }),
];

const { config } = verdictOn({
  "network.nat": "single",
  "network.interfaceEndpoints": { services: ["ec2", "sts"] },
  "storage.encryption": "customer-managed",
});
const FIXED = config === undefined ? [] : billOf(config, TODAY).fixed;
const rows = inventory(RESOURCES, FIXED);

function rowOf(name: string, type = ""): Row | undefined {
  return rows.find((row) => row.name === name && row.type.includes(type));
}

describe("an inventory", () => {
  it("lists resources at AWS with component, IDs, zone, tags and protection, and no component or stack", () => {
    expect(rows).toHaveLength(RESOURCES.length - 2);
    expect(rowOf("network-private-a")).toEqual({
      component: "network",
      name: "network-private-a",
      type: SUBNET,
      id: "network-private-a-id",
      arn: "arn:subnet",
      zone: "eu-west-1a",
      tags: { Name: "a", Owner: "web" },
      protect: true,
      usdPerMonth: undefined,
    });
  });

  it("finds the zone of a resource by its subnet", () => {
    expect(rowOf("network-nat-a", "natGateway")?.zone).toBe("eu-west-1a");
  });

  it("has the prices of the bill, and their sum", () => {
    const sum = rows.reduce((all, { usdPerMonth = 0 }) => all + usdPerMonth, 0);
    expect(sum).toBeCloseTo(total(FIXED));
    expect(rowOf("cluster")?.usdPerMonth).toBe(73);
  });

  it("divides a line by the resources that share it", () => {
    expect(rowOf("network-ec2")?.usdPerMonth).toBeCloseTo(14.6);
    expect(rowOf("network-sts")?.usdPerMonth).toBeCloseTo(14.6);
  });

  it("leaves a price blank where the bill has no line, and never shows 0", () => {
    expect(rowOf("network-s3")?.usdPerMonth).toBeUndefined();
    expect(rowOf("cluster-nodes-main-not")?.usdPerMonth).toBeUndefined();
    expect(rows.filter(({ usdPerMonth }) => usdPerMonth === 0)).toEqual([]);
  });

  it("shows no encrypted value", () => {
    expect(rowOf("key")?.arn).toBe("");
  });

  it.each([
    [{ component: "network" }, 3],
    [{ type: "EC2/natgateway" }, 1],
    [{ tag: "Owner" }, 1],
    [{ tag: "Owner=web" }, 1],
    [{ tag: "Owner=ops" }, 0],
    [{ component: "network", tag: "Name=a" }, 1],
  ])("is filtered by %o", (filter, count) => {
    expect(rows.filter((row) => matches(row, filter))).toHaveLength(count);
  });
});

describe("the formats of an inventory", () => {
  const listing = inventoryListing(rows, rows.length, undefined);

  it("are a table without ARNs and tags", () => {
    const [header = ""] = renderListing(listing, "table").split("\n");
    expect(header.trim().split(/ {2,}/)).toEqual([
      "COMPONENT",
      "NAME",
      "TYPE",
      "ID",
      "ZONE",
      "PROTECTED",
      "USD A MONTH",
    ]);
  });

  it("are CSV with a row for each resource", () => {
    const records: unknown[] = parse(renderListing(listing, "csv"), { columns: true });
    expect(records).toHaveLength(rows.length);
    expect(records).toContainEqual(
      expect.objectContaining({
        name: "network-private-a",
        arn: "arn:subnet",
        tags: "Name=a Owner=web",
        usd_a_month: "",
      }),
    );
  });

  it("escape what a spreadsheet would run as a formula, and what would end a cell of Markdown", () => {
    const hostile = { ...listing, rows: [...rows.slice(0, 1).map((row) => ({ ...row, name: "=1+1|x" }))] };
    expect(renderListing(hostile, "csv")).toContain("'=1+1|x");
    expect(renderListing(hostile, "markdown")).toContain("| =1+1\\|x |");
  });

  it("are JSON with numbers, and without a price that is unknown", () => {
    const [first] = JSON.parse(renderListing(listing, "json")) as Row[];
    expect(first).not.toHaveProperty("usdPerMonth", null);
    expect(JSON.parse(renderListing(listing, "json"))).toHaveLength(rows.length);
  });
});

describe("an exported state", () => {
  it("is read, and one without resources is empty", () => {
    expect(
      parseState(JSON.stringify({ version: 3, deployment: { resources: [RESOURCES[2]] } })).resources,
    ).toHaveLength(1);
    expect(parseState(JSON.stringify({ version: 3, deployment: { resources: null } })).resources).toEqual([]);
  });

  it("of another form is refused", () => {
    expect(() => parseState("[]", "x.json is no state")).toThrow("x.json is no state");
  });
});

describe("the hosts of a cluster", () => {
  const instance = (InstanceId: string, rest: object): object => ({
    InstanceId,
    InstanceType: "m7g.large",
    LaunchTime: "2026-11-01T00:00:00Z",
    Placement: { AvailabilityZone: "eu-west-1b" },
    State: { Name: "running" },
    ...rest,
  });
  const group = { Tags: [{ Key: "eks:nodegroup-name", Value: "main" }] };
  const pool = { Tags: [{ Key: "karpenter.sh/nodepool", Value: "apps" }], InstanceLifecycle: "spot" };
  const answers = [
    [instance("i-2", pool), instance("i-1", group), instance("i-0", { State: { Name: "terminated" } })],
    [instance("i-1", group)],
  ];

  it("have role, zone and lifecycle, once each, without terminated ones", async () => {
    let call = 0;
    const hosts = await hostsOf("shop-dev", "eu-west-1", () => {
      const Reservations = [{ Instances: answers[call++] }];
      return Promise.resolve({ exitCode: 0, stdout: JSON.stringify({ Reservations }), stderr: "" });
    });
    expect(hosts.map(({ id, role, zone, lifecycle }) => [id, role, zone, lifecycle])).toEqual([
      ["i-1", "node group main", "eu-west-1b", "on-demand"],
      ["i-2", "node pool apps", "eu-west-1b", "spot"],
    ]);
  });

  it("need the AWS CLI and permission", async () => {
    const failing = (exitCode: number) => () => Promise.resolve({ exitCode, stdout: "", stderr: "AccessDenied" });
    await expect(hostsOf("a", "eu-west-1", failing(127))).rejects.toThrow("not on PATH");
    await expect(hostsOf("a", "eu-west-1", failing(254))).rejects.toThrow("AccessDenied");
  });
});
