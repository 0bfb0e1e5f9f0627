import type { Quota } from "../quota";

const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/** IAM does not count white space. */
export const TRUST_POLICY_LENGTH: Quota = {
  what: "characters of a role's trust policy",
  limit: 2048,
  raisableTo: 8192,
  source: IAM,
};

/** All inline policies of a role together, without white space. */
export const INLINE_POLICY_LENGTH: Quota = {
  what: "characters of a role's inline policies",
  limit: 10_240,
  source: IAM,
};

export const POLICIES_OF_A_ROLE: Quota = {
  what: "managed policies per role",
  limit: 10,
  raisableTo: 25,
  source: IAM,
};
