import { edit, remove } from "../finding";
import type { Path } from "../path";
import type { Rule } from "./rule";

export const podIdentitiesHaveOneRole: Rule = function* ({ cluster }) {
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
export const podIdentitiesAreDistinct: Rule = function* ({ cluster }) {
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
