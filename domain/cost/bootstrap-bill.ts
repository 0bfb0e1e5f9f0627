import { type Bill, reservations } from "./bill";
import { KMS_KEY, line } from "./bill-line";
import { priceListOf } from "./price-list";

/** The settings that the price of a bootstrap depends on. */
export interface BootstrapBillInput {
  readonly aws: { readonly region: string };
  readonly bootstrap: { readonly stacks: Readonly<Record<string, unknown>> };
}

/** The fixed monthly cost of a bootstrap: a key for each stack, and one for the state bucket. Its objects are small. */
export function bootstrapBill({ bootstrap, aws }: BootstrapBillInput, today: Date): Bill {
  const fixed = [
    line("KMS key", Object.keys(bootstrap.stacks).length + 1, priceListOf(aws.region).prices.kmsKey, KMS_KEY),
  ];
  return {
    fixed,
    usage: [],
    unpriced: [],
    endpoints: [],
    ...reservations(fixed, aws.region, today),
  };
}
