import { SMALLEST_BALANCER_SUBNET, SMALLEST_PREFIX_SUBNET } from "../../domain/network/address-ranges";
import { contains, freeBlock, overlap, prefixLength } from "../../domain/network/cidr";
import { computedBlock, LONGEST_SLOTTED_PREFIX, type PlannedSubnet } from "../../domain/network/subnet-plan";
import { TIERS, ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import { edit, type FixStep, propose, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { setFreePodCidr } from "./addresses-rules";
import type { ReadableParts, Rule } from "../check/rule";

type Network = NonNullable<ReadableParts["network"]>;

/** Its prefix length is proposed where no other subnet of the tier has a block. */
const DEFAULT_SUBNET = "10.0.0.0/24";

const computedSubnetsHaveRoom: Rule = function* ({ network }) {
  if (network?.cidr === undefined || prefixLength(network.cidr) <= LONGEST_SLOTTED_PREFIX) return;
  if (network.tiers.every((tier) => network.subnets[tier] !== undefined)) return;
  yield {
    code: "network/vpc-too-small",
    path: ["network", "cidr"],
    message: `\`cidr\` is too small to compute subnets: a VPC needs /${LONGEST_SLOTTED_PREFIX} or larger for that.`,
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
      yield {
        code: "network/unused-tier",
        path,
        message: "The blocks are not used: `network.tiers` does not contain this tier.",
        because: [["network", "tiers"]],
        fix: [remove(path)],
      };
      continue;
    }
    for (const zone of ZONE_LETTERS) {
      const [wanted, written] = [network.zones.includes(zone), blocks[zone] !== undefined];
      if (wanted && !written) {
        yield {
          code: "network/missing-subnet",
          path: [...path, zone],
          message: "A tier in `network.subnets` needs a block in each of `network.zones`; this zone has none.",
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
          code: "network/unused-zone",
          path: [...path, zone],
          message: "The block is not used: `network.zones` does not contain this zone.",
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
        code: "network/subnet-outside-vpc",
        path,
        message: "The subnet is not within `network.cidr`. EC2 refuses a subnet outside the block of its VPC.",
        because: [["network", "cidr"]],
        allowed: "a block within network.cidr",
        fix: moveTo(path, { ...network, cidr: network.cidr }, taken, cidr),
      };
    }
    for (const earlier of subnets.slice(0, index).filter((other) => overlap(other.cidr, cidr))) {
      yield {
        code: "network/subnet-overlap",
        path,
        message: "The subnet overlaps another subnet. EC2 refuses overlapping subnets.",
        because: [earlier.path],
        allowed: "a block that shares no address with another subnet",
        fix: moveTo(path, { ...network, cidr: network.cidr }, taken, cidr),
      };
    }
    const neighbour = computed.find((other) => overlap(other.cidr, cidr));
    if (neighbour === undefined || !isUsed(network, path)) continue;
    yield {
      code: "network/subnet-overlap",
      path,
      message: `The subnet overlaps ${neighbour.cidr}, which is computed for tier ${neighbour.tier} in zone ${neighbour.zone}.`,
      because: [["network", "tiers"]],
      allowed: `a block that shares no address with another subnet, or network.subnets.${neighbour.tier} in every zone`,
      fix: moveTo(path, { ...network, cidr: network.cidr }, taken, cidr),
    };
  }
};

/**
 * Steps that propose a free block of the same size, which is added to `taken`: at the subnet's position in the address plan, or
 * else outside the positions of all tiers and zones.
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
  if (block === undefined) return [edit("remove or shrink other subnets: the VPC has no free block of this size")];
  taken.push(block);
  return [propose(path, block)];
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

/** Whether `network.tiers` and `network.zones` contain the tier and the zone of a subnet's path. */
function isUsed({ tiers, zones }: Network, path: Path): boolean {
  const [zone, tier] = [path.at(-1), path.at(-2)];
  return tiers.some((name) => name === tier) && zones.some((letter) => letter === zone);
}

/** Subnets of tiers that `network.subnets` does not set; none where an IPAM pool chooses the block. */
function computedSubnets({ cidr, ipam, zones, tiers, subnets }: Network): PlannedSubnet[] {
  if (cidr === undefined || ipam !== undefined || prefixLength(cidr) > LONGEST_SLOTTED_PREFIX) return [];
  const computed = tiers.filter((tier) => subnets[tier] === undefined);
  return computed.flatMap((tier) => zones.map((zone) => ({ tier, zone, cidr: computedBlock(cidr, tier, zone) })));
}

/** The VPC CNI is configured for prefix delegation, which assigns whole /28 blocks. */
const privateSubnetsHoldPrefixes: Rule = function* ({ network, cluster }) {
  if (network === undefined || cluster === undefined || network.existing !== undefined) return;
  if (cluster.ipFamily === "ipv6" || cluster.compute === "auto-mode" || network.podCidr !== undefined) return;
  for (const zone of ZONE_LETTERS) {
    const block = network.subnets.private?.[zone];
    if (block === undefined || prefixLength(block) <= SMALLEST_PREFIX_SUBNET) continue;
    yield {
      code: "network/subnet-too-small-for-pods",
      path: ["network", "subnets", "private", zone],
      message: "The subnet has no whole /28 block that the VPC CNI could assign to a node, so pods would not start.",
      allowed: `a private subnet of /${SMALLEST_PREFIX_SUBNET} or larger, or a second block for pods (network.podCidr)`,
      fix: [setFreePodCidr(network)],
    };
  }
};

const balancersFindSubnets: Rule = function* ({ network, cluster }) {
  if (network === undefined || cluster === undefined || network.existing !== undefined) return;
  const controllers: [Path, boolean][] = [
    [["cluster", "loadBalancerController"], cluster.loadBalancerController !== undefined],
    [["cluster", "compute"], cluster.compute === "auto-mode"],
  ];
  const [because] = controllers.flatMap(([path, isThere]) => (isThere ? [path] : []));
  if (because === undefined) return;
  for (const tier of ["public", "private"] as const) {
    for (const [zone, block] of Object.entries(network.subnets[tier] ?? {})) {
      if (prefixLength(block) <= SMALLEST_BALANCER_SUBNET) continue;
      yield {
        code: "network/subnet-too-small-for-load-balancer",
        path: ["network", "subnets", tier, zone],
        message: `The subnet is too small for an Application Load Balancer, which needs /${SMALLEST_BALANCER_SUBNET} or larger with eight free addresses.`,
        because: [because],
        allowed: `/${SMALLEST_BALANCER_SUBNET} or larger`,
        fix: [edit(`set a free block of the VPC that is /${SMALLEST_BALANCER_SUBNET} or larger`)],
        warning: true,
      };
    }
  }
};

export const subnetsRules: readonly Rule[] = [
  computedSubnetsHaveRoom,
  subnetsBelongToTiersAndZones,
  subnetsFit,
  privateSubnetsHoldPrefixes,
  balancersFindSubnets,
];
