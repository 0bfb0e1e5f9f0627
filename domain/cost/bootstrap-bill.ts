import type { Bill } from "./bill";
import { KMS_KEY, line } from "./bill-line";
import { isStale, PRICES } from "./prices";

/** The settings that the price of a bootstrap depends on. */
export interface BootstrapBillInput {
  readonly aws: { readonly region: string };
  readonly bootstrap: { readonly stacks: Readonly<Record<string, unknown>> };
}

/** The fixed monthly cost of a bootstrap: a key for each stack, and one for the state bucket. Its objects are small. */
export function bootstrapBill({ bootstrap, aws }: BootstrapBillInput, today: Date): Bill {
  const fixed = [line("KMS key", Object.keys(bootstrap.stacks).length + 1, PRICES.kmsKey, KMS_KEY)];
  return {
    fixed,
    usage: [],
    unpriced: [],
    endpoints: [],
    region: aws.region,
    stale: fixed.filter(({ price }) => isStale(price, today)).map(({ what }) => what),
  };
}
