/**
 * Zones in which EKS cannot place a control plane. Only zone IDs can be compared, because letters differ by account:
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const ZONE_IDS_WITHOUT_EKS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3"];

/** The prefix of the zone IDs of a Region: `us-east-1` is `use1`, `ap-northeast-2` is `apne2`. */
export function zoneIdPrefix(region: string): string {
  const [area = "", ...rest] = region.split("-");
  const number = rest.pop() ?? "";
  const direction = rest.map((word) => /^(north|south)(east|west)$/.exec(word)?.slice(1) ?? [word]);
  const initials = direction.flat().map((word) => word.charAt(0));
  return `${area}${initials.join("")}${number}`;
}

/** Whether EKS cannot use one zone of this Region, so that config must contain the zone ID of each letter. */
export function hasZoneWithoutEks(region: string): boolean {
  return ZONE_IDS_WITHOUT_EKS.some((id) => id.startsWith(`${zoneIdPrefix(region)}-`));
}
