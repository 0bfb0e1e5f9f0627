import type { Codes } from "../diagnostics/code";

export const fleetCodes = {} as const satisfies Codes<"fleet">;
