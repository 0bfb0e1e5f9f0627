import { readFileSync } from "node:fs";
import path from "node:path";

import type * as eks from "@pulumi/aws/eks";
import * as batch from "@pulumi/kubernetes/batch/v1";
import * as core from "@pulumi/kubernetes/core/v1";
import * as networking from "@pulumi/kubernetes/networking/v1";
import * as rbac from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";

import { NamespaceBaseline } from "../baseline/namespace";
import { createControllerIdentity } from "../controllers/controller-identity";
import { type IpFamily, podIdentityAgent } from "../control-plane/ip-family";
import type { DiagnosticsArgs } from "./diagnostics-args";
import { POD_ANNOTATIONS, podSpec, SCRIPT, SCRIPT_CONFIG_MAP, SERVICE_ACCOUNT } from "./pod-spec";
import { LOG_PREFIX, uploadPolicy } from "./upload-policy";

const NAMESPACE = "diagnostics";
const APP = { "app.kubernetes.io/name": "save-logs" };
const RBAC_GROUP = "rbac.authorization.k8s.io";

export interface DiagnosticsComponentArgs extends DiagnosticsArgs {
  readonly region: string;
  readonly accountId: string;
  readonly ipFamily: IpFamily;
  readonly controlPlane: eks.Cluster;
  /** CIDR block of the DNS address, if nodes answer DNS queries. */
  readonly nodeDns: pulumi.Input<string> | undefined;
  readonly bucketName: pulumi.Input<string>;
  /** Data of the ConfigMap `app-config` in every namespace of the stack. */
  readonly appConfig: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * A CronJob that saves the last log lines (`logLines`, by default 50) of each container that failed to a bucket, as an
 * object `pods/<namespace>/<day>/<pod>/<time>-<container>-<id>.log`.
 *
 * It runs every minute, with two official images: Node.js runs `save-logs.ts`, which reads pods and logs with the
 * Kubernetes API, and the AWS CLI uploads them. It can read pods in `namespaces` only, and at AWS only add objects.
 * Containers that never started have no log; those that succeeded are skipped. Cost: $0.005 per 1,000 S3 requests, one
 * each minute for every container that failed in the last hour, and a pod with 50m CPU.
 *
 * This answers "why did the pod fail?" without an agent on the nodes and without a price per GB. It is not a log
 * pipeline: it saves nothing of containers that do not fail, and misses a failure if the pod is deleted before the next
 * run. Clusters usually ship all container logs with a DaemonSet instead, such as Fluent Bit, which sends them to
 * CloudWatch Logs, S3 or OpenSearch, or with the EKS add-on `amazon-cloudwatch-observability`, which installs Fluent Bit and
 * the CloudWatch agent. Prefer those if logs of healthy containers are needed, for searches, alarms on log messages,
 * traces of requests or an audit; they cost a pod on each node, and CloudWatch Logs from $0.50 per GB.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 * https://docs.fluentbit.io/manual/installation/kubernetes
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class Diagnostics extends pulumi.ComponentResource {
  constructor(name: string, args: DiagnosticsComponentArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:Diagnostics", name, {}, opts);

    const namespace = this.createNamespace(name, args);
    const permissions = [
      this.createIdentity(name, args),
      ...this.allowReading(name, args),
      this.allowRequests(name, args, namespace),
    ];
    const script = this.createScript(name, namespace);
    this.createCronJob(name, args, namespace, [...permissions, script]);

    this.registerOutputs();
  }

  private createNamespace(
    name: string,
    { appConfig, nodeDns }: Pick<DiagnosticsComponentArgs, "appConfig" | "nodeDns">,
  ): NamespaceBaseline {
    return new NamespaceBaseline(
      `${name}-namespace`,
      {
        namespace: NAMESPACE,
        podSecurity: "restricted",
        quota: { cpu: "200m", memory: "512Mi", pods: 2 },
        containerDefaults: { cpuRequest: "50m", cpuLimit: "100m", memoryRequest: "64Mi", memoryLimit: "128Mi" },
        teams: {},
        serviceAccounts: [SERVICE_ACCOUNT],
        readinessGates: undefined,
        nodeDns,
        appConfig,
      },
      { parent: this },
    );
  }

  private createIdentity(
    name: string,
    {
      accountId,
      region,
      bucketName,
      controlPlane,
    }: Pick<DiagnosticsComponentArgs, "accountId" | "region" | "bucketName" | "controlPlane">,
  ): pulumi.Resource {
    return createControllerIdentity(this, name, {
      clusterName: controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      policy: pulumi.output(bucketName).apply((bucket) => uploadPolicy({ bucketName: bucket, accountId, region })),
    });
  }

  /** A ClusterRole with a RoleBinding in each namespace, so that no other namespace can be read. */
  private allowReading(
    name: string,
    { namespaces }: Pick<DiagnosticsComponentArgs, "namespaces">,
  ): readonly pulumi.Resource[] {
    const role = new rbac.ClusterRole(
      `${name}-reader`,
      {
        metadata: { name: "pod-log-reader" },
        rules: [
          { apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] },
          { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
        ],
      },
      { parent: this },
    );
    return namespaces.map(
      (namespace) =>
        new rbac.RoleBinding(
          `${name}-reads-${namespace}`,
          {
            metadata: { namespace, name: `${NAMESPACE}-${SERVICE_ACCOUNT}` },
            roleRef: { apiGroup: RBAC_GROUP, kind: "ClusterRole", name: role.metadata.name },
            subjects: [{ kind: "ServiceAccount", namespace: NAMESPACE, name: SERVICE_ACCOUNT }],
          },
          { parent: this },
        ),
    );
  }

  /** HTTPS to all addresses, because those of the API server and S3 are not known in advance, and the Pod Identity Agent. */
  private allowRequests(
    name: string,
    { ipFamily }: Pick<DiagnosticsComponentArgs, "ipFamily">,
    { namespace }: Pick<NamespaceBaseline, "namespace">,
  ): networking.NetworkPolicy {
    return new networking.NetworkPolicy(
      `${name}-requests`,
      {
        metadata: { namespace, name: "save-logs-requests" },
        spec: {
          podSelector: { matchLabels: APP },
          policyTypes: ["Egress"],
          egress: [
            { ports: [{ protocol: "TCP", port: 443 }] },
            { to: [{ ipBlock: { cidr: podIdentityAgent(ipFamily) } }], ports: [{ protocol: "TCP", port: 80 }] },
          ],
        },
      },
      { parent: this },
    );
  }

  private createScript(name: string, { namespace }: Pick<NamespaceBaseline, "namespace">): core.ConfigMap {
    const source = readFileSync(path.join(__dirname, SCRIPT), "utf8");
    return new core.ConfigMap(
      `${name}-script`,
      { metadata: { namespace, name: SCRIPT_CONFIG_MAP }, data: { [SCRIPT]: source } },
      { parent: this },
    );
  }

  private createCronJob(
    name: string,
    args: Pick<DiagnosticsComponentArgs, "bucketName" | "imageRegistry" | "namespaces" | "logLines" | "region">,
    namespace: NamespaceBaseline,
    dependsOn: readonly pulumi.Resource[],
  ): void {
    const destination = pulumi.interpolate`s3://${args.bucketName}/${LOG_PREFIX}`;
    new batch.CronJob(
      `${name}-cron-job`,
      {
        metadata: { namespace: namespace.namespace, name: "save-logs" },
        spec: {
          schedule: "* * * * *",
          concurrencyPolicy: "Forbid",
          // Without a deadline, Kubernetes stops scheduling the CronJob after 100 missed runs.
          startingDeadlineSeconds: 60,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            spec: {
              // The next run is the retry.
              backoffLimit: 0,
              // On a new node, pulling the images takes part of this time.
              activeDeadlineSeconds: 300,
              ttlSecondsAfterFinished: 3600,
              template: {
                metadata: { labels: APP, annotations: POD_ANNOTATIONS },
                spec: podSpec({ ...args, destination }),
              },
            },
          },
        },
      },
      { parent: this, dependsOn: [namespace, ...dependsOn] },
    );
  }
}
