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
  /** Block of the address of DNS, where no pods of CoreDNS stand behind it. */
  readonly nodeDns: pulumi.Input<string> | undefined;
  readonly bucketName: pulumi.Input<string>;
  /** Data of the ConfigMap `app-config`, which every namespace of the platform has. */
  readonly appConfig: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Saves the last log lines of containers that failed to a bucket, one object for each container that ended with an
 * error: `pods/<namespace>/<day>/<pod>/<time>-<container>-<id>.log`.
 *
 * A CronJob every minute, of two official images: Node.js, which reads pods and logs of the watched namespaces by the
 * Kubernetes API, and the AWS CLI, which uploads. It can read no other namespace and nothing but pods there, and at AWS
 * only add objects. What both do stands in {@link podSpec} and in `save-logs.ts`.
 *
 * It leaves alone what never started, and so has no log, and what ended well.
 * A request to S3 for each container that failed within the hour, $0.005 for a thousand; a pod of 50m CPU by the minute.
 *
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class Diagnostics extends pulumi.ComponentResource {
  constructor(name: string, args: DiagnosticsComponentArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:Diagnostics", name, {}, opts);

    const namespace = this.createNamespace(name, args);
    const rights = [
      this.createIdentity(name, args),
      ...this.allowReading(name, args),
      this.allowRequests(name, args, namespace),
    ];
    const script = this.createScript(name, namespace);
    this.createCronJob(name, args, namespace, [...rights, script]);

    this.registerOutputs();
  }

  private createNamespace(name: string, { appConfig, nodeDns }: DiagnosticsComponentArgs): NamespaceBaseline {
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
    { accountId, region, bucketName, controlPlane }: DiagnosticsComponentArgs,
  ): pulumi.Resource {
    return createControllerIdentity(this, name, {
      clusterName: controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      policy: pulumi.output(bucketName).apply((bucket) => uploadPolicy({ bucketName: bucket, accountId, region })),
    });
  }

  /** A role for the cluster, a binding in each namespace: it reads those and no others. */
  private allowReading(name: string, { namespaces }: DiagnosticsComponentArgs): readonly pulumi.Resource[] {
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

  /** The API server and S3 have no addresses that a policy could name. */
  private allowRequests(
    name: string,
    { ipFamily }: DiagnosticsComponentArgs,
    { namespace }: NamespaceBaseline,
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

  private createScript(name: string, { namespace }: NamespaceBaseline): core.ConfigMap {
    const source = readFileSync(path.join(__dirname, SCRIPT), "utf8");
    return new core.ConfigMap(
      `${name}-script`,
      { metadata: { namespace, name: SCRIPT_CONFIG_MAP }, data: { [SCRIPT]: source } },
      { parent: this },
    );
  }

  private createCronJob(
    name: string,
    args: DiagnosticsComponentArgs,
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
          // After a hundred missed runs Kubernetes would start none, ever, without it.
          startingDeadlineSeconds: 60,
          successfulJobsHistoryLimit: 1,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            spec: {
              // The next run is the retry.
              backoffLimit: 0,
              // On a new node the images come first.
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
