import type { Codes } from "../diagnostics/code";

export const accountCodes = {} as const satisfies Codes<"account">;
