import { type Bill, priceRegionOf, total } from "../../domain/cost/bill";
import { priceDays } from "../../domain/cost/monthly-cost";
import type { Change, Cost } from "./model";

/** Types that cost something by themselves, and that no configuration key of the bill stands for. */
const CHARGED_TYPES =
  /^aws:(rds|docdb|neptune|elasticache|opensearch|msk|dynamodb|redshift|fsx|ec2\/instance:|lb\/|alb\/|apigateway|cloudfront|wafv2\/webAcl:|sagemaker|emr|mq|memorydb|kinesis|globalaccelerator)/;

/** The cost of a month before and after a change, and the lines of the bill that differ. */
export function costOf(before: Bill | undefined, after: Bill, changes: readonly Change[]): Cost {
  const created = changes.filter(({ kind, type }) => kind === "create" && CHARGED_TYPES.test(type));
  return {
    ...(before === undefined ? {} : { before: amountsOf(before) }),
    after: amountsOf(after),
    lines: before === undefined ? [] : differingLines(before, after),
    unpriced: [...new Set([...after.unpriced, ...created.map(({ type }) => type)])],
    priceRegion: priceRegionOf(after),
    pricesAsOf: priceDays([...after.fixed, ...after.usage]),
  };
}

function amountsOf({ fixed, usage }: Bill): Cost["after"] {
  return { fixedUsd: cents(total(fixed)), usageUsd: cents(total(usage)) };
}

function differingLines(before: Bill, after: Bill): Cost["lines"] {
  const [old, now] = [before, after].map(({ fixed, usage }) => {
    const sums = new Map<string, number>();
    for (const { what, usd } of [...fixed, ...usage]) sums.set(what, (sums.get(what) ?? 0) + usd);
    return sums;
  });
  return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])]
    .map((what) => ({ what, beforeUsd: cents(old?.get(what) ?? 0), afterUsd: cents(now?.get(what) ?? 0) }))
    .filter(({ beforeUsd, afterUsd }) => beforeUsd !== afterUsd);
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
