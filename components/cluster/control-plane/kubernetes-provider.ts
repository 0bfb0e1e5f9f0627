import { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";

export interface KubernetesProviderArgs {
  readonly kubeconfig: pulumi.Output<string>;
  readonly oidcIssuer: pulumi.Output<string>;
  /** Resources without which the API server refuses this program, or pods do not start. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * The provider of all Kubernetes objects of the stack.
 *
 * A change of `clusterIdentifier` replaces these objects. Without it, they are replaced whenever the kubeconfig is unknown
 * in a preview. The OIDC issuer of a cluster never changes, and a replacement has another one. The ARN and the name would be
 * the same after a replacement, and the creation time depends on how the AWS provider formats times. The identifier must be
 * set from the first update: if added later, it takes effect with a delay.
 * https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/
 */
export function createKubernetesProvider(
  { parent, name }: Pick<ClusterScope, "parent" | "name">,
  { kubeconfig, oidcIssuer, dependsOn }: KubernetesProviderArgs,
): Provider {
  return new Provider(
    `${name}-kubernetes`,
    {
      kubeconfig,
      clusterIdentifier: oidcIssuer,
      enableServerSideApply: true,
      // By default, a changed ConfigMap is replaced. With a fixed name it is deleted first, and pods do not start meanwhile.
      enableConfigMapMutable: true,
    },
    { parent, dependsOn: [...dependsOn] },
  );
}
