import { deepFreeze, type DeepReadonly } from "../resolve/deep-freeze";
import type { InventoryRow } from "./inventory";
import { isWholeTeardown } from "../stack/teardown";
import type { FLEET_PARTS, Parts } from "../schema";

export type FleetParts = Pick<Parts, (typeof FLEET_PARTS)[number]>;

/** One bucket of a fleet: the values of its row, and the defaults of its class. */
type FleetBucket = InventoryRow["settings"] & {
  shard: string;
  /** Owner and cost center of the bucket, by tag key; absent if they are those of the fleet. */
  tags?: Record<string, string>;
  /** Whether the bucket is about to be deleted, and so has no deletion protection. */
  retired: boolean;
  /** Whether its state moves, or has just moved, from the stack of another shard. */
  arriving: boolean;
};

/** The whole configuration of one stack of a fleet. */
export type FleetConfig = DeepReadonly<
  Omit<FleetParts, "teardown" | "fleet"> & {
    /** `<name>-<environment>`: the prefix of physical names. */
    platformName: string;
    teardown?: NonNullable<FleetParts["teardown"]>;
    fleet: FleetParts["fleet"] & { buckets: Record<string, FleetBucket> };
  }
>;

/** Resolves the configuration with the buckets in the shards of the stack. */
export function resolveFleet({ teardown, ...parts }: FleetParts, rows: readonly InventoryRow[]): FleetConfig {
  const { fleet } = parts;
  const kept = !isWholeTeardown(teardown);
  const own = rows.filter(({ shard, state }) => state !== "deleted" && fleet.shards.includes(shard));
  return deepFreeze({
    ...parts,
    ...(teardown === undefined ? {} : { teardown }),
    platformName: `${parts.name}-${parts.environment}`,
    fleet: {
      ...fleet,
      deletionProtection: fleet.deletionProtection && kept,
      buckets: Object.fromEntries(own.map((row) => [row.name, bucketOf(row, parts.tags)])),
    },
  });
}

function bucketOf({ settings, shard, state, movedFrom, ...row }: InventoryRow, tags: FleetParts["tags"]): FleetBucket {
  const own = ownTags(row, tags);
  return {
    ...settings,
    shard,
    ...(Object.keys(own).length === 0 ? {} : { tags: own }),
    retired: state === "retired",
    arriving: movedFrom !== undefined,
  };
}

/** Omits tags that are equal to the default tag of the same key: the provider would report them as duplicates. */
function ownTags(row: Pick<InventoryRow, "owner" | "costCenter">, tags: FleetParts["tags"]): Record<string, string> {
  const differing = (["owner", "costCenter"] as const).filter((meaning) => row[meaning] !== tags[meaning]);
  return Object.fromEntries(differing.map((meaning) => [tags.keys[meaning], row[meaning]]));
}
