import type { FleetConfig } from "../config";
import type { Bill } from "./bill";
import { line } from "./bill-line";
import { isStale, PRICES } from "./prices";

/** What a fleet's stack costs by the month, used or not: buckets are paid for by what is in them. */
export function fleetBill({ fleet, aws }: FleetConfig, today: Date): Bill {
  const keys = fleet.encryption === "customer-managed" ? fleet.shards.length : 0;
  const fixed = keys === 0 ? [] : [line("KMS key", keys, PRICES.kmsKey)];
  return {
    fixed,
    usage: [],
    unpriced: [],
    endpoints: [],
    region: aws.region,
    stale: fixed.filter(({ price }) => isStale(price, today)).map(({ what }) => what),
  };
}
