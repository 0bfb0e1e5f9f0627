/**
 * Zones that EKS has no control-plane capacity in. Only ids are safe to compare: the letters of a Region are shuffled
 * per account. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const ZONE_IDS_WITHOUT_EKS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];

/** How the zone ids of a Region begin: `us-east-1` is `use1`, `ap-northeast-2` is `apne2`. */
export function zoneIdPrefix(region: string): string {
  const [area = "", ...rest] = region.split("-");
  const number = rest.pop() ?? "";
  const direction = rest.map((word) => /^(north|south)(east|west)$/.exec(word)?.slice(1) ?? [word]);
  const initials = direction.flat().map((word) => word.charAt(0));
  return `${area}${initials.join("")}${number}`;
}

/** Whether a letter of this Region may stand for a zone that EKS cannot use, so that ids must be written down. */
export function hasZoneWithoutEks(region: string): boolean {
  return ZONE_IDS_WITHOUT_EKS.some((id) => id.startsWith(`${zoneIdPrefix(region)}-`));
}
