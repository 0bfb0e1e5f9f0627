import { renderJson } from "../json";

/** A statement of an IAM policy document. */
export type PolicyStatement = Readonly<{
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  Action?: string | readonly string[];
  NotAction?: string | readonly string[];
  Resource?: string | readonly string[];
  NotResource?: string | readonly string[];
  Condition?: PolicyCondition;
}>;

/** Values by operator and condition key. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A policy document as JSON. Keeps the order of statements, so that equal input gives equal text. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return renderJson({ Version: "2012-10-17", Statement: statements });
}

/** Trust policy of a role that an AWS service assumes, such as `eks.amazonaws.com`, optionally under a condition. */
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

/** Pods that can assume a role. */
export interface PodOwner {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Trust policy of a role that pods assume by EKS Pod Identity: all pods, or only those of a service account, which session
 * tags identify. Pod Identity requires `sts:TagSession`:
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
