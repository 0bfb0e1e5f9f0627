import { type Edits, problemsWith, warningsWith } from "../fixtures";
import { transit } from "../many";

const ADDRESS = "eipalloc-0a1b2c3d4e5f60718";
const NO_NAT: Edits = { "network.nat": "none" };

describe("rules for NAT and the transit gateway", () => {
  it.each<[string, Edits]>([
    ["no NAT and no public tier", { ...NO_NAT, "network.tiers": ["private", "control-plane"] }],
    [
      "regional NAT without a public tier",
      { "network.nat": "regional", "network.tiers": ["private", "control-plane"] },
    ],
    ["an address in the zone of the single NAT gateway", { "network.natAllocationIds": { a: ADDRESS } }],
    [
      "addresses for some of the NAT gateways",
      { "network.nat": "per-zone", "network.natAllocationIds": { b: "eipalloc-01234567" } },
    ],
    ["a transit gateway to a block that contains the VPC", transit("10.0.0.0/8")],
    ["a transit gateway to the internet without NAT", { ...NO_NAT, ...transit("0.0.0.0/0") }],
  ])("accept %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "NAT without a public tier",
      { "network.nat": "single", "network.tiers": ["private", "control-plane"] },
      ["network.nat: network/nat-needs-public-tier"],
    ],
    [
      "an address without NAT",
      { ...NO_NAT, "network.natAllocationIds": { a: ADDRESS } },
      ["network.natAllocationIds.a: network/nat-address-without-nat"],
    ],
    [
      "addresses in zones without a NAT gateway",
      { "network.natAllocationIds": { b: ADDRESS, d: ADDRESS } },
      [
        "network.natAllocationIds.b: network/nat-address-without-gateway",
        "network.natAllocationIds.d: network/unused-zone",
      ],
    ],
    [
      "one address for two zones",
      { "network.nat": "regional", "network.natAllocationIds": { a: ADDRESS, b: ADDRESS } },
      ["network.natAllocationIds.b: network/duplicate-nat-address"],
    ],
    [
      "a transit gateway to addresses of the VPC",
      {
        "network.podCidr": "100.64.0.0/16",
        ...transit("10.0.0.0/16", "10.0.4.0/24", "100.64.0.0/20", "100.64.0.0/10"),
      },
      ["[0]", "[1]", "[2]"].map(
        (index) => `network.transitGateway.destinations${index}: network/transit-destination-within-vpc`,
      ),
    ],
    [
      "a transit gateway to addresses that are reserved for AWS services",
      transit("10.0.0.0/8", "169.254.169.254/32"),
      ["network.transitGateway.destinations[1]: network/transit-destination-reserved"],
    ],
    [
      "a transit gateway to the internet beside NAT",
      transit("0.0.0.0/0"),
      ["network.transitGateway.destinations[0]: network/two-default-routes"],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it.each<[string, Edits, string[]]>([
    ["nodes without a route to EKS", NO_NAT, ["network.nat: network/no-route-to-eks"]],
    [
      "nodes whose transit gateway leads to private networks only",
      { ...NO_NAT, ...transit("10.0.0.0/8") },
      ["network.nat: network/no-route-to-eks"],
    ],
    ["no node whose transit gateway leads to the internet", { ...NO_NAT, ...transit("0.0.0.0/0") }, []],
    [
      "no node with the endpoints of private-eks",
      { ...NO_NAT, "network.interfaceEndpoints": { bundles: ["private-eks"] } },
      [],
    ],
  ])("warn of %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });
});
