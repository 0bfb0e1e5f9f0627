import { type Bill, reservations } from "./bill";
import { KMS_KEY, line } from "./bill-line";
import { priceListOf } from "./price-list";

/** The settings that the price of a bootstrap depends on. */
export interface BootstrapBillInput {
  readonly aws: { readonly region: string };
  readonly bootstrap: { readonly stacks: Readonly<Record<string, { readonly runner?: unknown }>> };
}

/**
 * The fixed monthly cost of a bootstrap: a key for each stack, one for the state bucket, and one for the logs of runners.
 * Its objects are small, and runners are billed by the minute of a job.
 */
export function bootstrapBill({ bootstrap, aws }: BootstrapBillInput, today: Date): Bill {
  const stacks = Object.values(bootstrap.stacks);
  const runnerKeys = stacks.some(({ runner }) => runner !== undefined) ? 1 : 0;
  const keys = stacks.length + 1 + runnerKeys;
  const fixed = [line("KMS key", keys, priceListOf(aws.region).prices.kmsKey, KMS_KEY)];
  return {
    fixed,
    usage: [],
    unpriced: [],
    endpoints: [],
    ...reservations(fixed, aws.region, today),
  };
}
