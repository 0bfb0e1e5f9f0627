import { TIERS, type Tier } from "../../../domain/network/zones-and-tiers";
import { logicalName } from "./preview";

/** Types that belong to a tier of the network, and whose logical names contain it: `network-private-a`. */
const TIER_TYPES = /^aws:ec2\/(subnet|routeTable|routeTableAssociation|route|networkAcl|networkAclRule|natGateway):/;

/** The tier of a subnet or of a route, by its logical name or that of a parent. */
export function tierOf(urn: string, type: string, parents: ReadonlyMap<string, string>): Tier | undefined {
  if (!TIER_TYPES.test(type)) return undefined;
  const names = [urn, ...ancestors(urn, parents)].map(logicalName);
  for (const name of names) {
    const tier = TIERS.find((each) => new RegExp(`(^|-)${each}(-|$)`).test(name));
    if (tier !== undefined) return tier;
  }
  return undefined;
}

/** The parents of a resource, the nearest first. */
export function ancestors(urn: string, parents: ReadonlyMap<string, string>): readonly string[] {
  const parent = parents.get(urn);
  return parent === undefined || parent === "" ? [] : [parent, ...ancestors(parent, parents)];
}
