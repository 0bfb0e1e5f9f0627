import { networkCodes } from "../network/codes";
import { addonCodes } from "../cluster/addons/codes";
import { overridesCodes } from "../overrides/codes";
import { schemaCodes } from "../schema/codes";

/** The codes of findings. A code is never renamed: people search for it. */
export const CODES = { ...schemaCodes, ...networkCodes, ...addonCodes, ...overridesCodes } as const;

export type FindingCode = keyof typeof CODES;
