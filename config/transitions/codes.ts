import type { Codes } from "../diagnostics/code";

export const transitionsCodes = {} as const satisfies Codes<"transitions">;
