import type { Codes } from "../diagnostics/code";

export const usageCodes = {
  "usage/unbilled-traffic": {
    cause: "No resource of this stack bills the traffic or the queries, so the estimate does not change the bill.",
    remedy: "Remove the estimate.",
  },
} as const satisfies Codes<"usage">;
