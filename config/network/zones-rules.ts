import { hasZoneWithoutEks, ZONE_IDS_WITHOUT_EKS, zoneIdPrefix } from "../../domain/network/zone-ids";
import { ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import { edit, type Finding, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

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

/** What is to be said about a list of zones at a path: each must be one of the network's. */
export function* zonesOfTheNetwork(
  zones: readonly string[],
  path: Path,
  network: ReadableParts["network"],
): Iterable<Finding> {
  if (network === undefined) return;
  for (const [index, zone] of zones.entries()) {
    if ((network.zones as readonly string[]).includes(zone)) continue;
    yield {
      path: [...path, index],
      message: "The network has no subnets in this zone.",
      because: [["network", "zones"]],
      allowed: `some of ${network.zones.join(", ")}`,
      fix: [remove(zones.length === 1 ? path : [...path, index])],
    };
  }
}

export const zonesRules: readonly Rule[] = [zoneIdsAreUsable, zoneIdsAreKnownWhereTheyMatter];
