import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterScope } from "../scope";
import { ExternalSecrets } from "./external-secrets";
import { LoadBalancerController } from "./load-balancer-controller";

/**
 * Creates the controllers one after another, because the mutating webhook of the load balancer controller intercepts
 * every Service.
 *
 * @param addons add-ons with Services
 */
export function createControllers(
  {
    parent,
    name,
    args,
    controlPlane,
  }: ClusterScope<
    "loadBalancerController" | "externalSecrets" | "clusterName" | "region" | "accountId" | "ipFamily" | "tagFanOut"
  >,
  provider: Provider,
  addons: readonly pulumi.Resource[],
): readonly pulumi.Resource[] {
  const { clusterName, region, accountId, ipFamily, tagFanOut } = args;
  const options = { parent, providers: [provider] };
  const loadBalancers =
    args.loadBalancerController === undefined
      ? []
      : [
          new LoadBalancerController(
            `${name}-load-balancers`,
            { ...args.loadBalancerController, region, ipFamily, tags: tagFanOut.tags, controlPlane },
            { ...options, dependsOn: [...addons] },
          ),
        ];
  const secrets =
    args.externalSecrets === undefined
      ? []
      : [
          new ExternalSecrets(
            `${name}-external-secrets`,
            { ...args.externalSecrets, clusterName, region, accountId, controlPlane },
            { ...options, dependsOn: [...addons, ...loadBalancers] },
          ),
        ];
  return [...loadBalancers, ...secrets];
}
