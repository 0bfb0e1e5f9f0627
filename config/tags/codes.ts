import type { Codes } from "../diagnostics/code";

export const tagsCodes = {} as const satisfies Codes<"tags">;
