import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";

/** What each capability does at AWS, next to AmazonEKSClusterPolicy: https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html */
export const AUTO_MODE_CLUSTER_POLICIES = [
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
] as const;

/** Joining and pulling images; there are no sessions on these nodes: https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html */
export const AUTO_MODE_NODE_POLICIES = [
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEC2ContainerRegistryPullOnly",
] as const;

/** EKS tags its sessions with the cluster's name, and the policies above hold on to that. */
export function autoModeClusterTrustPolicy(): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    },
  ]);
}

const OF_THE_CLUSTER = { "aws:RequestTag/eks:eks-cluster-name": "${aws:PrincipalTag/eks:eks-cluster-name}" };

/**
 * AWS's own policies let Auto Mode put AWS's tags on what it makes, and refuse ours. Still only where the cluster's
 * name is among the tags. https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html#tag-prop
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
  const Condition = { StringEquals: OF_THE_CLUSTER, ...(like === undefined ? {} : { StringLike: like }) };
  return { Sid, Effect: "Allow", Action, Resource, Condition };
}
