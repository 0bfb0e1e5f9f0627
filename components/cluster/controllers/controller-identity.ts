import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { createPodRole } from "../service-role";

interface ControllerIdentity {
  readonly clusterName: pulumi.Input<string>;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly policy: pulumi.Input<string>;
}

/**
 * The rights of a controller that comes as a chart. To be there before its first pod, which would else be born without
 * the credentials' address: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
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
