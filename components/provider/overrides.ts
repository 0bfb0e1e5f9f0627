import type { Override } from "./override";

/**
 * What this checkout wants otherwise than the platform makes it, for switches that are too rare to be a key of config:
 * typed, reviewed, and shown by the preview like any change. A preview says which name a resource has. For example:
 *
 * ```ts
 * import * as eks from "@pulumi/aws/eks";
 * import { type Override, override } from "./override";
 *
 * override(eks.Cluster, "cluster", (args) => ({ ...args, kubeApiServerConfig: { eventTtl: "2h" } })),
 * ```
 *
 * No rule of config/ sees them, and the permissions boundary is set after them. What several stacks want should be a key.
 */
export const overrides: readonly Override[] = [];
