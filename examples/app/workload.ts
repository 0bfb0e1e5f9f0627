import * as apps from "@pulumi/kubernetes/apps/v1";
import * as autoscaling from "@pulumi/kubernetes/autoscaling/v2";
import * as core from "@pulumi/kubernetes/core/v1";
import type { input } from "@pulumi/kubernetes/types";
import * as disruption from "@pulumi/kubernetes/policy/v1";
import type * as pulumi from "@pulumi/pulumi";

import { createIngress, type IngressArgs } from "./ingress";

export interface WorkloadArgs extends Pick<IngressArgs, "host" | "certificateArn" | "loadBalancerCidrs"> {
  /** A namespace of the platform, which admits restricted pods only and denies all traffic but DNS. */
  readonly namespace: string;
  readonly image: string;
  /** Environment variables of the container. */
  readonly environment: Readonly<Record<string, string>>;
}

const PORT = 8080;

/** The Deployment and what it needs: service account, Service, autoscaling, disruption budget, Ingress and network policy. */
export function createWorkload(name: string, args: WorkloadArgs, opts: pulumi.CustomResourceOptions): void {
  const metadata = { name, namespace: args.namespace, labels: { app: name } };
  const selector = { matchLabels: { app: name } };
  const account = new core.ServiceAccount(name, { metadata, automountServiceAccountToken: false }, opts);
  const deployment = new apps.Deployment(
    name,
    {
      metadata,
      // No `replicas`: the HorizontalPodAutoscaler sets them.
      spec: {
        selector,
        template: { metadata: { labels: { app: name } }, spec: podSpec(name, args, account.metadata.name) },
      },
    },
    opts,
  );
  const service = new core.Service(
    name,
    { metadata, spec: { selector: { app: name }, ports: [{ name: "http", port: 80, targetPort: "http" }] } },
    opts,
  );
  new autoscaling.HorizontalPodAutoscaler(
    name,
    {
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment.metadata.name },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
      },
    },
    opts,
  );
  new disruption.PodDisruptionBudget(name, { metadata, spec: { selector, maxUnavailable: 1 } }, opts);
  createIngress(name, { ...args, metadata, selector, serviceName: service.metadata.name, port: PORT }, opts);
}

/** Complies with the Pod Security level `restricted`. */
function podSpec(name: string, args: WorkloadArgs, serviceAccountName: pulumi.Output<string>): input.core.v1.PodSpec {
  return {
    serviceAccountName,
    securityContext: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: "RuntimeDefault" } },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app: name } },
      },
    ],
    containers: [
      {
        name,
        image: args.image,
        ports: [{ name: "http", containerPort: PORT }],
        env: Object.entries(args.environment).map(([key, value]) => ({ name: key, value })),
        readinessProbe: { httpGet: { path: "/", port: "http" } },
        resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "128Mi" } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      },
    ],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }],
  };
}
