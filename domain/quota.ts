/** A number that AWS limits, with the page that says so. */
export interface Quota {
  /** What is counted and where, in the plural: `notifications per bucket`. */
  readonly what: string;
  /** The most that AWS takes unless somebody has asked for more. */
  readonly limit: number;
  /** The most that AWS raises it to on request: `Infinity` where no maximum is published, absent where it is never raised. */
  readonly raisableTo?: number;
  readonly source: string;
}

/** `raise`: AWS refuses it in an account with default quotas. `beyond`: AWS refuses it in every account. */
export type QuotaVerdict = "within" | "raise" | "beyond";

export function quotaVerdict(count: number, { limit, raisableTo = limit }: Quota): QuotaVerdict {
  if (count <= limit) return "within";
  return count <= raisableTo ? "raise" : "beyond";
}
