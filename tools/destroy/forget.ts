/** As much of `pulumi stack export` as is read here. */
export interface ExportedState {
  readonly deployment?: { readonly resources?: readonly { readonly urn: string; readonly type: string }[] };
}

const KUBERNETES_PROVIDER = "pulumi:providers:kubernetes";

/**
 * Pulumi's commands that take out of the state whatever lives in a cluster, and leave what stands at AWS: the provider
 * of its API with all that depends on it.
 */
export function forgetCluster({ deployment }: ExportedState, stack: string): readonly (readonly string[])[] {
  return (deployment?.resources ?? [])
    .filter(({ type }) => type === KUBERNETES_PROVIDER)
    .map(({ urn }) => ["state", "delete", urn, "--target-dependents", "--stack", stack, "--yes"]);
}
