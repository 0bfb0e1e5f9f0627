import type { Codes } from "../diagnostics/code";

export const clusterCodes = {} as const satisfies Codes<"cluster">;
