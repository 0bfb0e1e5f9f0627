import type * as eks from "@pulumi/aws/eks";
import * as core from "@pulumi/kubernetes/core/v1";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";

import { podSecurityLabels } from "../baseline/pod-security";
import type { ChartArgs } from "../cluster-args";
import { createControllerIdentity } from "./controller-identity";
import { secretsPolicy } from "./secrets-policy";
import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";

const NAMESPACE = "external-secrets";
const SERVICE_ACCOUNT = "external-secrets";

export interface ExternalSecretsArgs extends ChartArgs {
  /** Also what names of secrets begin with, before a slash. */
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  readonly controlPlane: eks.Cluster;
}

/**
 * External Secrets Operator: Kubernetes secrets out of AWS Secrets Manager, kept up to date, in a namespace of its own.
 * It reads secrets named `<cluster>/…` and no others. Whoever may make an ExternalSecret in any namespace reads what it
 * reads, and by the chart those are all who may edit: what is kept from some belongs under another prefix.
 *
 * It leaves stores to the workloads. Its CRDs are part of the chart and are upgraded with it.
 * Secrets Manager takes $0.40 per secret and month.
 */
export class ExternalSecrets extends pulumi.ComponentResource {
  constructor(name: string, args: ExternalSecretsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:ExternalSecrets", name, {}, opts);

    const identity = createControllerIdentity(this, name, {
      clusterName: args.controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      policy: secretsPolicy({ ...args, prefix: `${args.clusterName}/` }),
    });
    const namespace = this.createNamespace(name);
    this.createRelease(name, args, [identity, namespace]);

    this.registerOutputs({});
  }

  private createNamespace(name: string): core.Namespace {
    return new core.Namespace(
      `${name}-namespace`,
      { metadata: { name: NAMESPACE, labels: podSecurityLabels("restricted") } },
      { parent: this },
    );
  }

  private createRelease(
    name: string,
    { version, region }: ExternalSecretsArgs,
    dependsOn: readonly pulumi.Resource[],
  ): void {
    const replicated = {
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      tolerations: ON_SYSTEM_NODES,
    };
    new Release(
      `${name}-release`,
      {
        name: "external-secrets",
        chart: "external-secrets",
        repositoryOpts: { repo: "https://charts.external-secrets.io" },
        version,
        namespace: NAMESPACE,
        atomic: true,
        timeout: 600,
        values: {
          ...replicated,
          leaderElect: true,
          serviceAccount: { name: SERVICE_ACCOUNT },
          // For stores that name no Region: pods cannot ask the instance metadata service (hop limit 1).
          extraEnv: [{ name: "AWS_REGION", value: region }],
          // Refuses what it cannot check, so one replica would be too few.
          webhook: replicated,
          certController: { tolerations: ON_SYSTEM_NODES },
        },
      },
      { parent: this, dependsOn: [...dependsOn] },
    );
  }
}
