import { contains, freeBlock, overlap, prefixLength } from "../../domain/network/cidr";
import { absentEndpoint } from "../../domain/network/endpoint-availability";
import { ENDPOINT_BUNDLES, endpointServices } from "../../domain/network/endpoint-bundles";
import { computedBlock, LONGEST_SLOTTED_PREFIX, type PlannedSubnet } from "../../domain/network/subnet-plan";
import { edit, type Finding, type FixStep, remove, set } from "../finding";
import type { Path } from "../path";
import { TIERS, ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import { hasZoneWithoutEks, ZONE_IDS_WITHOUT_EKS, zoneIdPrefix } from "../../domain/network/zone-ids";
import { reachesOnlyEndpoints } from "./endpoints";
import type { ReadableParts, Rule } from "./rule";

type Network = NonNullable<ReadableParts["network"]>;

/** The size of a subnet when nothing tells another. */
const DEFAULT_SUBNET = "10.0.0.0/24";

const zoneIdsAreUsable: Rule = function* ({ network, aws }) {
  if (network === undefined) return;
  for (const letter of ZONE_LETTERS) {
    const id = network.zoneIds[letter];
    const path: Path = ["network", "zoneIds", letter];
    if (id === undefined) continue;
    const twin = ZONE_LETTERS.find((other) => other < letter && network.zoneIds[other] === id);
    if (!network.zones.includes(letter)) {
      yield { path, message: "Not one of the zones.", because: [["network", "zones"]], fix: [remove(path)] };
    } else if (ZONE_IDS_WITHOUT_EKS.includes(id)) {
      yield {
        path,
        message: "EKS cannot use this zone.",
        allowed: `any zone but ${id}`,
        fix: [
          edit("put another letter into network.zones; aws ec2 describe-availability-zones tells which zone it is"),
        ],
      };
    } else if (twin !== undefined) {
      yield {
        path,
        message: "Two letters for one zone.",
        because: [["network", "zoneIds", twin]],
        ...LOOK_UP,
      };
    } else if (aws !== undefined && !id.startsWith(`${zoneIdPrefix(aws.region)}-`)) {
      yield { path, message: "A zone of another Region.", because: [["aws", "region"]], ...LOOK_UP };
    }
  }
};

/** Letters are shuffled per account, so in Regions with an unusable zone only ids tell which letters to avoid. */
const zoneIdsAreKnownWhereTheyMatter: Rule = function* ({ network, aws }) {
  if (network === undefined || network.existing !== undefined) return;
  if (aws === undefined || !hasZoneWithoutEks(aws.region)) return;
  for (const letter of network.zones.filter((zone) => network.zoneIds[zone] === undefined)) {
    yield {
      path: ["network", "zoneIds", letter],
      message:
        "EKS cannot use one zone of this Region. Zone letters differ by account, so the zone ID of each letter is required.",
      because: [["aws", "region"]],
      ...LOOK_UP,
    };
  }
};

/** Letters and ids are paired per account, so only the account can tell. */
const LOOK_UP: Pick<Finding, "allowed" | "fix"> = {
  allowed: "the ZoneId that the account shows for this letter",
  fix: [edit("aws ec2 describe-availability-zones --query 'AvailabilityZones[].[ZoneName,ZoneId]' tells it")],
};

const natHasPublicSubnets: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined || network.tiers.includes("public")) return;
  if (network.nat === "none" || network.nat === "regional") return;
  yield {
    path: ["network", "nat"],
    message: "A NAT gateway stands in a public subnet, and there is no public tier.",
    because: [["network", "tiers"]],
    allowed: "regional, none, or a public tier",
    fix: [set(["network", "tiers", network.tiers.length], "public")],
  };
};

const natAddressesAreUsed: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { nat, zones, natAllocationIds } = network;
  const gatewayZone = ZONE_LETTERS.find((letter) => zones.includes(letter));
  for (const letter of ZONE_LETTERS) {
    const id = natAllocationIds[letter];
    if (id === undefined) continue;
    const path: Path = ["network", "natAllocationIds", letter];
    const twin = ZONE_LETTERS.find((other) => other < letter && natAllocationIds[other] === id);
    if (nat === "none") {
      yield { path, message: "Means nothing without NAT.", because: [["network", "nat"]], fix: [remove(path)] };
    } else if (!zones.includes(letter)) {
      yield { path, message: "Not one of the zones.", because: [["network", "zones"]], fix: [remove(path)] };
    } else if (nat === "single" && letter !== gatewayZone) {
      yield {
        path,
        message: "A single NAT gateway stands in the first zone by letter, and needs no address in others.",
        because: [
          ["network", "nat"],
          ["network", "zones"],
        ],
        fix: [remove(path)],
      };
    } else if (twin !== undefined) {
      yield {
        path,
        message: "One address for two zones.",
        because: [["network", "natAllocationIds", twin]],
        allowed: "an address of its own, or none to have one made",
        fix: [remove(path)],
      };
    }
  }
};

