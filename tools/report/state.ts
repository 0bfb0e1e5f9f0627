import type { Deployment } from "@pulumi/pulumi/automation";

import type { State } from "./model";

/** The fields of an exported state that a report reads. */
interface Checkpoint {
  readonly manifest?: { readonly time?: string };
  readonly resources?: readonly object[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: { readonly urn: string } }[];
}

/** The age of a state, and the operations that an interrupted update left in it, of which no preview warns. */
export function stateOf({ deployment }: Deployment, locks: readonly string[]): State {
  const { manifest, resources = [], pending_operations: pending = [] } = deployment as Checkpoint;
  return {
    resources: resources.length,
    ...(manifest?.time === undefined || resources.length === 0 ? {} : { updatedAt: manifest.time }),
    pendingOperations: pending.map(({ type, resource }) => ({ urn: resource.urn, operation: type })),
    locks: [...locks],
  };
}
