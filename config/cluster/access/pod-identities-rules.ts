import { edit, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { selectsEveryPod } from "../compute/fargate-rules";
import type { Rule } from "../../check/rule";

const podIdentitiesHaveOneRole: Rule = function* ({ cluster }) {
  for (const [key, { roleArn, policyArns }] of Object.entries(cluster?.podIdentities ?? {})) {
    const at: Path = ["cluster", "podIdentities", key];
    if (roleArn === undefined && policyArns.length === 0) {
      yield {
        code: "cluster/pod-identity-without-role",
        path: at,
        message: "The association has no IAM role: set `policyArns` or `roleArn`.",
        allowed: "either policyArns or roleArn",
        fix: [edit("set `policyArns` or `roleArn`")],
      };
    } else if (roleArn !== undefined && policyArns.length > 0) {
      yield {
        code: "cluster/pod-identity-role-and-policies",
        path: [...at, "policyArns"],
        message:
          "`policyArns` cannot be set with `roleArn`: the stack does not change the policies of an existing role.",
        because: [[...at, "roleArn"]],
        allowed: "either policyArns or roleArn",
        fix: [remove([...at, "policyArns"])],
      };
    }
  }
};

const podIdentitiesAreDistinct: Rule = function* ({ cluster }) {
  const entries = Object.entries(cluster?.podIdentities ?? {});
  for (const [index, [key, { namespace, serviceAccount }]] of entries.entries()) {
    const [earlier] =
      entries
        .slice(0, index)
        .find(([, other]) => other.namespace === namespace && other.serviceAccount === serviceAccount) ?? [];
    if (earlier === undefined) continue;
    yield {
      code: "cluster/duplicate-pod-identity",
      path: ["cluster", "podIdentities", key, "serviceAccount"],
      message: "Another entry has the same service account. EKS accepts one association for each service account.",
      because: [["cluster", "podIdentities", earlier, "serviceAccount"]],
      allowed: "each service account once",
      fix: [remove(["cluster", "podIdentities", key])],
    };
  }
};

const podIdentitiesUseTheAccount: Rule = function* ({ cluster, aws }) {
  if (aws === undefined) return;
  const isForeign = (arn: string): boolean => !["aws", aws.accountId].includes(arn.split(":")[4] ?? "");
  for (const [key, { roleArn, policyArns }] of Object.entries(cluster?.podIdentities ?? {})) {
    const at: Path = ["cluster", "podIdentities", key];
    if (roleArn !== undefined && isForeign(roleArn)) {
      yield {
        code: "cluster/pod-identity-role-of-other-account",
        path: [...at, "roleArn"],
        message: "The role of an association must be in the cluster's account, and this role is in another.",
        because: [["aws", "accountId"]],
        allowed: `a role of account ${aws.accountId}; targetRoleArn may be in another account`,
        fix: [edit("set the role as `targetRoleArn`, with `policyArns` that allow sts:AssumeRole on it")],
      };
    }
    for (const [index, arn] of policyArns.entries()) {
      if (!isForeign(arn)) continue;
      yield {
        code: "cluster/policy-of-other-account",
        path: [...at, "policyArns", index],
        message: "IAM refuses to attach a policy of another account to a role.",
        because: [["aws", "accountId"]],
        allowed: `policies of account ${aws.accountId}, and AWS managed policies`,
        fix: [edit("create the policy in the account of the stack, and use its ARN")],
      };
    }
  }
};

const podIdentitiesRunOnNodes: Rule = function* ({ cluster }) {
  const selectors = Object.entries(cluster?.fargateProfiles ?? {}).flatMap(([profile, { selectors: all }]) =>
    all.map((selector, index) => ({ ...selector, at: ["cluster", "fargateProfiles", profile, "selectors", index] })),
  );
  for (const [key, { namespace }] of Object.entries(cluster?.podIdentities ?? {})) {
    const selector = selectors.find((candidate) => selectsEveryPod(candidate, namespace));
    if (selector === undefined) continue;
    yield {
      code: "cluster/pod-identity-on-fargate",
      path: ["cluster", "podIdentities", key, "namespace"],
      message:
        "The association has no effect: pods of this namespace run on Fargate, which does not support Pod Identity.",
      because: [selector.at],
      allowed: "a namespace that no Fargate profile selects, or IAM roles for service accounts (cluster.oidcProvider)",
      warning: true,
    };
  }
};

export const podIdentitiesRules: readonly Rule[] = [
  podIdentitiesHaveOneRole,
  podIdentitiesAreDistinct,
  podIdentitiesUseTheAccount,
  podIdentitiesRunOnNodes,
];
