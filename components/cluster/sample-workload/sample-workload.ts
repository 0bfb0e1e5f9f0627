import * as apps from "@pulumi/kubernetes/apps/v1";
import * as autoscaling from "@pulumi/kubernetes/autoscaling/v2";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as policy from "@pulumi/kubernetes/policy/v1";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterNetwork } from "../cluster-args";
import type { IpFamily } from "../control-plane/ip-family";
import { createIngress } from "./ingress";
import { CONTAINER_PORT, nginxConfig, podSpec } from "./pod-spec";
import { APP_LABEL, FORCE_OWNERSHIP, replicaBounds, serviceSelector, VERSION_LABEL } from "./release";
import type { SampleWorkloadArgs } from "./sample-workload-args";

const APP = "sample";
const NGINX_CONFIG_MAP = "sample-nginx";
const CPU_TARGET_PERCENT = 70;

/** Less than the timeout of Pulumi, so that the error contains the reason that Kubernetes reports. */
const PROGRESS_DEADLINE_SECONDS = 240;

/**
 * Seconds for which requests still arrive at a pod whose deletion has started: until all nodes have removed it from the
 * Service, or until the controller has deregistered it from the target group. Kubernetes ends a pod after 30 seconds.
 */
const DRAIN_SECONDS = { service: 5, ingress: 20 };

/** Label of Deployments that `npm run up` rolls back when they do not become ready: tools/up/roll-back.ts. */
const ROLL_BACK_LABEL = { "app.kubernetes.io/managed-by": "groundwork" };

/** The workload, and the network with the subnets of its load balancer. */
export interface PlacedSampleWorkloadArgs extends SampleWorkloadArgs {
  readonly network: Pick<ClusterNetwork, "subnetIds" | "subnetCidrs">;
  /** IP family of its pods. */
  readonly ipFamily: IpFamily;
  /** Web ACL of the load balancer. Undefined: none. */
  readonly webAclArn: pulumi.Input<string> | undefined;
  /** Certificate of the stack for `ingress.host`, used unless the Ingress names another. Undefined: none. */
  readonly certificateOfHost: pulumi.Input<string> | undefined;
}

/**
 * A web server as an example of a workload on this platform: a Deployment for each version, autoscaling, a
 * PodDisruptionBudget, a Service, and a network policy that allows requests from its namespace. With `ingress` also an
 * Ingress, for which the AWS Load Balancer Controller creates a load balancer, and a network policy that allows it.
 *
 * The stack file defines how a release proceeds:
 * - rolling update: change the image of a version; Kubernetes starts new pods before it deletes old ones
 * - blue-green: two versions, one of them with all requests; exchange the weights to switch, or to switch back
 * - canary: two versions that divide requests by the numbers of their pods
 *
 * A version that does not become ready fails the update within 300 seconds and gets no requests: the rollout deletes no
 * old pods, and the Service changes its selector only after all versions are ready. The old pods continue to serve, and
 * `npm run up` rolls the Deployment back.
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
    createIngress(this, name, APP, args, deployments);

    this.registerOutputs();
  }

  private createConfig(
    name: string,
    { namespace, ipFamily }: Pick<PlacedSampleWorkloadArgs, "namespace" | "ipFamily">,
  ): core.ConfigMap {
    return new core.ConfigMap(
      `${name}-nginx`,
      { metadata: { namespace, name: NGINX_CONFIG_MAP }, data: { "default.conf": nginxConfig(ipFamily) } },
      { parent: this },
    );
  }

  /** Allows requests from its own namespace; probes of the kubelet need no policy. */
  private allowRequests(name: string, { namespace }: Pick<SampleWorkloadArgs, "namespace">): void {
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

  /** Allows one pod of all versions to be evicted at a time, so that nodes can always be drained. */
  private limitDisruption(name: string, { namespace }: Pick<SampleWorkloadArgs, "namespace">): void {
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
    args: Pick<SampleWorkloadArgs, "namespace" | "minReplicas" | "maxReplicas" | "ingress">,
    { version, image, weight }: Version & { readonly image: string },
    config: core.ConfigMap,
  ): apps.Deployment {
    const labels = { [APP_LABEL]: APP, [VERSION_LABEL]: version };
    const drainSeconds = args.ingress === undefined ? DRAIN_SECONDS.service : DRAIN_SECONDS.ingress;
    return new apps.Deployment(
      `${name}-${version}`,
      {
        metadata: {
          namespace: args.namespace,
          name: `${APP}-${version}`,
          labels: { ...labels, ...ROLL_BACK_LABEL },
          annotations: FORCE_OWNERSHIP,
        },
        spec: {
          replicas: replicaBounds(args, weight).minReplicas,
          selector: { matchLabels: labels },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          progressDeadlineSeconds: PROGRESS_DEADLINE_SECONDS,
          template: { metadata: { labels }, spec: podSpec(image, labels, NGINX_CONFIG_MAP, drainSeconds) },
        },
      },
      {
        parent: this,
        // Used at creation only; later the autoscaler sets it.
        ignoreChanges: ["spec.replicas"],
        customTimeouts: { create: "300s", update: "300s" },
        dependsOn: [config],
      },
    );
  }

  private scale(
    name: string,
    args: Pick<SampleWorkloadArgs, "namespace" | "minReplicas" | "maxReplicas">,
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

  private createService(
    name: string,
    args: Pick<SampleWorkloadArgs, "namespace" | "versions">,
    deployments: readonly apps.Deployment[],
  ): void {
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
}

interface Version {
  readonly version: string;
  readonly weight: number;
}
