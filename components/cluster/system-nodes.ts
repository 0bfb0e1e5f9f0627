/** A pool that is kept for the cluster's own pods takes what tolerates this taint. */
export const ON_SYSTEM_NODES = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
