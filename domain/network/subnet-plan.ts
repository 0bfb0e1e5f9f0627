import { Address4 } from "ip-address";

import { rangeOf } from "./cidr";
import { type Tier, TIERS, ZONE_LETTERS, type ZoneLetter } from "./zones-and-tiers";

/** CIDR blocks from config, by tier and zone letter. */
export type ExplicitSubnets = Readonly<Partial<Record<Tier, Readonly<Partial<Record<ZoneLetter, string>>>>>>;

export interface SubnetPlanArgs {
  /** CIDR block of the VPC. */
  readonly cidr: string;
  readonly zones: readonly ZoneLetter[];
  readonly tiers: readonly Tier[];
  /** A tier in this map has these blocks, in every zone, instead of computed ones. */
  readonly subnets: ExplicitSubnets;
}

/** A subnet whose block is not known yet: its tier and zone. */
export interface SubnetPlace {
  readonly tier: Tier;
  readonly zone: ZoneLetter;
}

export interface PlannedSubnet extends SubnetPlace {
  readonly cidr: string;
}

export interface PoolPlanArgs extends Omit<SubnetPlanArgs, "cidr"> {
  /** Prefix length of the block that the pool allocates. */
  readonly netmaskLength: number;
}

export interface PodPlanArgs {
  /** CIDR block of the VPC, if it is known. */
  readonly cidr?: string;
  /** A second block of the VPC, for pods only. */
  readonly podCidr?: string;
  readonly zones: readonly ZoneLetter[];
}

export interface PodSubnet {
  readonly zone: ZoneLetter;
  readonly cidr: string;
}

/** Prefix lengths that EC2 accepts for VPCs and subnets: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const AWS_PREFIX = { shortest: 16, longest: 28 };

/** The longest prefix of a VPC whose computed subnets all have a size that EC2 accepts. */
export const LONGEST_SLOTTED_PREFIX = 22;

/** Address bits of a zone's slot: a block has one slot for each of eight zones. In `podCidr`, a slot is one subnet. */
export const SLOT_BITS = 3;

/**
 * The position of each tier in its zone's slot: the eighth where it starts, and its prefix length. `private` fills four
 * eighths; the seventh, and the rest of the last after `control-plane`, are reserved for later tiers. EKS requires 6 free
 * addresses in each control plane subnet, and a /28 has 11: https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html
 */
const PLACES: Readonly<Record<Tier, { eighth: number; prefix: (vpcPrefix: number) => number }>> = {
  private: { eighth: 0, prefix: (vpcPrefix) => vpcPrefix + 4 },
  public: { eighth: 4, prefix: (vpcPrefix) => vpcPrefix + 6 },
  isolated: { eighth: 5, prefix: (vpcPrefix) => vpcPrefix + 6 },
  "control-plane": { eighth: 7, prefix: () => AWS_PREFIX.longest },
};

/** The eighth of its zone's slot where a tier starts, in IPv4 and IPv6 plans alike. */
export function firstEighthOf(tier: Tier): number {
  return PLACES[tier].eighth;
}

/**
 * The address plan: one CIDR block for each tier in each zone, in the fixed order of tiers and zones.
 *
 * A computed block depends only on the VPC's block, the tier and the zone letter, so adding or removing a zone or tier
 * changes no other subnet. A changed block replaces the subnet and everything in it.
 *
 * @throws Error that lists every problem of the plan, each with its fix
 */
export function planSubnets(args: SubnetPlanArgs): readonly PlannedSubnet[] {
  refuse(args, [...vpcProblems(args), ...explicitProblems(args)]);
  const subnets = placedSubnets(args);
  refuse(args, placeProblems(args, subnets));
  return subnets;
}

/**
 * The same plan for a block that is not known before the VPC exists: tiers and zones, for each of which
 * {@link computedBlock} computes the block.
 *
 * @throws Error that lists every problem of the plan, each with its fix
 */
