import { Address6 } from "ip-address";

import { firstEighthOf } from "./subnet-plan";
import { type Tier, ZONE_LETTERS, type ZoneLetter } from "./zones-and-tiers";

/** AWS assigns a /56 to the VPC, and each subnet has a /64: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const SUBNET_PREFIX = 64;

/** A zone has eight /64 blocks, of which each tier has the one at its position in the IPv4 plan. */
const BLOCKS_IN_A_ZONE = 8;

/**
 * IPv6 block of a subnet. It depends only on the tier and the zone letter, like the IPv4 block, so that adding or removing
 * zones and tiers changes no other subnet. AWS chooses the VPC's block, so it is known only after the VPC is created.
 */
export function ipv6SubnetCidr(vpcBlock: string, tier: Tier, zone: ZoneLetter): string {
  const place = BigInt(ZONE_LETTERS.indexOf(zone) * BLOCKS_IN_A_ZONE + firstEighthOf(tier));
  const first = new Address6(vpcBlock).startAddress().bigInt() + (place << BigInt(128 - SUBNET_PREFIX));
  return `${Address6.fromBigInt(first).correctForm()}/${SUBNET_PREFIX}`;
}
