import type { Codes } from "../diagnostics/code";

export const schemaCodes = {} as const satisfies Codes<"schema">;
