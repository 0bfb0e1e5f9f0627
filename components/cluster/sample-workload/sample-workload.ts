import * as apps from "@pulumi/kubernetes/apps/v1";
import * as autoscaling from "@pulumi/kubernetes/autoscaling/v2";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterNetwork } from "../cluster-args";
import type { IpFamily } from "../control-plane/ip-family";
import { ingressAnnotations, subnetAnnotation, versionService } from "./ingress-annotations";
import { CONTAINER_PORT, nginxConfig, podSpec } from "./pod-spec";
import { APP_LABEL, replicaBounds, serviceSelector, VERSION_LABEL } from "./release";
import type { IngressArgs, SampleWorkloadArgs } from "./sample-workload-args";

const APP = "sample";
const NGINX_CONFIG_MAP = "sample-nginx";
const CPU_TARGET_PERCENT = 70;

/** Sooner than Pulumi gives up, so that its error says what Kubernetes saw. */
const PROGRESS_DEADLINE_SECONDS = 240;

/**
 * How long requests still arrive at a pod that goes: until every node has heard of it, or until the load balancer has,
 * which its controller has to tell first. With what comes after, within the 30 seconds that Kubernetes gives a pod.
 */
const FAREWELL_SECONDS = { service: 5, ingress: 20 };

/** By this label `npm run up` finds Deployments to roll back when they do not get ready: tools/up/roll-back.ts. */
const ROLLED_BACK = { "app.kubernetes.io/managed-by": "groundwork" };

/**
 * After a rollback the fields that it changed are kubectl's, and the next update takes them back:
 * https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
 */
const TAKES_BACK = { "pulumi.com/patchForce": "true" };

/** A sample, and the network whose subnets its load balancer stands in. */
export interface PlacedSampleWorkloadArgs extends SampleWorkloadArgs {
  readonly network: Pick<ClusterNetwork, "subnetIds" | "subnetCidrs">;
  /** Whose addresses its pods have. */
  readonly ipFamily: IpFamily;
}

/**
 * A web server as a workload on this platform should be: a Deployment for each version, autoscaling, a disruption
 * budget, a Service, and the network policy that lets it be reached in its namespace. By config also an Ingress, for which
 * the AWS Load Balancer Controller makes a load balancer, and the policy that lets that one in.
 *
 * How a release goes, is data:
 * - rolling: another image of a version; new pods come before old ones go
 * - blue-green: two versions, one with all requests; the weights change places to switch, and again to switch back
 * - canary: two versions that share the requests by the number of their pods
 *
 * A version that does not get ready fails the update within 300 seconds, and gets no request before, then or later:
 * old pods are not taken away for it, and the Service waits for every version before it changes what it selects. What
 * serves is what served before, and `npm run up` rolls the Deployment back to it.
 *
 * https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment
 */
export class SampleWorkload extends pulumi.ComponentResource {
  constructor(name: string, args: PlacedSampleWorkloadArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:SampleWorkload", name, {}, opts);

    const config = this.createConfig(name, args);
    this.allowRequests(name, args);
    this.limitDisruption(name, args);
    const deployments = Object.entries(args.versions).map(([version, { image, weight }]) => {
      const deployment = this.createDeployment(name, args, { version, image, weight }, config);
      this.scale(name, args, { version, weight }, deployment);
      return deployment;
    });
    this.createService(name, args, deployments);
    if (args.ingress !== undefined) this.createIngress(name, args, args.ingress, deployments);

    this.registerOutputs();
  }

  private createConfig(name: string, { namespace, ipFamily }: PlacedSampleWorkloadArgs): core.ConfigMap {
    return new core.ConfigMap(
      `${name}-nginx`,
      { metadata: { namespace, name: NGINX_CONFIG_MAP }, data: { "default.conf": nginxConfig(ipFamily) } },
      { parent: this },
    );
  }

  /** From its own namespace; the kubelet's probes need no policy. */
  private allowRequests(name: string, { namespace }: SampleWorkloadArgs): void {
    new networking.NetworkPolicy(
      `${name}-requests`,
      {
        metadata: { namespace, name: `${APP}-requests` },
        spec: {
          podSelector: { matchLabels: { [APP_LABEL]: APP } },
          policyTypes: ["Ingress"],
          ingress: [{ from: [{ podSelector: {} }], ports: [{ protocol: "TCP", port: CONTAINER_PORT }] }],
        },
      },
      { parent: this },
    );
  }

  /** One pod at a time, of whichever version, so that nodes can always be drained. */
  private limitDisruption(name: string, { namespace }: SampleWorkloadArgs): void {
    new policy.PodDisruptionBudget(
      `${name}-budget`,
      {
        metadata: { namespace, name: APP },
        spec: { maxUnavailable: 1, selector: { matchLabels: { [APP_LABEL]: APP } } },
      },
      { parent: this },
    );
  }

