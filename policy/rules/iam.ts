import { decryptsWithAllKeys, isAdministrator, isServiceWide, statements } from "../documents";
import { type Props, at, elements } from "../props";
import type { Rule } from "../rule";

const POLICIES = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userPolicy:UserPolicy",
];
const ROLE = "aws:iam/role:Role";
/** Path of policies that are permissions boundaries. */
const BOUNDARY_PATH = "/boundary/";

export const iamRules: readonly Rule[] = [
  {
    name: "iam-no-administrator",
    description: "No IAM policy allows all actions on all resources",
    controls: ["IAM.1", "CIS-AWS-2.14"],
    level: "mandatory",
    types: [...POLICIES, ROLE, "aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
    violations: (props) => [
      ...documents(props)
        .flatMap(statements)
        .filter(isAdministrator)
        .map(() => "The policy allows * on *; list actions and resources"),
      ...(String(props["policyArn"]).endsWith(":policy/AdministratorAccess")
        ? ["The role has AdministratorAccess; attach a policy with fewer permissions"]
        : []),
    ],
  },
  {
    name: "iam-no-service-wide-actions",
    description: "No IAM policy allows all actions of a service, except a permissions boundary, which grants none",
    controls: ["IAM.21"],
    level: "mandatory",
    types: [...POLICIES, ROLE],
    accepts: ({ type, props }) => POLICIES.includes(type) && props["path"] === BOUNDARY_PATH,
    violations: (props) =>
      (props["path"] === BOUNDARY_PATH ? [] : documents(props))
        .flatMap(statements)
        .filter(isServiceWide)
        .map(({ Sid, Action }) => `Statement "${String(Sid)}" allows ${String(Action)}; list the actions`),
  },
  {
    name: "iam-no-decrypt-all-keys",
    description: "No IAM policy allows decryption with all KMS keys",
    controls: ["KMS.1", "KMS.2"],
    level: "mandatory",
    types: [...POLICIES, ROLE],
    violations: (props) =>
      (props["path"] === BOUNDARY_PATH ? [] : documents(props))
        .flatMap(statements)
        // Other rules report these.
        .filter((statement) => !isAdministrator(statement) && !isServiceWide(statement))
        .filter(decryptsWithAllKeys)
        .map(({ Sid }) => `Statement "${String(Sid)}" allows decryption with all keys; list the ARNs of keys`),
  },
  {
    name: "iam-boundaries-unattached",
    description: "Permissions boundaries are not attached to roles, where they would grant permissions",
    controls: [],
    level: "mandatory",
    types: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
    violations: ({ policyArn }) =>
      String(policyArn).includes(`:policy${BOUNDARY_PATH}`)
        ? ["The attached policy is a permissions boundary; set permissionsBoundary of the role instead"]
        : [],
  },
  {
    name: "iam-no-users",
    description: "There are no IAM users and no access keys; people and machines assume roles",
    controls: ["IAM.2", "IAM.3"],
    level: "mandatory",
    types: ["aws:iam/user:User", "aws:iam/accessKey:AccessKey"],
    violations: () => [
      "IAM users and access keys have long-lived credentials; use a role with IAM Identity Center, OIDC or Pod Identity",
    ],
  },
];

/** Policy documents of an IAM resource; a role may have several inline policies. */
function documents(props: Props): readonly unknown[] {
  return [props["policy"], ...elements(props["inlinePolicies"]).map((inline) => at(inline, "policy"))];
}
