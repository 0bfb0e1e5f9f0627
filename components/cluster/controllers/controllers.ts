import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterArgs } from "../cluster-args";
import type { ClusterScope } from "../scope";
import { ExternalSecrets } from "./external-secrets";
import { Keda } from "./keda";
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
    | "loadBalancerController"
    | "externalSecrets"
    | "keda"
    | "clusterName"
    | "region"
    | "accountId"
    | "ipFamily"
    | "tagFanOut"
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
  const autoscaler =
    args.keda === undefined
      ? []
      : [
          new Keda(
            `${name}-keda`,
            { ...args.keda, clusterName, region, accountId, controlPlane },
            { ...options, dependsOn: [...addons, ...loadBalancers] },
          ),
        ];
  return [...loadBalancers, ...secrets, ...autoscaler];
}

/** Versions of the optional software in the cluster, by name, for the stack output `controllers`. */
export function installedControllers({
  loadBalancerController,
  externalSecrets,
  keda,
  karpenter,
  optionalAddons,
  extraAddons,
}: Pick<
  ClusterArgs,
  "loadBalancerController" | "externalSecrets" | "keda" | "karpenter" | "optionalAddons" | "extraAddons"
>): Readonly<Record<string, string>> {
  const installed = {
    ...optionalAddons,
    ...extraAddons,
    "load-balancer-controller": loadBalancerController,
    "external-secrets": externalSecrets,
    keda,
    karpenter,
  };
  return Object.fromEntries(
    Object.entries(installed).flatMap(([name, args]) => (args === undefined ? [] : [[name, args.version]])),
  );
}
