import type { Input } from "@pulumi/pulumi";

import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";

/** Docker's official image, which Amazon mirrors: https://gallery.ecr.aws/docker/library/node. It runs TypeScript by itself. */
const NODE_IMAGE = "docker/library/node:24.19.0-alpine3.24";
/** AWS's own: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-docker.html. `--no-overwrite` is of 2026. */
const AWS_CLI_IMAGE = "aws-cli/aws-cli:2.37.9";

export const SERVICE_ACCOUNT = "save-logs";
export const SCRIPT = "save-logs.ts";
export const SCRIPT_CONFIG_MAP = "save-logs";

/** Of the Node.js image; any but root would do. */
const USER = 1000;

const TOKEN_DIRECTORY = "/var/run/secrets/kubernetes.io/serviceaccount";
const SAVE_CONTAINER = "save";

const CLOSED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** Annotations that leave the AWS credentials to the container that uploads: https://github.com/aws/amazon-eks-pod-identity-webhook */
export const POD_ANNOTATIONS = { "eks.amazonaws.com/skip-containers": SAVE_CONTAINER };

/**
 * A node that a pod comes to every minute is never quiet for as long as Karpenter waits before it takes a node away, in
 * Auto Mode too: https://github.com/kubernetes-sigs/karpenter/issues/1921. So rather a node that it has not made, and
 * one of the two that the metrics server is on.
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
  /** `s3://`, the bucket's name and a prefix. */
  readonly destination: Input<string>;
}

/**
 * Two containers, one after the other: the first reads the Kubernetes API and knows nothing of AWS, the second uploads
 * what the first has left and cannot ask the Kubernetes API anything.
 */
export function podSpec({ imageRegistry, namespaces, logLines, region, destination }: PodSpecArgs) {
  const watched = namespaces.map((namespace) => `--namespace=${namespace}`);
  return {
    serviceAccountName: SERVICE_ACCOUNT,
    automountServiceAccountToken: false,
    restartPolicy: "Never",
    // Its turn comes again within a minute, so it makes room for what does not.
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
        command: ["node", `/scripts/${SCRIPT}`, `--lines=${logLines}`, ...watched],
        env: [{ name: "NODE_EXTRA_CA_CERTS", value: `${TOKEN_DIRECTORY}/ca.crt` }],
        resources: { requests: { cpu: "50m", memory: "96Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
        securityContext: CLOSED,
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
        // What earlier runs have uploaded is skipped: S3 refuses it, which the AWS CLI takes for no failure.
        command: ["aws", "s3", "cp", "/logs", destination, "--recursive", "--no-overwrite", "--no-progress"],
        env: [
          { name: "AWS_REGION", value: region },
          { name: "HOME", value: "/tmp" },
        ],
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
        securityContext: CLOSED,
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
            // The shortest that Kubernetes gives: a run has ended long before.
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
