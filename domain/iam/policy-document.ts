import { renderJson } from "../json";

/** One statement of an IAM policy document, in IAM's own words. */
export type PolicyStatement = Readonly<{
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  Action: string | readonly string[];
  Resource?: string | readonly string[];
  NotResource?: string | readonly string[];
  Condition?: PolicyCondition;
}>;

/** Operator, then condition key, then the values that satisfy it. */
type PolicyCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A policy document as the string that AWS takes; the statement order is kept, so equal input gives equal text. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return renderJson({ Version: "2012-10-17", Statement: statements });
}

/** Trust policy of a role that an AWS service assumes, e.g. `eks.amazonaws.com`, everywhere or under a condition. */
export function serviceTrustPolicy(service: string, condition?: PolicyCondition): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ]);
}

/** The pods that a role is meant for. */
export interface PodOwner {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Trust policy of a role that pods take on through EKS Pod Identity, all of them or only those of one service account,
 * which shows in the tags of their sessions. `sts:TagSession` is part of the protocol:
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityTrustPolicy(owner?: PodOwner): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      ...(owner === undefined ? {} : { Condition: { StringEquals: sessionTagsOf(owner) } }),
    },
  ]);
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
function sessionTagsOf({ clusterName, namespace, serviceAccount }: PodOwner): Readonly<Record<string, string>> {
  return {
    "aws:RequestTag/eks-cluster-name": clusterName,
    "aws:RequestTag/kubernetes-namespace": namespace,
    "aws:RequestTag/kubernetes-service-account": serviceAccount,
  };
}
