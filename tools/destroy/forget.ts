/** The part of the output of `pulumi stack export` that this module reads. */
export interface ExportedState {
  readonly deployment?: { readonly resources?: readonly { readonly urn: string; readonly type: string }[] };
}

const KUBERNETES_PROVIDER = "pulumi:providers:kubernetes";

/**
 * Returns the Pulumi commands that remove the Kubernetes provider and all resources that depend on it from the state.
 * AWS resources remain in the state.
 */
export function removeClusterObjectsFromState(
  { deployment }: ExportedState,
  /** Options that select the stack. */
  options: readonly string[],
): readonly (readonly string[])[] {
  return (deployment?.resources ?? [])
    .filter(({ type }) => type === KUBERNETES_PROVIDER)
    .map(({ urn }) => ["state", "delete", urn, "--target-dependents", ...options, "--yes"]);
}
