import { type Quota, quotaVerdict } from "../../domain/quota";
import { edit, type Finding } from "../finding";
import type { Path } from "../path";

/** How much of a quota a value uses up. */
export interface QuotaUse {
  readonly quota: Quota;
  readonly count: number;
  readonly path: Path;
  /** What is counted, in the plural and with where: "inbound rules of this group". */
  readonly counted: string;
  readonly because?: readonly Path[];
}

/**
 * Warns of a count for which AWS has to raise a quota first, and refuses one that AWS never grants. An account may have
 * been granted more, which no program can know without asking AWS.
 */
export function* withinQuota({ quota, count, path, counted, because = [] }: QuotaUse): Iterable<Finding> {
  const { name, initial, raisedTo, source } = quota;
  const verdict = quotaVerdict(quota, count);
  if (verdict === "fits") return;
  const most = Number.isFinite(raisedTo) ? `, ${raisedTo} at most` : "";
  yield {
    path,
    because,
    ...(verdict === "impossible"
      ? {
          message: `There are ${count} ${counted}, and AWS allows ${raisedTo} ("${name}").`,
          allowed: `${raisedTo} at most: ${source}`,
          fix: [edit(`leave ${count - raisedTo} of them out`)],
        }
      : {
          message: `There are ${count} ${counted}, and an account has ${initial} unless AWS has raised the quota "${name}".`,
          allowed: `${initial}, or a raised quota${most}: ${source}`,
          fix: [edit("request the increase in Service Quotas before the update, which otherwise fails")],
          warning: true as const,
        }),
  };
}
