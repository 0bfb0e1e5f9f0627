import { isStale, type Price, PRICES, STALE_AFTER_DAYS } from "../../domain/cost/prices";
import type { Context } from "./context";

/** Lists the prices of the table that are too old, with their sources. Fails if there are any. */
export function listStalePrices(isJson: boolean, { today, write, colors }: Context): number {
  const stale = Object.entries<Price>(PRICES).filter(([, price]) => isStale(price, today));
  if (isJson) {
    write(
      JSON.stringify(
        stale.map(([name, price]) => ({ name, ...price })),
        undefined,
        2,
      ),
    );
    return stale.length === 0 ? 0 : 1;
  }
  for (const [name, { asOf, source }] of stale) write(`${colors.red("✗")} ${name}, of ${asOf}: ${source}`);
  if (stale.length === 0) {
    write(colors.green(`✓ No price of domain/cost/prices.ts is older than ${STALE_AFTER_DAYS} days.`));
    return 0;
  }
  write(`Renew these prices in domain/cost/prices.ts: they are older than ${STALE_AFTER_DAYS} days.`);
  return 1;
}
