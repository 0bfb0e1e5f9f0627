import { z } from "zod";

/** Changes when a field is removed or gets another meaning. */
export const FORMAT_VERSION = 1;

const rowSchema = z.object({
  /** stack, cluster, or account for an untagged or temporary resource of the account. */
  owner: z.enum(["stack", "cluster", "account"]),
  kind: z.string(),
  /** instance, volume, ... */
  type: z.string(),
  id: z.string(),
  name: z.string(),
  reason: z.string(),
  advice: z.string(),
  /** US dollars a month; missing where the price is not known. */
  usdPerMonth: z.number().optional(),
  /** Whether it may cost less. */
  isAtMost: z.boolean(),
  /** Why there is no price, or why it is 0. */
  priceNote: z.string().optional(),
  price: z.object({ region: z.string(), asOf: z.string(), source: z.string() }).optional(),
});

export const wasteReportSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  stack: z.string(),
  /** The stack file, relative to the repository. */
  file: z.string(),
  platformName: z.string(),
  region: z.string(),
  waste: z.array(rowSchema).readonly(),
  /** What could not be read, and why. */
  skipped: z.array(z.object({ what: z.string(), why: z.string() })).readonly(),
});

export type WasteRow = z.output<typeof rowSchema>;
export type WasteReport = z.output<typeof wasteReportSchema>;
