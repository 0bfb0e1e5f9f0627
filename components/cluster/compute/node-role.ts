import type * as pulumi from "@pulumi/pulumi";

import { serviceTrustPolicy } from "../../../domain/iam/policy-document";
import { AUTO_MODE_NODE_POLICIES } from "./auto-mode-policies";
import { createServiceRole, type ServiceRole } from "../service-role";

/** What every node may do: join, pull images, open sessions. It configures no network, which is the CNI's own right. */
export function createNodeRole(parent: pulumi.Resource, name: string): ServiceRole {
  return createServiceRole(parent, name, {
    trustPolicy: serviceTrustPolicy("ec2.amazonaws.com"),
    managedPolicies: [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      // Shells on nodes go through Session Manager, which is logged and needs no port; SSH is not offered.
      "AmazonSSMManagedInstanceCore",
    ],
  });
}

/** The same for nodes of Auto Mode, on which nobody opens a session. */
export function createAutoModeNodeRole(parent: pulumi.Resource, name: string): ServiceRole {
  return createServiceRole(parent, name, {
    trustPolicy: serviceTrustPolicy("ec2.amazonaws.com"),
    managedPolicies: AUTO_MODE_NODE_POLICIES,
  });
}
