import { edit, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { selectsEveryPod } from "../compute/fargate-rules";
import type { Rule } from "../../check/rule";

const podIdentitiesHaveOneRole: Rule = function* ({ cluster }) {
  for (const [key, { roleArn, policyArns }] of Object.entries(cluster?.podIdentities ?? {})) {
    if ((roleArn === undefined) === policyArns.length > 0) continue;
    const at: Path = ["cluster", "podIdentities", key];
    yield {
      path: roleArn === undefined ? at : [...at, "policyArns"],
      message: roleArn === undefined ? "Gives its pods no rights." : "The role that is there already has its own.",
      because: roleArn === undefined ? [] : [[...at, "roleArn"]],
      allowed: "either policyArns or roleArn",
      fix: [roleArn === undefined ? edit("list policyArns, or name a roleArn") : remove([...at, "policyArns"])],
    };
  }
};

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html */
const podIdentitiesAreDistinct: Rule = function* ({ cluster }) {
  const entries = Object.entries(cluster?.podIdentities ?? {});
  for (const [index, [key, { namespace, serviceAccount }]] of entries.entries()) {
    const [earlier] =
      entries
        .slice(0, index)
        .find(([, other]) => other.namespace === namespace && other.serviceAccount === serviceAccount) ?? [];
    if (earlier === undefined) continue;
    yield {
      path: ["cluster", "podIdentities", key, "serviceAccount"],
      message: "EKS takes one association for a service account.",
      because: [["cluster", "podIdentities", earlier, "serviceAccount"]],
      allowed: "each service account once",
      fix: [remove(["cluster", "podIdentities", key])],
    };
  }
};

/**
 * A role of another account is what `targetRoleArn` is for; a policy of another account can be attached to no role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html#pod-id-considerations
 */
const podIdentitiesAreOfTheAccount: Rule = function* ({ cluster, aws }) {
  if (aws === undefined) return;
  const isForeign = (arn: string): boolean => !["aws", aws.accountId].includes(arn.split(":")[4] ?? "");
  for (const [key, { roleArn, policyArns }] of Object.entries(cluster?.podIdentities ?? {})) {
    const at: Path = ["cluster", "podIdentities", key];
    if (roleArn !== undefined && isForeign(roleArn)) {
      yield {
        path: [...at, "roleArn"],
        message: "EKS associates roles of the cluster's own account only.",
        because: [["aws", "accountId"]],
        allowed: `a role of account ${aws.accountId}; pods take on one of another account by targetRoleArn`,
        fix: [edit("name the role in targetRoleArn, and give policyArns that allow sts:AssumeRole on it")],
      };
    }
    for (const [index, arn] of policyArns.entries()) {
      if (!isForeign(arn)) continue;
      yield {
        path: [...at, "policyArns", index],
        message: "A policy of another account cannot be attached to a role.",
        because: [["aws", "accountId"]],
        allowed: `policies of account ${aws.accountId} or of AWS`,
        fix: [edit("create the policy in the stack's account, and name that")],
      };
    }
  }
};

/** Pods on Fargate have no agent to ask: https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html#pod-id-restrictions */
const podIdentitiesRunOnNodes: Rule = function* ({ cluster }) {
  const selectors = Object.entries(cluster?.fargateProfiles ?? {}).flatMap(([profile, { selectors: all }]) =>
    all.map((selector, index) => ({ ...selector, at: ["cluster", "fargateProfiles", profile, "selectors", index] })),
  );
  for (const [key, { namespace }] of Object.entries(cluster?.podIdentities ?? {})) {
    const taker = selectors.find((selector) => selectsEveryPod(selector, namespace));
    if (taker === undefined) continue;
    yield {
      path: ["cluster", "podIdentities", key, "namespace"],
      message: "Pod Identity has no effect: pods of this namespace run on Fargate.",
      because: [taker.at],
      allowed: "a namespace that no Fargate profile selects, or a role by IRSA (cluster.oidcProvider)",
      warning: true,
    };
  }
};

export const podIdentitiesRules: readonly Rule[] = [
  podIdentitiesHaveOneRole,
  podIdentitiesAreDistinct,
  podIdentitiesAreOfTheAccount,
  podIdentitiesRunOnNodes,
];
