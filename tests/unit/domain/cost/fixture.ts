import type { PlatformConfig } from "../../../../config";
import { type Bill, bill } from "../../../../domain/cost/bill";
import { type Edits, TODAY, verdictOn } from "../../config/fixtures";

/** The minimal configuration with these changes, resolved. */
export function configWith(edits: Edits, stack = "dev", today = TODAY): PlatformConfig {
  const { config, problems } = verdictOn(edits, { stack, today });
  if (config === undefined) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return config;
}

/** Its bill. */
export function billFor(edits: Edits, stack = "dev", today = TODAY): Bill {
  return bill(configWith(edits, stack, today), today);
}
