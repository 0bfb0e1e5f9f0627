import type { Override } from "./override";

/**
 * Typed overrides of resource arguments that have no key in the stack file. A preview shows their effects like any change,
 * and the names of resources. For example:
 *
 * ```ts
 * import * as eks from "@pulumi/aws/eks";
 * import { type Override, override } from "./override";
 *
 * override(eks.Cluster, "cluster", (args) => ({ ...args, kubeApiServerConfig: { eventTtl: "2h" } })),
 * ```
 *
 * Rules of config/ do not check overrides, and the permissions boundary is set after them.
 */
export const overrides: readonly Override[] = [];
