import { stringify } from "yaml";

import type { Verdict } from "../../../config/check/check";
import { checkFleet } from "../../../config/fleet/check-fleet";
import type { FleetConfig } from "../../../config";
import { readInventory, renderLock } from "../../../config/fleet/inventory";
import { type ConfigSource, sourceFromFile } from "../../../config/source/source";
import { parseStackFile } from "../../../config/source/stack-file";
import { type Edits, edited, TODAY } from "../config/fixtures";

/** The fewest keys that the stack file of a fleet needs. */
const FLEET = {
  environment: "dev",
  name: "files",
  aws: { region: "eu-west-1", accountId: "111122223333" },
  tags: { project: "files", owner: "storage", costCenter: "cc-1", department: "it" },
  fleet: { inventory: "buckets.csv", shards: ["a"] },
};

const HEADING = "name,class,owner,costCenter,shard,noncurrentExpirationDays,state,movedFrom";

/** An inventory with these rows: `invoices,data,billing,cc-2,a,30`. */
export function csv(...rows: readonly string[]): string {
  return [HEADING, ...rows, ""].join("\n");
}

/** The lock of rows without faults. */
function lockOf(text: string): string {
  return renderLock(readInventory("buckets.csv", text).rows.filter(({ state }) => state !== "deleted"));
}

export interface Files {
  readonly rows?: string | undefined;
  readonly lock?: string | undefined;
  /** Changes of the stack file, by dotted path. */
  readonly edits?: Edits;
  readonly stack?: string;
}

export function fleetSource({ rows, lock, edits = {}, stack = "a" }: Files): ConfigSource {
  const values = edited(FLEET, edits) as object;
  const config = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`groundwork:${key}`, value as unknown]),
  );
  const text = stringify({ config: { "pulumi:disable-default-providers": ["aws", "kubernetes"], ...config } });
  const source = sourceFromFile(parseStackFile(text, `Pulumi.${stack}.yaml`), stack);
  return { ...source, inventory: { fileName: "buckets.csv", rows, lock } };
}

/** The verdict on a fleet; unless a lock is given, it is the lock of the rows. */
export function fleetVerdict(files: Files): Verdict<FleetConfig> {
  const { rows = csv("invoices,data,billing,cc-2,a,30") } = files;
  const lock = "lock" in files ? files.lock : lockOf(rows);
  return checkFleet(fleetSource({ ...files, rows, lock }), TODAY);
}
