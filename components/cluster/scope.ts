import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterArgs } from "./cluster-args";

/** What builders of the cluster's parts have in common. `K`: the arguments that the builder reads. */
export interface ClusterScope<K extends keyof ClusterArgs = keyof ClusterArgs> {
  readonly parent: pulumi.Resource;
  /** Logical name of the component, with which the names of its children begin. */
  readonly name: string;
  readonly args: Pick<ClusterArgs, K>;
  readonly controlPlane: eks.Cluster;
}
