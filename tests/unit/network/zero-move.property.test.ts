import fc from "fast-check";

import type { Network, NetworkArgs } from "../../../components/network";
import type { NatMode } from "../../../domain/network/nat-gateway-zones";
import { TIERS, type Tier, ZONE_LETTERS } from "../../../domain/network/zones-and-tiers";
import { Cloud } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { type RecordedResource, type Recording, key } from "../../support/record";
import { runs } from "../../support/runs";
import { recordNetwork } from "./fixture";

/** Resources that cannot be replaced without deleting or disconnecting workloads. */
const GROUND = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
];

/** Source of the VPC's block, which cannot change. */
const SOURCES: readonly [string, Partial<NetworkArgs>][] = [
  ["its own block", { cidr: "10.64.0.0/17" }],
  ["a block from a pool", { ipam: { poolId: "ipam-pool-0", netmaskLength: 19 } }],
];

/** Every zone, tier and feature. */
const WHOLE: Partial<NetworkArgs> = {
  zones: ZONE_LETTERS,
  tiers: TIERS,
  nat: "per-zone",
  podCidr: "100.64.0.0/16",
  ipv6: true,
  interfaceEndpoints: { services: ["kms"] },
};

const anyTiers = fc
  .shuffledSubarray<Tier>(["public", "isolated"])
  .map((others): Tier[] => [...others, "private", "control-plane"]);

/** Any combination of the arguments that can change. */
const anyChoice: fc.Arbitrary<Partial<NetworkArgs>> = fc
  .record({
    zones: fc.shuffledSubarray([...ZONE_LETTERS], { minLength: 1, maxLength: 4 }),
    tiers: anyTiers,
    nat: fc.constantFrom<NatMode>("none", "single", "per-zone", "regional"),
    pods: fc.boolean(),
    ipv6: fc.boolean(),
    addressUsageMetrics: fc.boolean(),
    services: fc.subarray(["kms", "sts"]),
    destinations: fc.subarray(["10.0.0.0/8", "192.168.0.0/16"]),
  })
  .filter(({ nat, tiers }) => tiers.includes("public") || nat === "none" || nat === "regional")
  .map(({ pods, services, destinations, ...choice }) => ({
    ...choice,
    interfaceEndpoints: { services },
    ...(pods ? { podCidr: "100.64.0.0/16" } : {}),
    ...(destinations.length > 0 ? { transitGateway: { id: "tgw-0", destinations } } : {}),
  }));

function ground({ resources }: Recording<Network>): Map<string, RecordedResource> {
  return new Map(resources.filter(({ type }) => GROUND.includes(type)).map((resource) => [key(resource), resource]));
}

/** Resources that a change would replace, with the inputs that force the replacement. */
function replaced(before: Map<string, RecordedResource>, after: Map<string, RecordedResource>): string[] {
  const cloud = new Cloud(new World());
  return [...after].flatMap(([name, { type, inputs }]) => {
    const old = before.get(name);
    const { replaces } = cloud.diff(type, old?.inputs ?? inputs, inputs);
    return replaces.map((input) => `${name} by ${input}`);
  });
}

describe.each(SOURCES)("a network with %s", (_, source) => {
  let whole: Map<string, RecordedResource>;
  beforeAll(async () => {
    whole = ground(await recordNetwork({ ...WHOLE, ...source }));
  });

  // Each combination equals the whole network in all inputs that force a replacement, so any two are equal in them.
  it("replaces no resource when arguments that can change are changed", async () => {
    await fc.assert(
      fc.asyncProperty(anyChoice, async (choice) => {
        const chosen = ground(await recordNetwork({ ...choice, ...source }));
        const strangers = [...chosen.keys()].filter((name) => !whole.has(name));
        expect([...strangers, ...replaced(whole, chosen)]).toEqual([]);
      }),
      runs(5, 40),
    );
  });
});

it("replaces subnets when the block of the VPC changes, which the comparison detects", async () => {
  const [before, after] = [await recordNetwork({ cidr: "10.0.0.0/16" }), await recordNetwork({ cidr: "10.1.0.0/16" })];
  expect(replaced(ground(before), ground(after))).toContain("aws:ec2/subnet:Subnet::network-private-a by cidrBlock");
});