  private createDeployment(
    name: string,
    args: SampleWorkloadArgs,
    { version, image, weight }: Version & { readonly image: string },
    config: core.ConfigMap,
  ): apps.Deployment {
    const labels = { [APP_LABEL]: APP, [VERSION_LABEL]: version };
    const farewellSeconds = args.ingress === undefined ? FAREWELL_SECONDS.service : FAREWELL_SECONDS.ingress;
    return new apps.Deployment(
      `${name}-${version}`,
      {
        metadata: {
          namespace: args.namespace,
          name: `${APP}-${version}`,
          labels: { ...labels, ...ROLLED_BACK },
          annotations: TAKES_BACK,
        },
        spec: {
          replicas: replicaBounds(args, weight).minReplicas,
          selector: { matchLabels: labels },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          progressDeadlineSeconds: PROGRESS_DEADLINE_SECONDS,
          template: { metadata: { labels }, spec: podSpec(image, labels, NGINX_CONFIG_MAP, farewellSeconds) },
        },
      },
      {
        parent: this,
        // Read at creation only; later it belongs to the autoscaler.
        ignoreChanges: ["spec.replicas"],
        customTimeouts: { create: "300s", update: "300s" },
        dependsOn: [config],
      },
    );
  }

  private scale(
    name: string,
    args: SampleWorkloadArgs,
    { version, weight }: Version,
    deployment: apps.Deployment,
  ): void {
    new autoscaling.HorizontalPodAutoscaler(
      `${name}-${version}-autoscaler`,
      {
        metadata: { namespace: args.namespace, name: `${APP}-${version}` },
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment.metadata.name },
          ...replicaBounds(args, weight),
          metrics: [
            {
              type: "Resource",
              resource: { name: "cpu", target: { type: "Utilization", averageUtilization: CPU_TARGET_PERCENT } },
            },
          ],
        },
      },
      { parent: this },
    );
  }

  private createService(name: string, args: SampleWorkloadArgs, deployments: readonly apps.Deployment[]): void {
    new core.Service(
      `${name}-service`,
      {
        metadata: { namespace: args.namespace, name: APP },
        spec: {
          selector: serviceSelector(APP, args.versions),
          ports: [{ name: "http", protocol: "TCP", port: 80, targetPort: "http" }],
        },
      },
      { parent: this, dependsOn: [...deployments] },
    );
  }

  /**
   * After what it leads to, and gone before it. Its deletion waits for the load balancer's own: that is what the finalizer
   * of the controller is for.
   */
  private createIngress(
    name: string,
    { namespace, versions, network }: PlacedSampleWorkloadArgs,
    ingress: IngressArgs,
    deployments: readonly apps.Deployment[],
  ): void {
    const tier = ingress.scheme === "internal" ? "private" : "public";
    const admitted = this.admitLoadBalancer(name, namespace, network.subnetCidrs[tier]);
    const services = Object.keys(versions).map(
      (version) =>
        new core.Service(
          `${name}-${version}-service`,
          {
            metadata: { namespace, name: versionService(APP, version) },
            spec: {
              selector: { [APP_LABEL]: APP, [VERSION_LABEL]: version },
              ports: [{ name: "http", protocol: "TCP", port: 80, targetPort: "http" }],
            },
          },
          { parent: this, dependsOn: [...deployments] },
        ),
    );
    const annotations = pulumi
      .all(network.subnetIds[tier])
      .apply((ids) => ({ ...ingressAnnotations(APP, ingress, versions), ...subnetAnnotation(ids) }));
    // The annotation of this name says where requests go.
    const backend = { service: { name: APP, port: { name: "use-annotation" } } };
    new networking.Ingress(
      `${name}-ingress`,
      {
        metadata: { namespace, name: APP, annotations },
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
      { parent: this, dependsOn: [...services, admitted] },
    );
  }

  /** It has no label that a policy could name, only its addresses: those of its subnets. */
  private admitLoadBalancer(
    name: string,
    namespace: string,
    subnetCidrs: readonly pulumi.Input<string>[],
  ): networking.NetworkPolicy {
    return new networking.NetworkPolicy(
      `${name}-load-balancer`,
      {
        metadata: { namespace, name: `${APP}-load-balancer` },
        spec: {
          podSelector: { matchLabels: { [APP_LABEL]: APP } },
          policyTypes: ["Ingress"],
          ingress: [
            {
              from: subnetCidrs.map((cidr) => ({ ipBlock: { cidr } })),
              ports: [{ protocol: "TCP", port: CONTAINER_PORT }],
            },
          ],
        },
      },
      { parent: this },
    );
  }
}

interface Version {
  readonly version: string;
  readonly weight: number;
}
