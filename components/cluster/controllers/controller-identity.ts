import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { createPodRole } from "../service-role";

export interface ControllerIdentity {
  readonly clusterName: pulumi.Input<string>;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** IAM policy of the service account, granted through EKS Pod Identity. */
  readonly policy: pulumi.Input<string>;
}

/**
 * The AWS permissions of a controller. Created before its first pod: a pod that starts without the association has no
 * credentials. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
export function createControllerIdentity(
  parent: pulumi.Resource,
  name: string,
  { clusterName, namespace, serviceAccount, policy }: ControllerIdentity,
): pulumi.Resource {
  const role = createPodRole(parent, name, policy);
  return new eks.PodIdentityAssociation(
    `${name}-pod-identity`,
    { clusterName, namespace, serviceAccount, roleArn: role.arn },
    { parent, dependsOn: [...role.resources] },
  );
}