export function planPoolSubnets(args: PoolPlanArgs): readonly SubnetPlace[] {
  refuse({}, poolProblems(args));
  return places(args);
}

/** Prefix length of a tier's computed subnets in a VPC of a prefix length. */
export function computedPrefix(tier: Tier, vpcPrefix: number): number {
  return PLACES[tier].prefix(vpcPrefix);
}

/** The block of a tier in a zone, in a VPC of /16 to /22. */
export function computedBlock(vpcCidr: string, tier: Tier, zone: ZoneLetter): string {
  const vpc = new Address4(vpcCidr);
  const slot = slotOf(vpc, zone);
  const start = slot.start + (BigInt(firstEighthOf(tier)) * slot.size) / 8n;
  return `${Address4.fromBigInt(start).correctForm()}/${computedPrefix(tier, vpc.subnetMask)}`;
}

/**
 * The subnets for pods in the second block: each zone's slot is one subnet, so adding or removing a zone changes no other
 * subnet.
 *
 * @throws Error that lists every problem of the block, each with its fix
 */
export function planPodSubnets(args: PodPlanArgs): readonly PodSubnet[] {
  const { cidr, podCidr, zones } = args;
  if (podCidr === undefined) return [];
  refuse(args, podProblems(cidr, podCidr));
  const block = new Address4(podCidr);
  return inOrder(ZONE_LETTERS, zones).map((zone) => ({
    zone,
    cidr: `${Address4.fromBigInt(slotOf(block, zone).start).correctForm()}/${block.subnetMask + SLOT_BITS}`,
  }));
}

function podProblems(cidr: string | undefined, podCidr: string): string[] {
  const problem = blockProblem(podCidr);
  if (problem !== undefined) return [`podCidr ${podCidr} ${problem}`];
  if (new Address4(podCidr).subnetMask + SLOT_BITS > AWS_PREFIX.longest) {
    return [
      `podCidr ${podCidr} is too small for eight zones: choose a prefix up to /${AWS_PREFIX.longest - SLOT_BITS}`,
    ];
  }
  if (cidr === undefined) return [];
  const [vpc, pods] = [rangeOf(cidr), rangeOf(podCidr)];
  if (pods.first > vpc.last || vpc.first > pods.last) return [];
  return [`podCidr ${podCidr} overlaps the VPC's own block: choose another, such as 100.64.0.0/16`];
}

function refuse({ cidr }: { readonly cidr?: string }, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Error(
    `The subnets of VPC ${cidr ?? "from the pool"} cannot be planned:\n${problems.map((text) => `  - ${text}`).join("\n")}`,
  );
}

function placedSubnets({ cidr, subnets, ...args }: SubnetPlanArgs): readonly PlannedSubnet[] {
  return places(args).map(({ tier, zone }) => ({
    tier,
    zone,
    cidr: subnets[tier]?.[zone] ?? computedBlock(cidr, tier, zone),
  }));
}

function places({ zones, tiers }: Pick<SubnetPlanArgs, "zones" | "tiers">): readonly SubnetPlace[] {
  return inOrder(TIERS, tiers).flatMap((tier) => inOrder(ZONE_LETTERS, zones).map((zone) => ({ tier, zone })));
}

/** The members of a list in a fixed order, each once, so that their order in config has no effect. */
function inOrder<T>(all: readonly T[], members: readonly T[]): readonly T[] {
  return all.filter((candidate) => members.includes(candidate));
}

/** The eighth of a block that is reserved for a zone, whether the zone is in use or not. */
function slotOf(block: Address4, zone: ZoneLetter): { readonly start: bigint; readonly size: bigint } {
  const size = 1n << BigInt(32 - block.subnetMask - SLOT_BITS);
  return { start: block.bigInt() + BigInt(ZONE_LETTERS.indexOf(zone)) * size, size };
}

