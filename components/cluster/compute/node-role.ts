import type * as pulumi from "@pulumi/pulumi";

import { serviceTrustPolicy } from "../../../domain/iam/policy-document";
import { AUTO_MODE_NODE_POLICIES } from "./auto-mode-policies";
import { createServiceRole, type ServiceRole } from "../service-role";

/** Role of nodes, which can join the cluster, pull images and open sessions. The CNI has its own role for networking. */
export function createNodeRole(parent: pulumi.Resource, name: string): ServiceRole {
  return createServiceRole(parent, name, {
    trustPolicy: serviceTrustPolicy("ec2.amazonaws.com"),
    managedPolicies: [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      // Session Manager gives access to nodes; sessions are logged and need no open port, unlike SSH.
      "AmazonSSMManagedInstanceCore",
    ],
  });
}

/** Role of Auto Mode nodes, which support no sessions. */
export function createAutoModeNodeRole(parent: pulumi.Resource, name: string): ServiceRole {
  return createServiceRole(parent, name, {
    trustPolicy: serviceTrustPolicy("ec2.amazonaws.com"),
    managedPolicies: AUTO_MODE_NODE_POLICIES,
  });
}
