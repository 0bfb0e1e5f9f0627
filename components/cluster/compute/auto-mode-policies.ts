import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";

/** Policies of the capabilities of Auto Mode, in addition to AmazonEKSClusterPolicy: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html */
export const AUTO_MODE_CLUSTER_POLICIES = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
] as const;

/** Permissions to join the cluster and to pull images; Auto Mode nodes support no sessions: https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html */
export const AUTO_MODE_NODE_POLICIES = [
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEC2ContainerRegistryPullOnly",
] as const;

/** EKS tags its sessions with the cluster's name, which conditions of the policies above require. */
export function autoModeClusterTrustPolicy(): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    },
  ]);
}

const TAGGED_WITH_CLUSTER_NAME = { "aws:RequestTag/eks:eks-cluster-name": "${aws:PrincipalTag/eks:eks-cluster-name}" };

/**
 * The AWS managed policies let Auto Mode add tags of AWS to the resources it creates, but no other tags. This policy allows
 * others, if the cluster's name is among the tags. https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html#tag-prop
 */
export function customTagsPolicy(): string {
  return policyDocument([
    allow("Nodes", ["ec2:CreateFleet", "ec2:RunInstances", "ec2:CreateLaunchTemplate"], "*", {
      "aws:RequestTag/eks:kubernetes-node-class-name": "*",
      "aws:RequestTag/eks:kubernetes-node-pool-name": "*",
    }),
    allow(
      "Volumes",
      ["ec2:CreateVolume", "ec2:CreateSnapshot"],
      ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:snapshot/*"],
    ),
    allow("Interfaces", ["ec2:CreateNetworkInterface"], "*", { "aws:RequestTag/eks:kubernetes-cni-node-name": "*" }),
    allow(
      "LoadBalancers",
      [
        "ec2:CreateSecurityGroup",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:CreateTargetGroup",
      ],
      "*",
    ),
  ]);
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  like?: Readonly<Record<string, string>>,
): PolicyStatement {
  const Condition = { StringEquals: TAGGED_WITH_CLUSTER_NAME, ...(like === undefined ? {} : { StringLike: like }) };
  return { Sid, Effect: "Allow", Action, Resource, Condition };
}
