import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import type * as sqs from "@pulumi/aws/sqs";
import * as apps from "@pulumi/kubernetes/apps/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as pulumi from "@pulumi/pulumi";

import type { Platform } from "../../platform";
import { type Database, PORT } from "./database";

export interface WorkerArgs {
  readonly namespace: string;
  readonly registry: string;
  readonly imageTag: string;
  readonly queue: sqs.Queue;
  readonly database: Database;
}

const NAME = "orders";
const LABELS = { app: NAME };

/** Pods with the permissions to receive orders from the queue and to read the secret of the database. */
export function createWorker(platform: Platform, { namespace, registry, imageTag, queue, database }: WorkerArgs): void {
  const { cluster, storage } = platform;
  const metadata = { name: NAME, namespace: cluster.namespace(namespace) };
  const permissions = createPermissions(platform, namespace, queue, database);
  const account = new core.ServiceAccount(
    platform.logicalName("worker"),
    { metadata, automountServiceAccountToken: false },
    platform.options(),
  );
  createNetworkPolicy(platform, metadata);
  const container = {
    name: "worker",
    image: pulumi.interpolate`${storage.registryUrl(registry)}:${imageTag}`,
    env: [
      { name: "QUEUE_URL", value: queue.url },
      { name: "DATABASE_HOST", value: database.instance.address },
      { name: "DATABASE_SECRET_ARN", value: database.secretArn },
    ],
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
  const spec = {
    serviceAccountName: account.metadata.name,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container],
  };
  new apps.Deployment(
    platform.logicalName("worker"),
    {
      metadata,
      spec: { replicas: 2, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec } },
    },
    platform.options({ dependsOn: [...permissions, ...cluster.ready] }),
  );
}

/** Pod Identity: the pods of the service account get the role. */
function createPermissions(
  platform: Platform,
  namespace: string,
  queue: sqs.Queue,
  { secretArn }: Database,
): readonly pulumi.Resource[] {
  const pods = { namespace, serviceAccount: NAME };
  const role = new iam.Role(
    platform.logicalName("worker"),
    { assumeRolePolicy: platform.cluster.podTrustPolicy(pods) },
    platform.options(),
  );
  const policy = new iam.RolePolicy(
    platform.logicalName("worker"),
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            Resource: queue.arn,
          },
          { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
        ],
      }),
    },
    platform.options(),
  );
  const association = new eks.PodIdentityAssociation(
    platform.logicalName("worker"),
    { clusterName: platform.cluster.name, roleArn: role.arn, ...pods },
    platform.options({ dependsOn: [policy] }),
  );
  return [policy, association];
}

/** The namespace denies all traffic but DNS: the pods need the database, and AWS APIs over HTTPS. */
function createNetworkPolicy(
  platform: Platform,
  metadata: { readonly name: string; readonly namespace: pulumi.Output<string> },
): void {
  const subnets = platform.network.subnetCidrs("isolated").map((cidr) => ({ ipBlock: { cidr } }));
  new networking.NetworkPolicy(
    platform.logicalName("worker"),
    {
      metadata,
      spec: {
        podSelector: { matchLabels: LABELS },
        policyTypes: ["Egress"],
        egress: [
          { to: subnets, ports: [{ protocol: "TCP", port: PORT }] },
          { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 443 }] },
          // Credentials of Pod Identity come from an agent on the node.
          { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
        ],
      },
    },
    platform.options(),
  );
}
