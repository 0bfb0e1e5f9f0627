import { deepFreeze, type DeepReadonly } from "../resolve/deep-freeze";
import type { InventoryRow } from "./inventory";
import type { FLEET_PARTS, Parts } from "../schema";

export type FleetParts = Pick<Parts, (typeof FLEET_PARTS)[number]>;

/** One bucket of a fleet: what its row and its class say. */
export type FleetBucket = InventoryRow["settings"] & {
  shard: string;
  /** Whose bucket it is; absent when that is who owns the fleet. */
  owner?: string;
  /** Who pays for it; absent when that is who pays for the fleet. */
  costCenter?: string;
  /** Whether its row says that it is about to go, and so takes its protection away. */
  retired: boolean;
  /** Whether its state comes, or has just come, from the stack of another shard. */
  arriving: boolean;
};

/** The whole configuration of one stack of a fleet. */
export type FleetConfig = DeepReadonly<
  Omit<FleetParts, "teardown" | "fleet"> & {
    /** `<name>-<environment>`: the prefix of physical names. */
    platformName: string;
    teardown?: string;
    fleet: FleetParts["fleet"] & { buckets: Record<string, FleetBucket> };
  }
>;

/** The buckets of the stack's own shards, with all that is not written in their rows. */
export function resolveFleet({ teardown, ...parts }: FleetParts, rows: readonly InventoryRow[]): FleetConfig {
  const { fleet } = parts;
  const kept = teardown === undefined;
  const own = rows.filter(({ shard, state }) => state !== "deleted" && fleet.shards.includes(shard));
  return deepFreeze({
    ...parts,
    ...(kept ? {} : { teardown }),
    platformName: `${parts.name}-${parts.environment}`,
    fleet: {
      ...fleet,
      deletionProtection: fleet.deletionProtection && kept,
      buckets: Object.fromEntries(own.map((row) => [row.name, bucketOf(row, parts.tags)])),
    },
  });
}

/** A tag that says what the default tag of the same key says is left out: the provider would see it twice. */
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
