import type { Codes } from "../diagnostics/code";

export const stackCodes = {} as const satisfies Codes<"stack">;
