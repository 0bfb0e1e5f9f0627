import type { Codes } from "../diagnostics/code";

export const usageCodes = {} as const satisfies Codes<"usage">;
