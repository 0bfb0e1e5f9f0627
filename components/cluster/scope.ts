import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterArgs } from "./cluster-args";

/** What everything that is built onto a control plane starts from. */
export interface ClusterScope {
  readonly parent: pulumi.Resource;
  /** The component's logical name, with which every child's begins. */
  readonly name: string;
  readonly args: ClusterArgs;
  readonly controlPlane: eks.Cluster;
}
