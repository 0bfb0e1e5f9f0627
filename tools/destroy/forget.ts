const KUBERNETES_PROVIDER = "pulumi:providers:kubernetes";

/**
 * Returns the Pulumi commands that remove the Kubernetes provider and all resources that depend on it from the state.
 * AWS resources remain in the state.
 */
export function removeClusterObjectsFromState(
  resources: readonly { readonly urn: string; readonly type: string }[],
  /** Options that select the stack. */
  options: readonly string[],
): readonly (readonly string[])[] {
  return resources
    .filter(({ type }) => type === KUBERNETES_PROVIDER)
    .map(({ urn }) => ["state", "delete", urn, "--target-dependents", ...options, "--yes"]);
}
