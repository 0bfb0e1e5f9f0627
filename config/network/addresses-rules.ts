import { edit, set } from "../diagnostics/finding";
import { overlap, prefixLength } from "../../domain/network/cidr";
import type { Path } from "../source/path";
import type { Parts } from "../schema";
import { computedPrefix, LONGEST_SLOTTED_PREFIX, SLOT_BITS } from "../../domain/network/subnet-plan";
import type { ZoneLetter } from "../../domain/network/zones-and-tiers";
import { groupCount } from "../cluster/compute/node-groups-rules";
import type { Rule } from "../check/rule";

/** AWS keeps the first four and the last: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const RESERVED_PER_SUBNET = 5;
/** The VPC CNI hands out whole /28 blocks: https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html */
const PREFIX_SIZE = 16;
/** What EKS lets a node of up to 30 vCPUs run: https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#max-pods */
const PODS_PER_NODE = 110;

/** IPv4 addresses of a node: its own, and with IPv4 pods a block kept warm and those in use, one of them at least. */
const ADDRESSES_OF_A_NODE = {
  ipv4: { empty: 1 + 2 * PREFIX_SIZE, full: 1 + (Math.ceil(PODS_PER_NODE / PREFIX_SIZE) + 1) * PREFIX_SIZE },
  ipv6: { empty: 1, full: 1 },
};

/** Nodes that come up without an address for a pod are found at 2 a.m.; this finds them in the preview. */
const nodesFindAddresses: Rule = function* ({ network, cluster }) {
  if (network === undefined || cluster === undefined) return;
  const available = addressesForNodes(network);
  if (available === undefined) return;
  const groups = Object.entries(cluster.nodeGroups);
  const nodes = groups.reduce((sum, [, group]) => sum + group.maxSize * groupCount(group, network.zones), 0);
  const { ipFamily } = cluster;
  const [empty, full] = [nodes * ADDRESSES_OF_A_NODE[ipFamily].empty, nodes * ADDRESSES_OF_A_NODE[ipFamily].full];
  if (full <= available) return;
  const [first] = groups;
  const takesPodCidr = ipFamily === "ipv4" && network.podCidr === undefined;
  const hopeless = empty > available;
  yield {
    path: ["cluster", "nodeGroups"],
    message: hopeless
      ? `${nodes} nodes need ${empty} addresses before the first pod, and their subnets have ${available}.`
      : `${nodes} nodes full of pods need ${full} addresses, and their subnets have ${available}.`,
    because: groups.map(([key]) => ["cluster", "nodeGroups", key, "maxSize"]),
    allowed:
      ipFamily === "ipv6"
        ? "fewer nodes, or a larger network"
        : "fewer nodes, a larger network, or a block for pods (network.podCidr)",
    fix: takesPodCidr
      ? [set(["network", "podCidr"], "100.64.0.0/16")]
      : [
          edit(
            `lower maxSize of ${first?.[0] ?? "the node groups"}, or take a larger ${ipFamily === "ipv6" ? "network" : "podCidr"}`,
          ),
        ],
    ...(hopeless ? {} : { warning: true }),
  };
};

/** Undefined where the subnets are not the platform's to size. */
function addressesForNodes(network: Parts["network"]): number | undefined {
  const { zones, podCidr } = network;
  const privatePrefixes = zones.map((zone) => privatePrefix(network, zone));
  const podPrefixes = podCidr === undefined ? [] : zones.map(() => prefixLength(podCidr) + SLOT_BITS);
  const sizes = [...privatePrefixes, ...podPrefixes].map((prefix) =>
    prefix === undefined ? undefined : 2 ** (32 - prefix) - RESERVED_PER_SUBNET,
  );
  return sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
}

function privatePrefix({ cidr, ipam, subnets }: Parts["network"], zone: ZoneLetter): number | undefined {
  const explicit = subnets.private?.[zone];
  if (explicit !== undefined) return prefixLength(explicit);
  const vpcPrefix = cidr === undefined ? ipam?.netmaskLength : prefixLength(cidr);
  // Too small a block to compute in has a report of its own.
  if (vpcPrefix === undefined || vpcPrefix > LONGEST_SLOTTED_PREFIX) return undefined;
  return computedPrefix("private", vpcPrefix);
}

/** Service blocks need no such rule: EKS takes none from the range that pods have. */
const podCidrIsApartFromVpc: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { cidr, podCidr } = network;
  if (cidr === undefined || podCidr === undefined || !overlap(podCidr, cidr)) return;
  const path: Path = ["network", "podCidr"];
  yield {
    path,
    message: "Overlaps the VPC's own block.",
    because: [["network", "cidr"]],
    allowed: "a block that shares no address with it, or no podCidr",
    fix: [set(path, freePodCidr(network))],
  };
};

/** A block for pods that is not the block of the VPC. */
export function freePodCidr({ cidr }: Pick<Parts["network"], "cidr">): string {
  const free = ["100.64.0.0/16", "100.96.0.0/16"].find((block) => cidr === undefined || !overlap(block, cidr));
  return free ?? "100.112.0.0/16";
}

export const addressesRules: readonly Rule[] = [podCidrIsApartFromVpc, nodesFindAddresses];
