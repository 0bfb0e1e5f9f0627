import { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";

/** What the provider needs to know of the cluster. */
export interface KubernetesProviderArgs {
  readonly kubeconfig: pulumi.Output<string>;
  readonly oidcIssuer: pulumi.Output<string>;
  /** Until these exist the API server lets nobody in, or pods do not start. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * The provider of every Kubernetes object of the platform.
 *
 * `clusterIdentifier` decides when those objects have to be made anew: when it changes. Without it that would be
 * whenever the kubeconfig is unknown in a preview. The ARN and the name are the same again after a replacement, and
 * the creation time depends on how the AWS provider prints times; the OIDC issuer is a new one with every cluster
 * and never changes. It must be there from the first `up`: added later, it would not take effect at once.
 * https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/
 */
export function createKubernetesProvider(
  { parent, name }: ClusterScope,
  { kubeconfig, oidcIssuer, dependsOn }: KubernetesProviderArgs,
): Provider {
  return new Provider(
    `${name}-kubernetes`,
    {
      kubeconfig,
      clusterIdentifier: oidcIssuer,
      enableServerSideApply: true,
      // By default a changed ConfigMap is replaced, and with a fixed name deleted first: pods would not start meanwhile.
      enableConfigMapMutable: true,
    },
    { parent, dependsOn: [...dependsOn] },
  );
}