const nodesHaveAWayOut: Rule = function* ({ network, aws }) {
  if (network === undefined || !reachesOnlyEndpoints(network)) return;
  const reachable = endpointServices(network.interfaceEndpoints);
  const needed = ENDPOINT_BUNDLES["private-eks"].filter(
    (service) => aws === undefined || absentEndpoint(service, aws.region) === undefined,
  );
  if (needed.every((service) => reachable.includes(service))) return;
  const { bundles } = network.interfaceEndpoints;
  const isWhole = needed.length === ENDPOINT_BUNDLES["private-eks"].length;
  yield {
    path: ["network", "nat"],
    message:
      "Without NAT nodes join only if something else leads to EKS, ECR and STS (private-eks in interfaceEndpoints.bundles, or 0.0.0.0/0 in transitGateway.destinations).",
    ...(isWhole ? { fix: [set(["network", "interfaceEndpoints", "bundles", bundles.length], "private-eks")] } : {}),
    warning: true,
  };
};

const computedSubnetsHaveRoom: Rule = function* ({ network }) {
  if (network?.cidr === undefined || prefixLength(network.cidr) <= LONGEST_SLOTTED_PREFIX) return;
  if (network.tiers.every((tier) => network.subnets[tier] !== undefined)) return;
  yield {
    path: ["network", "cidr"],
    message: "Too small for computed subnets.",
    because: [["network", "tiers"]],
    allowed: `/16 to /${LONGEST_SLOTTED_PREFIX}, or network.subnets for every tier`,
    fix: [edit("set `network.cidr` to a larger block, or `network.subnets` for every tier")],
  };
};

const subnetsBelongToTiersAndZones: Rule = function* ({ network }) {
  if (network?.cidr === undefined) return;
  const taken = [...explicitSubnets(network), ...computedSubnets(network)].map(({ cidr }) => cidr);
  for (const tier of TIERS) {
    const blocks = network.subnets[tier];
    if (blocks === undefined) continue;
    const path: Path = ["network", "subnets", tier];
    if (!network.tiers.includes(tier)) {
      yield { path, message: "Not one of the tiers.", because: [["network", "tiers"]], fix: [remove(path)] };
      continue;
    }
    for (const zone of ZONE_LETTERS) {
      const [wanted, written] = [network.zones.includes(zone), blocks[zone] !== undefined];
      if (wanted && !written) {
        yield {
          path: [...path, zone],
          message: "A tier with blocks of its own needs one in every zone.",
          because: [["network", "zones"]],
          allowed: "a free block of the VPC",
          fix: moveTo(
            [...path, zone],
            { ...network, cidr: network.cidr },
            taken,
            Object.values(blocks)[0] ?? DEFAULT_SUBNET,
          ),
        };
      } else if (written && !wanted) {
        yield {
          path: [...path, zone],
          message: "Not one of the zones.",
          because: [["network", "zones"]],
          fix: [remove([...path, zone])],
        };
      }
    }
  }
};

const subnetsFit: Rule = function* ({ network }) {
  if (network?.cidr === undefined) return;
  const subnets = explicitSubnets(network);
  const computed = computedSubnets(network);
  const taken = [...subnets, ...computed].map(({ cidr }) => cidr);
  for (const [index, subnet] of subnets.entries()) {
    const { path, cidr } = subnet;
    if (!contains(network.cidr, cidr)) {
      yield {
        path,
        message: "The subnet is not within the VPC.",
        because: [["network", "cidr"]],
        allowed: "a block of the VPC",
        fix: moveTo(path, { ...network, cidr: network.cidr }, taken, cidr),
      };
    }
    for (const earlier of subnets.slice(0, index).filter((other) => overlap(other.cidr, cidr))) {
      yield {
        path,
        message: "The subnet overlaps another subnet.",
        because: [earlier.path],
        allowed: "a block that shares no address with another subnet",
        fix: moveTo(path, { ...network, cidr: network.cidr }, taken, cidr),
      };
    }
    const neighbour = computed.find((other) => overlap(other.cidr, cidr));
    if (neighbour === undefined || !isUsed(network, path)) continue;
    yield {
      path,
      message: `The subnet overlaps ${neighbour.cidr}, which is computed for tier ${neighbour.tier} in zone ${neighbour.zone}.`,
      because: [["network", "tiers"]],
      allowed: `a block that shares no address with another subnet, or network.subnets.${neighbour.tier} in every zone`,
      fix: moveTo(path, { ...network, cidr: network.cidr }, taken, cidr),
    };
  }
};

