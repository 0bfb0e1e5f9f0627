/** A quota of AWS, with the page that states it. */
export interface Quota {
  /** What is counted and where, in the plural: `notifications per bucket`. */
  readonly what: string;
  /** The default quota. */
  readonly limit: number;
  /** The maximum on request: `Infinity` if AWS publishes none. Omitted for quotas that AWS does not raise. */
  readonly raisableTo?: number;
  readonly source: string;
}

/** `raise`: AWS refuses it in an account with default quotas. `beyond`: AWS refuses it in every account. */
export type QuotaVerdict = "within" | "raise" | "beyond";

export function quotaVerdict(count: number, { limit, raisableTo = limit }: Quota): QuotaVerdict {
  if (count <= limit) return "within";
  return count <= raisableTo ? "raise" : "beyond";
}
