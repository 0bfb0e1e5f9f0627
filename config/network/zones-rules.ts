import { isUnknownZoneId, knownZones, REGIONS_AS_OF, zoneVerdict } from "../../domain/network/regions";
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
      yield {
        code: "network/unused-zone",
        path,
        message: "The zone ID is not used: `network.zones` does not contain this zone.",
        because: [["network", "zones"]],
        fix: [remove(path)],
      };
    } else if (ZONE_IDS_WITHOUT_EKS.includes(id)) {
      yield {
        code: "network/zone-without-eks",
        path,
        message: "EKS cannot place a control plane in this Availability Zone.",
        allowed: `any zone except ${id}`,
        fix: [
          edit(
            "replace the letter in `network.zones` by another one; `aws ec2 describe-availability-zones --region <region>` prints its zone ID",
          ),
        ],
      };
    } else if (twin !== undefined) {
      yield {
        code: "network/duplicate-zone-id",
        path,
        message: "Two zone letters have the same zone ID; each letter of an account stands for a different zone.",
        because: [["network", "zoneIds", twin]],
        ...LOOK_UP,
      };
    } else if (aws !== undefined && !id.startsWith(`${zoneIdPrefix(aws.region)}-`)) {
      yield {
        code: "network/zone-id-region-mismatch",
        path,
        message: "The zone ID belongs to another Region than `aws.region`.",
        because: [["aws", "region"]],
        ...LOOK_UP,
      };
    } else if (aws !== undefined && isUnknownZoneId(aws.region, id)) {
      yield {
        code: "network/unknown-zone-id",
        path,
        message: `Not known: the Region has no zone of this ID in the table of ${REGIONS_AS_OF}.`,
        because: [["aws", "region"]],
        ...LOOK_UP,
        warning: true,
      };
    }
  }
};

/** EC2 refuses a subnet in a zone that the account does not have. */
const zonesExist: Rule = function* ({ network, aws }) {
  if (network === undefined || aws === undefined) return;
  const known = knownZones(aws.region);
  for (const [index, letter] of network.zones.entries()) {
    const verdict = zoneVerdict(aws.region, letter);
    if (verdict === "known" || network.zoneIds[letter] !== undefined) continue;
    const path: Path = ["network", "zones", index];
    yield {
      code: "network/unknown-zone",
      path,
      message:
        verdict === "absent"
          ? `The Region has no zone of this letter (table of ${REGIONS_AS_OF}). EC2 would refuse the subnets.`
          : known.length === 0
            ? "Not known: the table has no zones of this Region. Check that the account has a zone of this letter."
            : "Not known: not every account has a zone of this letter in this Region. Check that yours has.",
      because: [["aws", "region"]],
      allowed: known.length === 0 ? "a letter of the Region's zones" : `one of ${known.join(", ")}`,
      fix: [
        edit(
          "choose letters that `aws ec2 describe-availability-zones --query 'AvailabilityZones[].ZoneName'` prints for the Region; if AWS has opened the zone since, set its ID in `network.zoneIds`",
        ),
      ],
      ...(verdict === "absent" ? {} : { warning: true }),
    };
  }
};

/** Zone letters differ by account, so in Regions with a zone that EKS cannot use only zone IDs identify it. */
const zoneIdsAreKnownWhereTheyMatter: Rule = function* ({ network, aws }) {
  if (network === undefined || network.existing !== undefined) return;
  if (aws === undefined || !hasZoneWithoutEks(aws.region)) return;
  for (const letter of network.zones.filter((zone) => network.zoneIds[zone] === undefined)) {
    yield {
      code: "network/missing-zone-id",
      path: ["network", "zoneIds", letter],
      message:
        "EKS cannot use one zone of this Region. Zone letters differ by account, so the zone ID of each letter is required.",
      because: [["aws", "region"]],
      ...LOOK_UP,
    };
  }
};

/** Each account pairs letters and zone IDs differently, so no zone ID can be proposed. */
const LOOK_UP: Pick<Finding, "allowed" | "fix"> = {
  allowed: "the zone ID of this letter in the account",
  fix: [
    edit(
      "set the zone ID that `aws ec2 describe-availability-zones --query 'AvailabilityZones[].[ZoneName,ZoneId]' --region <region>` prints for the letter",
    ),
  ],
};

/** A finding for each entry of a list of zones that is not in `network.zones`. */
export function* zonesOfTheNetwork(
  zones: readonly string[],
  path: Path,
  network: ReadableParts["network"],
): Iterable<Finding> {
  if (network === undefined) return;
  for (const [index, zone] of zones.entries()) {
    if ((network.zones as readonly string[]).includes(zone)) continue;
    yield {
      code: "network/zone-without-subnets",
      path: [...path, index],
      message: "The network has no subnets in this zone: `network.zones` does not contain it.",
      because: [["network", "zones"]],
      allowed: `one or more of ${network.zones.join(", ")}`,
      fix: [remove(zones.length === 1 ? path : [...path, index])],
    };
  }
}

export const zonesRules: readonly Rule[] = [zonesExist, zoneIdsAreUsable, zoneIdsAreKnownWhereTheyMatter];
