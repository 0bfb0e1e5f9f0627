import type * as apps from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterNetwork } from "../cluster-args";
import { ingressAnnotations, subnetAnnotation, versionService, webAclAnnotation } from "./ingress-annotations";
import { CONTAINER_PORT } from "./pod-spec";
import { APP_LABEL, FORCE_OWNERSHIP, VERSION_LABEL } from "./release";
import type { SampleWorkloadArgs } from "./sample-workload-args";

interface Args extends Pick<SampleWorkloadArgs, "namespace" | "versions" | "ingress"> {
  readonly network: Pick<ClusterNetwork, "subnetIds" | "subnetCidrs">;
  readonly webAclArn: pulumi.Input<string> | undefined;
  readonly certificateOfHost: pulumi.Input<string> | undefined;
}

/**
 * Creates an Ingress, a Service for each version, and a network policy that allows requests of the load balancer.
 *
 * The Ingress depends on its Services and Deployments, so it is deleted before them. Its deletion waits for that of the
 * load balancer, because the controller sets a finalizer.
 */
export function createIngress(
  parent: pulumi.Resource,
  name: string,
  app: string,
  { namespace, versions, network, ingress, webAclArn, certificateOfHost }: Args,
  deployments: readonly apps.Deployment[],
): void {
  if (ingress === undefined) return;
  const tier = ingress.scheme === "internal" ? "private" : "public";
  const admitted = admitLoadBalancer(parent, name, app, namespace, network.subnetCidrs[tier]);
  const services = Object.keys(versions).map(
    (version) =>
      new core.Service(
        `${name}-${version}-service`,
        {
          metadata: { namespace, name: versionService(app, version) },
          spec: {
            selector: { [APP_LABEL]: app, [VERSION_LABEL]: version },
            ports: [{ name: "http", protocol: "TCP", port: 80, targetPort: "http" }],
          },
        },
        { parent, dependsOn: [...deployments] },
      ),
  );
  const certificate = ingress.certificateArn ?? certificateOfHost;
  const annotations = pulumi
    .all([pulumi.all(network.subnetIds[tier]), webAclArn, certificate])
    .apply(([ids, arn, certificateArn]) => ({
      ...ingressAnnotations(app, { ...ingress, certificateArn }, versions),
      ...subnetAnnotation(ids),
      ...(arn === undefined ? {} : webAclAnnotation(arn)),
      // `npm run switch` changes the weights.
      ...FORCE_OWNERSHIP,
    }));
  // The annotation `actions.<name>` contains the target groups.
  const backend = { service: { name: app, port: { name: "use-annotation" } } };
  new networking.Ingress(
    `${name}-ingress`,
    {
      metadata: { namespace, name: app, annotations },
      spec: {
        ingressClassName: "alb",
        rules: [
          {
            ...(ingress.host === undefined ? {} : { host: ingress.host }),
            http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
          },
        ],
      },
    },
    { parent, dependsOn: [...services, admitted] },
  );
}

/** A network policy selects a load balancer by its addresses: those of its subnets. */
function admitLoadBalancer(
  parent: pulumi.Resource,
  name: string,
  app: string,
  namespace: string,
  subnetCidrs: readonly pulumi.Input<string>[],
): networking.NetworkPolicy {
  return new networking.NetworkPolicy(
    `${name}-load-balancer`,
    {
      metadata: { namespace, name: `${app}-load-balancer` },
      spec: {
        podSelector: { matchLabels: { [APP_LABEL]: app } },
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: subnetCidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ protocol: "TCP", port: CONTAINER_PORT }],
          },
        ],
      },
    },
    { parent },
  );
}
