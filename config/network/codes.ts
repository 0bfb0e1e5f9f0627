import type { Codes } from "../diagnostics/code";

export const networkCodes = {} as const satisfies Codes<"network">;
