import type { Codes } from "../diagnostics/code";

export const storageCodes = {} as const satisfies Codes<"storage">;
