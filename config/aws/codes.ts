import type { Codes } from "../diagnostics/code";

export const awsCodes = {} as const satisfies Codes<"aws">;
