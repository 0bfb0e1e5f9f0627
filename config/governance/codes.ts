import type { Codes } from "../diagnostics/code";

export const governanceCodes = {} as const satisfies Codes<"governance">;
