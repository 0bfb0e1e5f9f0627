import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterArgs } from "../cluster-args";
import { nodeDnsBlock } from "../compute/cluster-dns";
import type { ClusterScope } from "../scope";
import { appConfig } from "./app-config";
import { type LoadBalancing, NamespaceBaseline } from "./namespace";

/**
 * Creates the namespaces with their baseline.
 *
 * Namespaces are protected like the cluster: a destroy without a preview deletes resources that depend on a protected one
 * before it is refused, which would include namespaces and their volumes. Because namespaces are created last, their
 * protection also keeps the nodes on which they depend.
 *
 * @param needs resources that must be created before the namespaces and deleted after them: a pod that is older than its
 * Fargate profile stays Pending, Karpenter's nodes drain faster without workloads, and only a running controller deletes
 * the load balancers of Ingresses
 */
export function createNamespaces(
  scope: ClusterScope,
  provider: Provider,
  needs: readonly pulumi.Resource[],
): NamespaceBaseline[] {
  const { parent, name, args } = scope;
  const shared = { appConfig: appConfig(args), readinessGates: loadBalancing(args), nodeDns: nodeDnsBlock(scope) };
  return Object.entries(args.namespaces).map(
    ([namespace, { deletionProtection = args.deletionProtection, ...baseline }]) =>
      new NamespaceBaseline(
        `${name}-namespace-${namespace}`,
        { ...baseline, namespace, ...shared },
        { parent, providers: [provider], protect: deletionProtection, dependsOn: [...needs] },
      ),
  );
}

function loadBalancing({
  autoMode,
  loadBalancerController,
}: Pick<ClusterArgs, "autoMode" | "loadBalancerController">): LoadBalancing | undefined {
  if (autoMode !== undefined) return "auto-mode";
  return loadBalancerController === undefined ? undefined : "controller";
}
