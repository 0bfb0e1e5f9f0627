import { edit, type FixStep, propose } from "../diagnostics/finding";
import { INTERNET, POD_RANGE } from "../../domain/network/address-ranges";
import { freeBlock, overlap, prefixLength } from "../../domain/network/cidr";
import type { Path } from "../source/path";
import type { Parts } from "../schema";
import { computedPrefix, LONGEST_SLOTTED_PREFIX, SLOT_BITS } from "../../domain/network/subnet-plan";
import type { ZoneLetter } from "../../domain/network/zones-and-tiers";
import { groupCount } from "../cluster/compute/node-groups-rules";
import type { Rule } from "../check/rule";

const POD_CIDR: Path = ["network", "podCidr"];
/** The largest second block that EC2 accepts. */
const POD_PREFIX = 16;

/** AWS reserves the first four addresses and the last: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const RESERVED_PER_SUBNET = 5;
/** The VPC CNI assigns whole /28 blocks to nodes: https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html */
const PREFIX_SIZE = 16;
/** Maximum pods that EKS sets for a node of up to 30 vCPUs: https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#max-pods */
const PODS_PER_NODE = 110;

/** IPv4 addresses of a node: its own, and with IPv4 pods one warm block and the blocks in use, at least one. */
const ADDRESSES_OF_A_NODE = {
  ipv4: { empty: 1 + 2 * PREFIX_SIZE, full: 1 + (Math.ceil(PODS_PER_NODE / PREFIX_SIZE) + 1) * PREFIX_SIZE },
  ipv6: { empty: 1, full: 1 },
};

/** A subnet without free addresses shows itself only when the node groups grow; this rule reports it in the preview. */
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
  const isTooSmallForNodes = empty > available;
  yield {
    code: isTooSmallForNodes ? "network/too-few-node-addresses" : "network/too-few-pod-addresses",
    path: ["cluster", "nodeGroups"],
    message: isTooSmallForNodes
      ? `${nodes} nodes without pods need ${empty} IPv4 addresses, but their subnets have ${available}.`
      : `${nodes} nodes with ${PODS_PER_NODE} pods each need ${full} IPv4 addresses, but their subnets have ${available}.`,
    because: groups.map(([key]) => ["cluster", "nodeGroups", key, "maxSize"]),
    allowed:
      ipFamily === "ipv6"
        ? "fewer nodes, or a larger network"
        : "fewer nodes, a larger network, or a second block for pods (network.podCidr)",
    fix: takesPodCidr
      ? [setFreePodCidr(network)]
      : [
          edit(
            `lower \`maxSize\` of ${first?.[0] ?? "the node groups"}, or use a larger ${ipFamily === "ipv6" ? "`network.cidr`" : "`network.podCidr`"}`,
          ),
        ],
    ...(isTooSmallForNodes ? {} : { warning: true }),
  };
};

/** Undefined where the size of the subnets is not known: in an existing VPC, and where the VPC block is too small. */
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
  // `computedSubnetsHaveRoom` reports a VPC block that is too small.
  if (vpcPrefix === undefined || vpcPrefix > LONGEST_SLOTTED_PREFIX) return undefined;
  return computedPrefix("private", vpcPrefix);
}

/** `cluster.serviceCidr` needs no such rule: its schema excludes the range of `podCidr`. */
const podCidrIsApartFromVpc: Rule = function* ({ network }) {
  if (network === undefined) return;
  const { cidr, podCidr } = network;
  if (cidr === undefined || podCidr === undefined || !overlap(podCidr, cidr)) return;
  yield {
    code: "network/pod-cidr-overlap",
    path: POD_CIDR,
    message: "`podCidr` overlaps `network.cidr`. EC2 refuses a second VPC block that overlaps the first.",
    because: [["network", "cidr"]],
    allowed: "a block that shares no address with network.cidr, or no podCidr",
    fix: [setFreePodCidr(network)],
  };
};

/** A step that proposes a block for pods that overlaps neither the VPC nor a route; in words where none can be proposed. */
export function setFreePodCidr({ cidr, transitGateway }: Pick<Parts["network"], "cidr" | "transitGateway">): FixStep {
  const routed = (transitGateway?.destinations ?? []).filter((block) => block !== INTERNET);
  // An IPAM pool allocates the block of a VPC without `cidr`.
  const free = cidr === undefined ? undefined : freeBlock(POD_RANGE, POD_PREFIX, [cidr, ...routed]);
  return free === undefined
    ? edit(`set \`network.podCidr\` to a block within ${POD_RANGE} that no connected network uses`)
    : propose(POD_CIDR, free);
}

export const addressesRules: readonly Rule[] = [podCidrIsApartFromVpc, nodesFindAddresses];
