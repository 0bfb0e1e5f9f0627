import { type Bill, reservations } from "./bill";
import { KMS_KEY, line } from "./bill-line";
import { priceListOf } from "./price-list";

/** The settings that the price of a bucket fleet depends on. */
export interface FleetBillInput {
  readonly aws: { readonly region: string };
  readonly fleet: { readonly encryption: "aws-managed" | "customer-managed"; readonly shards: readonly unknown[] };
}

/** The fixed monthly cost of a fleet's stack. S3 charges buckets by their content, which is unknown. */
export function fleetBill({ fleet, aws }: FleetBillInput, today: Date): Bill {
  const keys = fleet.encryption === "customer-managed" ? fleet.shards.length : 0;
  const fixed = keys === 0 ? [] : [line("KMS key", keys, priceListOf(aws.region).prices.kmsKey, KMS_KEY)];
  return {
    fixed,
    usage: [],
    unpriced: [],
    endpoints: [],
    ...reservations(fixed, aws.region, today),
  };
}
