import { z } from "zod";

export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
export const TIERS = ["public", "private", "isolated", "control-plane"] as const;

/** Nodes live in one, the network interfaces of the control plane in the other. */
export const NEEDED_TIERS = ["private", "control-plane"] as const;

export const zoneLetter = z.enum(ZONE_LETTERS);
export const tier = z.enum(TIERS);