/** Problems of a plan whose VPC block a pool allocates. */
function poolProblems({ netmaskLength, subnets }: PoolPlanArgs): string[] {
  const { shortest } = AWS_PREFIX;
  const fits = netmaskLength >= shortest && netmaskLength <= LONGEST_SLOTTED_PREFIX;
  return [
    ...(fits ? [] : [`a /${netmaskLength} has no room for them: choose /${shortest} to /${LONGEST_SLOTTED_PREFIX}`]),
    ...Object.keys(subnets).map((tier) => `subnets.${tier} is given, but the pool chooses the block: remove it`),
  ];
}

/** Problems of the VPC's block. */
function vpcProblems({ cidr, tiers, subnets }: SubnetPlanArgs): string[] {
  const problem = blockProblem(cidr);
  if (problem !== undefined) return [`cidr ${cidr} ${problem}`];
  const computed = tiers.filter((tier) => subnets[tier] === undefined);
  if (computed.length === 0 || new Address4(cidr).subnetMask <= LONGEST_SLOTTED_PREFIX) return [];
  return [
    `cidr ${cidr} is too small to compute ${computed.join(", ")}: choose a VPC of /${LONGEST_SLOTTED_PREFIX} or larger, ` +
      `or write every tier into subnets`,
  ];
}

/** Problems of single blocks from config. */
function explicitProblems({ zones, tiers, subnets }: SubnetPlanArgs): string[] {
  return TIERS.flatMap((tier) => {
    const blocks = subnets[tier];
    if (blocks === undefined) return [];
    if (!tiers.includes(tier)) return [unwanted(`subnets.${tier}`, "tiers", tier)];
    return ZONE_LETTERS.flatMap((zone) => {
      const key = `subnets.${tier}.${zone}`;
      const cidr = blocks[zone];
      if (!zones.includes(zone)) return cidr === undefined ? [] : [unwanted(key, "zones", zone)];
      if (cidr === undefined) return [`${key} is missing: give every zone of the tier a block, or none`];
      const problem = blockProblem(cidr);
      return problem === undefined ? [] : [`${key} ${cidr} ${problem}`];
    });
  });
}

function unwanted(key: string, list: "tiers" | "zones", member: string): string {
  return `${key} is given, but ${list} does not name ${member}: add it there or remove it here`;
}

/** Why EC2 refuses the block; undefined if it accepts it. */
function blockProblem(cidr: string): string | undefined {
  if (!cidr.includes("/") || !Address4.isValid(cidr)) return "is not an IPv4 CIDR block: write it like 10.0.0.0/16";
  const block = new Address4(cidr);
  if (block.networkForm() !== cidr) return `does not start its block: write ${block.networkForm()}`;
  const { shortest, longest } = AWS_PREFIX;
  if (block.subnetMask >= shortest && block.subnetMask <= longest) return undefined;
  return `has a size that AWS does not offer: choose a prefix from /${shortest} to /${longest}`;
}

/** Blocks outside the VPC and blocks that overlap: all of them, since moving one of two may overlap a third. */
function placeProblems({ cidr, subnets }: SubnetPlanArgs, planned: readonly PlannedSubnet[]): string[] {
  const vpc = rangeOf(cidr);
  const blocks = planned.map((subnet) => ({
    ...rangeOf(subnet.cidr),
    label: `${subnet.tier}-${subnet.zone} ${subnet.cidr}${subnets[subnet.tier] === undefined ? " (computed)" : ""}`,
  }));
  const outside = blocks.filter(({ first, last }) => first < vpc.first || last > vpc.last);
  const overlaps = blocks.flatMap((block, index) =>
    blocks
      .slice(index + 1)
      .flatMap((other) => (block.first <= other.last && other.first <= block.last ? [{ block, other }] : [])),
  );
  return [
    ...outside.map(({ label }) => `${label} is outside the VPC: choose a block inside ${cidr}`),
    ...overlaps.map(({ block, other }) => `${block.label} overlaps ${other.label}: move one of them in subnets`),
  ];
}
