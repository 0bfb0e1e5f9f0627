import { z } from "zod";
import type { RegionTable } from "../../domain/network/regions";

const partitions = z.object({
  partitions: z.array(z.object({ id: z.string(), regions: z.record(z.string(), z.unknown()) })),
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html, by zone name or by zone ID */
const offerings = z
  .array(z.object({ Location: z.string().regex(/^[a-z]+(-[a-z]+)+-\d[a-z]$|^[a-z]+\d-az\d+$/) }))
  .min(1);

/** Fewer would be a source that is cut off: the partition had 34 Regions in 2025. */
const FEWEST_REGIONS = 34;

/** Offers of instance types of a Region, by zone name and by zone ID; undefined where the source has none. */
export interface RegionOfferings {
  readonly byZone: unknown;
  readonly byZoneId: unknown;
}

/** The Regions of the partition `aws`, with their zones where the source has offers of instance types in them. */
export function regionZones(
  sdkPartitions: unknown,
  offeringsOf: (region: string) => RegionOfferings | undefined,
): RegionTable["regions"] {
  const aws = partitions.parse(sdkPartitions).partitions.find(({ id }) => id === "aws");
  const names = Object.keys(aws?.regions ?? {}).filter((name) => name !== "aws-global");
  z.array(z.string()).min(FEWEST_REGIONS, `fewer than ${FEWEST_REGIONS} Regions`).parse(names);
  return Object.fromEntries(
    names.sort().map((region) => {
      const found = offeringsOf(region);
      if (found === undefined) return [region, {}];
      const letters = locations(found.byZone).filter((zone) => zone.startsWith(region));
      return [region, { zones: letters.map((zone) => zone.slice(region.length)), zoneIds: locations(found.byZoneId) }];
    }),
  );
}

function locations(content: unknown): string[] {
  return [...new Set(offerings.parse(content).map(({ Location }) => Location))].sort();
}
