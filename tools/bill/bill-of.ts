import { type Bill, bill } from "../../domain/cost/bill";
import { bootstrapBill } from "../../domain/cost/bootstrap-bill";
import { fleetBill } from "../../domain/cost/fleet-bill";
import type { AnyConfig } from "../config/check-file";

/** The monthly costs of a stack of any of the three projects. */
export function billOf(config: AnyConfig, today: Date): Bill {
  if ("cluster" in config) return bill(config, today);
  return "fleet" in config ? fleetBill(config, today) : bootstrapBill(config, today);
}