const endpointServicesAreNamedOnce: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { bundles, services } = network.interfaceEndpoints;
  for (const [index, service] of services.entries()) {
    const bundle = bundles.findIndex((name) => endpointServices({ bundles: [name], services: [] }).includes(service));
    if (bundle === -1) continue;
    const path: Path = ["network", "interfaceEndpoints", "services", index];
    yield {
      path,
      message: "Already part of a bundle.",
      because: [["network", "interfaceEndpoints", "bundles", bundle]],
      fix: [remove(path)],
    };
  }
};

/** Service blocks need no such rule: EKS takes none from the range that pods have. */
const podCidrIsApartFromVpc: Rule = function* ({ network }) {
  const { cidr, podCidr } = network ?? {};
  if (cidr === undefined || podCidr === undefined || !overlap(podCidr, cidr)) return;
  const path: Path = ["network", "podCidr"];
  const free = ["100.64.0.0/16", "100.96.0.0/16"].find((block) => !overlap(block, cidr)) ?? "100.112.0.0/16";
  yield {
    path,
    message: "Overlaps the VPC's own block.",
    because: [["network", "cidr"]],
    allowed: "a block that shares no address with it, or no podCidr",
    fix: [set(path, free)],
  };
};

/**
 * A free block of the same size, which it then takes: the subnet's own place in the address plan, or one that no tier in
 * any zone will need later.
 */
function moveTo(path: Path, network: Network & { readonly cidr: string }, taken: string[], like: string): FixStep[] {
  const { cidr } = network;
  const prefix = prefixLength(like);
  const own = prefixLength(cidr) > LONGEST_SLOTTED_PREFIX ? [] : ownPlace(path, cidr);
  const kept = prefixLength(cidr) > LONGEST_SLOTTED_PREFIX ? [] : everyPlace(cidr);
  const block =
    own.map((place) => freeBlock(place, prefix, taken)).find((free) => free !== undefined) ??
    freeBlock(cidr, prefix, [...taken, ...kept]) ??
    freeBlock(cidr, prefix, taken);
  if (block === undefined) return [edit("make room: the VPC has no free block of this size")];
  taken.push(block);
  return [set(path, block)];
}

/** The computed block of the tier and zone that the path of a subnet names. */
function ownPlace(path: Path, cidr: string): string[] {
  const [zone, tier] = [path.at(-1), path.at(-2)];
  return TIERS.filter((name) => name === tier).flatMap((name) =>
    ZONE_LETTERS.filter((letter) => letter === zone).map((letter) => computedBlock(cidr, name, letter)),
  );
}

function everyPlace(cidr: string): string[] {
  return TIERS.flatMap((tier) => ZONE_LETTERS.map((zone) => computedBlock(cidr, tier, zone)));
}

function explicitSubnets({ subnets }: Network): { path: Path; cidr: string }[] {
  return TIERS.flatMap((tier) =>
    Object.entries(subnets[tier] ?? {}).map(([zone, cidr]) => ({ path: ["network", "subnets", tier, zone], cidr })),
  );
}

/** Whether the network has the tier and the zone that the path of a subnet names. */
function isUsed({ tiers, zones }: Network, path: Path): boolean {
  const [zone, tier] = [path.at(-1), path.at(-2)];
  return tiers.some((name) => name === tier) && zones.some((letter) => letter === zone);
}

/** Those of tiers without blocks of their own; none where a pool chooses the block, which has a rule of its own. */
function computedSubnets({ cidr, ipam, zones, tiers, subnets }: Network): PlannedSubnet[] {
  if (cidr === undefined || ipam !== undefined || prefixLength(cidr) > LONGEST_SLOTTED_PREFIX) return [];
  const computed = tiers.filter((tier) => subnets[tier] === undefined);
  return computed.flatMap((tier) => zones.map((zone) => ({ tier, zone, cidr: computedBlock(cidr, tier, zone) })));
}

export const networkRules: readonly Rule[] = [
  zoneIdsAreUsable,
  zoneIdsAreKnownWhereTheyMatter,
  natAddressesAreUsed,
  natHasPublicSubnets,
  nodesHaveAWayOut,
  podCidrIsApartFromVpc,
  endpointServicesAreNamedOnce,
  computedSubnetsHaveRoom,
  subnetsBelongToTiersAndZones,
  subnetsFit,
];
