import { deepFreeze, type DeepReadonly } from "../resolve/deep-freeze";
import type { InventoryRow } from "./inventory";
import { isWholeTeardown } from "../stack/teardown";
import type { FLEET_PARTS, Parts } from "../schema";

export type FleetParts = Pick<Parts, (typeof FLEET_PARTS)[number]>;

/** One bucket of a fleet: the values of its row, and the defaults of its class. */
type FleetBucket = InventoryRow["settings"] & {
  shard: string;
  /** Owner of the bucket; absent if it is the owner of the fleet. */
  owner?: string;
  /** Cost center of the bucket; absent if it is that of the fleet. */
  costCenter?: string;
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

/** Omits tags that are equal to the default tag of the same key: the provider would report them as duplicates. */
function bucketOf({ settings, shard, state, movedFrom, ...row }: InventoryRow, tags: FleetParts["tags"]): FleetBucket {
  return {
    ...settings,
    shard,
    ...(row.owner === tags.owner ? {} : { owner: row.owner }),
    ...(row.costCenter === tags.costCenter ? {} : { costCenter: row.costCenter }),
    retired: state === "retired",
    arriving: movedFrom !== undefined,
  };
}
