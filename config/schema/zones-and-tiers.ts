import { z } from "zod";

import { TIERS, ZONE_LETTERS } from "../../domain/network/zones-and-tiers";

export const zoneLetter = z.enum(ZONE_LETTERS);
export const tier = z.enum(TIERS);
