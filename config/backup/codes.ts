import type { Codes } from "../diagnostics/code";

export const backupCodes = {} as const satisfies Codes<"backup">;
