import type { Input } from "@pulumi/pulumi";

import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";

/** Copy of the Docker official image: https://gallery.ecr.aws/docker/library/node. This version of Node.js runs TypeScript. */
const NODE_IMAGE = "docker/library/node:24.19.0-alpine3.24";
/** Official image of AWS: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-docker.html. It has `--no-overwrite`. */
const AWS_CLI_IMAGE = "aws-cli/aws-cli:2.37.9";

export const SERVICE_ACCOUNT = "save-logs";
export const SCRIPT = "save-logs.ts";
export const SCRIPT_CONFIG_MAP = "save-logs";

/** User `node` of the Node.js image. */
const USER = 1000;

const TOKEN_DIRECTORY = "/var/run/secrets/kubernetes.io/serviceaccount";
const SAVE_CONTAINER = "save";

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** Annotations by which only the container that uploads gets AWS credentials: https://github.com/aws/amazon-eks-pod-identity-webhook */
export const POD_ANNOTATIONS = { "eks.amazonaws.com/skip-containers": SAVE_CONTAINER };

/**
 * Prefers nodes that Karpenter did not create, and nodes of the metrics server. A node that gets a new pod every minute
 * never stays unchanged for as long as Karpenter, also in Auto Mode, waits before it consolidates the node:
 * https://github.com/kubernetes-sigs/karpenter/issues/1921.
 */
const AFFINITY = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, preference: { matchExpressions: [{ key: "karpenter.sh/nodepool", operator: "DoesNotExist" }] } },
    ],
  },
  podAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          topologyKey: "kubernetes.io/hostname",
          namespaces: ["kube-system"],
          labelSelector: { matchLabels: { "app.kubernetes.io/name": "metrics-server" } },
        },
      },
    ],
  },
};

interface PodSpecArgs {
  readonly imageRegistry: string;
  readonly namespaces: readonly string[];
  readonly logLines: number;
  readonly region: string;
  /** `s3://`, the name of the bucket and a prefix. */
  readonly destination: Input<string>;
}

/**
 * Two containers, one after the other. The first reads logs with the Kubernetes API and has no AWS credentials; the second
 * uploads them and has no token for the Kubernetes API.
 */
export function podSpec({ imageRegistry, namespaces, logLines, region, destination }: PodSpecArgs) {
  const namespaceOptions = namespaces.map((namespace) => `--namespace=${namespace}`);
  return {
    serviceAccountName: SERVICE_ACCOUNT,
    automountServiceAccountToken: false,
    restartPolicy: "Never",
    // Other pods may preempt it, because the next run follows within a minute.
    priorityClassName: "batch",
    tolerations: ON_SYSTEM_NODES,
    affinity: AFFINITY,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      seccompProfile: { type: "RuntimeDefault" },
    },
    initContainers: [
      {
        name: SAVE_CONTAINER,
        image: `${imageRegistry}/${NODE_IMAGE}`,
        command: ["node", `/scripts/${SCRIPT}`, `--lines=${logLines}`, ...namespaceOptions],
        env: [{ name: "NODE_EXTRA_CA_CERTS", value: `${TOKEN_DIRECTORY}/ca.crt` }],
        resources: { requests: { cpu: "50m", memory: "96Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
        securityContext: RESTRICTED,
        volumeMounts: [
          { name: "scripts", mountPath: "/scripts", readOnly: true },
          { name: "token", mountPath: TOKEN_DIRECTORY, readOnly: true },
          { name: "logs", mountPath: "/logs" },
        ],
      },
    ],
    containers: [
      {
        name: "upload",
        image: `${imageRegistry}/${AWS_CLI_IMAGE}`,
        // S3 refuses objects that exist, from earlier runs. The AWS CLI skips them without failing.
        command: ["aws", "s3", "cp", "/logs", destination, "--recursive", "--no-overwrite", "--no-progress"],
        env: [
          { name: "AWS_REGION", value: region },
          { name: "HOME", value: "/tmp" },
        ],
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
        securityContext: RESTRICTED,
        volumeMounts: [
          { name: "logs", mountPath: "/logs", readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "scripts", configMap: { name: SCRIPT_CONFIG_MAP } },
      {
        name: "token",
        projected: {
          sources: [
            // The minimum that Kubernetes allows, longer than a run.
            { serviceAccountToken: { path: "token", expirationSeconds: 600 } },
            { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
          ],
        },
      },
      { name: "logs", emptyDir: { sizeLimit: "512Mi" } },
      { name: "tmp", emptyDir: { sizeLimit: "16Mi" } },
    ],
  };
}
