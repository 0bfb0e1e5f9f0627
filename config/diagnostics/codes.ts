import { schemaCodes } from "../schema/codes";

/** The codes of findings. A code is never renamed: people search for it. */
export const CODES = { ...schemaCodes } as const;

export type FindingCode = keyof typeof CODES;
