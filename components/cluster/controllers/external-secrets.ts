import type * as eks from "@pulumi/aws/eks";
import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";
import { podSecurityLabels } from "../baseline/pod-security";
import type { SecretsArgs } from "../cluster-args";
import { createHelmController } from "./helm-controller";
import { secretsPolicy } from "./secrets-policy";

const NAMESPACE = "external-secrets";

export interface ExternalSecretsArgs extends SecretsArgs {
  /** Also the prefix of the names of secrets, before a slash. */
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  readonly controlPlane: eks.Cluster;
}

/**
 * External Secrets Operator: copies secrets of AWS Secrets Manager into Kubernetes secrets and keeps them up to date, in a
 * namespace of its own. It reads secrets named `<cluster>/…` and no others. Everybody who may create an ExternalSecret in
 * any namespace can read what the operator reads; by the roles of the chart that is everybody who may edit. Secrets that
 * some of them must not read need another prefix.
 *
 * With `clusterStore` it also creates a store for some namespaces; other stores are left to the workloads. Its CRDs are part of the chart and are upgraded with it.
 * Secrets Manager costs $0.40 per secret and month.
 */
export class ExternalSecrets extends pulumi.ComponentResource {
  constructor(name: string, args: ExternalSecretsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:ExternalSecrets", name, {}, opts);
    const release = this.createController(name, args, this.createNamespace(name));
    this.createStore(name, args, release);
    this.registerOutputs({});
  }

  private createNamespace(name: string): core.Namespace {
    return new core.Namespace(
      `${name}-namespace`,
      { metadata: { name: NAMESPACE, labels: podSecurityLabels("restricted") } },
      { parent: this },
    );
  }

  private createController(name: string, args: ExternalSecretsArgs, namespace: core.Namespace): pulumi.Resource {
    const replicated = {
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, minAvailable: 1 },
      tolerations: ON_SYSTEM_NODES,
    };
    return createHelmController(this, name, "release", {
      clusterName: args.controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: "external-secrets",
      policy: secretsPolicy({ ...args, prefix: `${args.clusterName}/` }),
      chart: {
        releaseName: "external-secrets",
        chart: "external-secrets",
        repository: "https://charts.external-secrets.io",
        version: args.version,
        timeoutSeconds: 600,
      },
      values: {
        ...replicated,
        leaderElect: true,
        // For stores that name no Region: pods cannot ask the instance metadata service (hop limit 1).
        extraEnv: [{ name: "AWS_REGION", value: args.region }],
        // Requests that it cannot validate are refused, so one replica is too few.
        webhook: replicated,
        certController: { tolerations: ON_SYSTEM_NODES },
      },
      overrides: args.values,
      dependsOn: [namespace],
    });
  }

  /**
   * A store without `auth` uses the permissions of the operator, by Pod Identity. After the release, which has the CRD and the
   * webhook that validates it. https://external-secrets.io/latest/api/clustersecretstore/
   */
  private createStore(name: string, { clusterStore, region }: ExternalSecretsArgs, release: pulumi.Resource): void {
    if (clusterStore === undefined) return;
    new CustomResource(
      `${name}-store`,
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name: clusterStore.name },
        spec: {
          provider: { aws: { service: "SecretsManager", region } },
          conditions: [{ namespaces: [...clusterStore.namespaces] }],
        },
      },
      { parent: this, dependsOn: [release] },
    );
  }
}
