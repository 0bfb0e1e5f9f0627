import { distance } from "fastest-levenshtein";
import table from "./region-table.json";

/** Regions of the partition aws, from packages that `npm run tables -- packages` reads. It lacks Regions that are newer. */
export interface RegionTable {
  /** The day on which the newest source was published. */
  readonly asOf: string;
  readonly sources: readonly string[];
  readonly regions: Readonly<Record<string, RegionZones>>;
}

interface RegionZones {
  /** Letters of the Availability Zones of one account; absent where the source has none. Another account can have others. */
  readonly zones?: readonly string[];
  readonly zoneIds?: readonly string[];
}

const TABLE: RegionTable = table;

export const KNOWN_REGIONS: readonly string[] = Object.keys(TABLE.regions);

export const REGIONS_AS_OF = TABLE.asOf;

/** `newer`: the name can be that of a Region that AWS opened after the table was made. */
export type RegionVerdict = "known" | "newer" | "misspelt";

/** AWS numbers the Regions of an area and direction in the order in which it opens them: us-west-1, us-west-2. */
export function regionVerdict(region: string): RegionVerdict {
  if (KNOWN_REGIONS.includes(region)) return "known";
  const { place, number } = partsOf(region);
  const [area = "", direction = ""] = place.split("-");
  const known = KNOWN_REGIONS.map(partsOf);
  const isArea = known.some((other) => other.place.startsWith(`${area}-`));
  const isPossible =
    (isArea || KNOWN_REGIONS.every((other) => distance(other, region) > 1)) &&
    known.some((other) => other.place.endsWith(`-${direction}`)) &&
    known.every((other) => other.place !== place || other.number < number) &&
    number > 0;
  return isPossible ? "newer" : "misspelt";
}

function partsOf(region: string): { readonly place: string; readonly number: number } {
  const [, place = "", number = ""] = /^([a-z]+-[a-z]+)-(\d+)$/.exec(region) ?? [];
  return { place, number: Number(number) };
}

/** "Each AWS Region consists of a minimum of three" zones: https://aws.amazon.com/about-aws/global-infrastructure/regions_az/ */
const FEWEST_ZONES = 3;

/** `unsure`: another account can have the zone, or the table has no zones of the Region. */
export type ZoneVerdict = "known" | "unsure" | "absent";

/**
 * Whether a Region has an Availability Zone of this letter. Each account maps letters to zones, so an account can have a
 * letter that the table lacks, but none after the last letter and the highest number of a zone ID.
 * https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function zoneVerdict(region: string, letter: string): ZoneVerdict {
  const { zones = [], zoneIds = [] } = TABLE.regions[region] ?? {};
  if (zones.length === 0) return placeOfLetter(letter) <= FEWEST_ZONES ? "known" : "unsure";
  if (zones.includes(letter)) return "known";
  const last = Math.max(...zones.map(placeOfLetter), ...zoneIds.map((id) => Number(/\d+$/.exec(id)?.[0])));
  return placeOfLetter(letter) <= last ? "unsure" : "absent";
}

/** Whether the table has no such zone ID, although it has others of the Region. */
export function isUnknownZoneId(region: string, id: string): boolean {
  return TABLE.regions[region]?.zoneIds?.includes(id) === false;
}

function placeOfLetter(letter: string): number {
  return letter.charCodeAt(0) - "a".charCodeAt(0) + 1;
}

/** Letters of the Region's Availability Zones in the table; none where it does not know them. */
export function knownZones(region: string): readonly string[] {
  return TABLE.regions[region]?.zones ?? [];
}
