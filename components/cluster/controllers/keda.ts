import type * as eks from "@pulumi/aws/eks";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";

import { ON_SYSTEM_NODES } from "../../../domain/cluster/scheduling";
import { podSecurityLabels } from "../baseline/pod-security";
import type { KedaArgs as ChartArgs } from "../cluster-args";
import { createHelmController } from "./helm-controller";
import { kedaPolicy } from "./keda-policy";

const NAMESPACE = "keda";
const REPLICAS = { replicaCount: 2 };
const BUDGET = { maxUnavailable: 1 };

export interface KedaArgs extends ChartArgs {
  /** Also the prefix of the names of queues that KEDA can read by default, before a hyphen. */
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  readonly controlPlane: eks.Cluster;
}

/**
 * KEDA: scales workloads by the length of queues and other events, in a namespace of its own. With its own permissions it
 * reads the length of some SQS queues, and CloudWatch metrics where they are switched on. Everybody who may create a
 * ScaledObject in any namespace can learn what it reads; by the roles of the chart that is everybody who may edit.
 *
 * It serves the API `external.metrics.k8s.io` of the cluster, of which there can be one. The control plane calls its pods at
 * ports 6443 and 9443, which the security group that EKS creates for control plane and nodes admits. Its CRDs are part of the
 * chart, and are upgraded and deleted with it.
 * https://keda.sh/docs/latest/operate/cluster/
 */
export class Keda extends pulumi.ComponentResource {
  constructor(name: string, args: KedaArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:Keda", name, {}, opts);
    this.createController(name, args, this.createNamespace(name));
    this.registerOutputs({});
  }

  private createNamespace(name: string): core.Namespace {
    return new core.Namespace(
      `${name}-namespace`,
      { metadata: { name: NAMESPACE, labels: podSecurityLabels("restricted") } },
      { parent: this },
    );
  }

  /** Values of the chart: https://github.com/kedacore/charts/blob/main/keda/values.yaml */
  private createController(name: string, args: KedaArgs, namespace: core.Namespace): void {
    createHelmController(this, name, "release", {
      clusterName: args.controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: "keda-operator",
      serviceAccountKey: "operator",
      policy: kedaPolicy({ ...args, queues: args.queues ?? [`${args.clusterName}-*`] }),
      chart: {
        releaseName: "keda",
        chart: "keda",
        repository: "https://kedacore.github.io/charts",
        version: args.version,
        timeoutSeconds: 600,
      },
      values: {
        clusterName: args.clusterName,
        // While no metrics server is ready, autoscalers stop and namespaces cannot be deleted.
        operator: REPLICAS,
        metricsServer: REPLICAS,
        webhooks: REPLICAS,
        podDisruptionBudget: { operator: BUDGET, metricServer: BUDGET, webhooks: BUDGET },
        tolerations: ON_SYSTEM_NODES,
        rbac: {
          aggregateToDefaultRoles: true,
          // Otherwise the operator can read every object of the cluster, Secrets among them.
          enabledCustomScaledRefKinds: false,
        },
        // Secrets of its own namespace only: the triggers for AWS need none.
        permissions: { operator: { restrict: { secret: true } }, metricServer: { restrict: { secret: true } } },
      },
      overrides: args.values,
      dependsOn: [namespace],
    });
  }
}
