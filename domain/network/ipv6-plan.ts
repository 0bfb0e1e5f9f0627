import { Address6 } from "ip-address";

import { type Tier, ZONE_LETTERS, type ZoneLetter } from "./zones-and-tiers";

/** AWS gives a VPC a /56, and our subnets are /64: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const SUBNET_PREFIX = 64;

/** The place of each tier in its zone's eight, as in the IPv4 plan; those left over are kept for later tiers. */
const PLACES: Readonly<Record<Tier, number>> = { private: 0, public: 4, isolated: 5, "control-plane": 7 };
const PLACES_IN_A_ZONE = 8;

/**
 * A subnet's IPv6 block: by tier and zone letter alone, like its IPv4 block, so that zones and tiers come and go without
 * renumbering a neighbour. AWS picks the VPC's block, so this is known only when the VPC is there.
 */
export function ipv6SubnetCidr(vpcBlock: string, tier: Tier, zone: ZoneLetter): string {
  const place = BigInt(ZONE_LETTERS.indexOf(zone) * PLACES_IN_A_ZONE + PLACES[tier]);
  const first = new Address6(vpcBlock).startAddress().bigInt() + (place << BigInt(128 - SUBNET_PREFIX));
  return `${Address6.fromBigInt(first).correctForm()}/${SUBNET_PREFIX}`;
}
