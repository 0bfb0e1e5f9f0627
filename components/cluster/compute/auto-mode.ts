import * as eks from "@pulumi/aws/eks";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as core from "@pulumi/kubernetes/core/v1";
import type { Provider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import { type CoreScope, createCoreDns, createMetricsServer } from "../addons/core-addons";
import type { NodeGroups } from "./node-groups";
import type { ClusterScope } from "../scope";

/** Name of the NodeClass and of its NodePool. */
const POOL = "platform";

/**
 * Creates the access entry with which Auto Mode nodes join. EKS creates one for its built-in pools only.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html#auto-node-access-entry
 */
export function createAutoModeAccess(
  { parent, name, args, controlPlane }: ClusterScope<"autoMode">,
  { roleArn }: Pick<NodeGroups, "roleArn">,
): readonly pulumi.Resource[] {
  if (args.autoMode === undefined) return [];
  const clusterName = controlPlane.name;
  const entry = new eks.AccessEntry(
    `${name}-node-access`,
    { clusterName, principalArn: roleArn, type: "EC2" },
    // EKS accepts one entry per principal, and one association per entry and policy.
    { parent, deleteBeforeReplace: true },
  );
  const association = new eks.AccessPolicyAssociation(
    `${name}-node-access-policy`,
    {
      clusterName,
      principalArn: entry.principalArn,
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
      accessScope: { type: "cluster" },
    },
    { parent, deleteBeforeReplace: true },
  );
  return [association];
}

type Scope = CoreScope & ClusterScope<"autoMode" | "fargateProfiles" | "network" | "tagFanOut">;

/**
 * Nodes that AWS launches on demand and patches: a NodeClass with subnets, security group and tags, a NodePool with limits,
 * the ConfigMap that turns on network policies, and the add-ons that Auto Mode does not include.
 */
export function createAutoModeNodes(
  scope: Scope,
  provider: Provider,
  { roleName, resources }: Pick<NodeGroups, "roleName" | "resources">,
): readonly pulumi.Resource[] {
  const { parent, name, args, controlPlane } = scope;
  if (args.autoMode === undefined) return [];
  const networkPolicy = new core.ConfigMap(
    `${name}-network-policy`,
    // https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
    {
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    },
    { parent, provider },
  );
  const nodeClass = new CustomResource(
    `${name}-node-class`,
    {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: POOL, annotations: UNTIL_READY },
      spec: {
        role: roleName,
        subnetSelectorTerms: Object.values(args.network.privateSubnetIds).map((id) => ({ id })),
        securityGroupSelectorTerms: [{ id: controlPlane.vpcConfig.clusterSecurityGroupId }],
        networkPolicy: "DefaultAllow",
        tags: { ...args.tagFanOut.tags },
      },
    },
    { parent, provider, dependsOn: [...resources, ...args.network.privateEgress] },
  );
  const { architectures, capacityTypes, limits } = args.autoMode;
  const nodePool = new CustomResource(
    `${name}-node-pool`,
    {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      // Kubernetes deletes the pool after its nodes, and each node after its instance.
      metadata: {
        name: POOL,
        annotations: { ...UNTIL_READY, "pulumi.com/deletionPropagationPolicy": "foreground" },
      },
      spec: {
        template: {
          spec: {
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: POOL },
            requirements: [
              { key: "kubernetes.io/arch", operator: "In", values: [...architectures] },
              { key: "karpenter.sh/capacity-type", operator: "In", values: [...capacityTypes] },
              { key: "eks.amazonaws.com/instance-category", operator: "In", values: ["c", "m", "r"] },
              { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["5"] },
            ],
          },
        },
        limits: { cpu: String(limits.cpu), memory: limits.memory },
        disruption: { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "1m" },
      },
    },
    { parent, provider, dependsOn: [nodeClass, networkPolicy], customTimeouts: { delete: "60m" } },
  );
  return [nodePool, createMetricsServer(scope, [nodePool]), ...createDnsForFargate(scope, nodePool)];
}

/**
 * CoreDNS in pods on Auto Mode nodes: pods on Fargate cannot reach the DNS server of a node.
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
function createDnsForFargate(scope: Scope, nodePool: pulumi.Resource): readonly pulumi.Resource[] {
  return Object.keys(scope.args.fargateProfiles).length === 0 ? [] : [createCoreDns(scope, [nodePool])];
}

/** If Auto Mode cannot use the subnets or the role, the update fails, rather than the first pod that needs a node. */
const UNTIL_READY = { "pulumi.com/waitFor": "condition=Ready" };
