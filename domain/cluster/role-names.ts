/**
 * Logical names of the IAM roles whose access entries come with nodes. EKS creates the entry with a managed node group
 * or a Fargate profile, the program creates that of Karpenter's and Auto Mode's nodes; a second entry is refused.
 */

/** Logical name of the component `Cluster`, with which the names of its resources begin. */
const CLUSTER = "cluster";

export function nodeRoleName(componentName: string): string {
  return `${componentName}-node-role`;
}

export function fargateRoleName(clusterComponent: string): string {
  return `${clusterComponent}-fargate-role`;
}

/** Logical name of the component `Karpenter`, whose nodes have a role of their own. */
export function karpenterComponentName(clusterComponent: string): string {
  return `${clusterComponent}-karpenter`;
}

const NODE_ROLES = [nodeRoleName(CLUSTER), nodeRoleName(karpenterComponentName(CLUSTER)), fargateRoleName(CLUSTER)];

/** Whether an ARN is that of such a role: Pulumi appends a random suffix to the logical name. */
export function isNodeRoleArn(arn: string): boolean {
  return NODE_ROLES.some((name) => arn.includes(`:role/${name}-`));
}
