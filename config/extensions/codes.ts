import type { Codes } from "../diagnostics/code";

/** Errors of the handle that extensions use (platform/missing-part.ts), which imports nothing of the configuration. */
export const extensionsCodes = {
  "extensions/missing-part": {
    cause:
      "An extension uses a part of the platform, such as a bucket, a namespace or the subnets of a tier, that the stack file does not have. The preview fails, and nothing is changed.",
    remedy: "Use one of the existing parts that the error lists, or add the part to the key that the error names.",
  },
} as const satisfies Codes<"extensions">;
