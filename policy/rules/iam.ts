import { isAdministrator, isServiceWide, statements } from "../documents";
import { type Props, at, elements } from "../props";
import type { Rule } from "../rule";

const POLICIES = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userPolicy:UserPolicy",
];
const ROLE = "aws:iam/role:Role";

export const iamRules: readonly Rule[] = [
  {
    name: "iam-no-administrator",
    description: "No IAM policy allows everything on everything",
    controls: ["IAM.1"],
    level: "mandatory",
    types: [...POLICIES, ROLE, "aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
    violations: (props) => [
      ...documents(props)
        .flatMap(statements)
        .filter(isAdministrator)
        .map(() => "allows * on *; name actions and resources"),
      ...(String(props["policyArn"]).endsWith(":policy/AdministratorAccess") ? ["attaches AdministratorAccess"] : []),
    ],
  },
  {
    name: "iam-no-service-wide-actions",
    description: "No IAM policy allows every action of a service",
    controls: ["IAM.21"],
    level: "mandatory",
    types: [...POLICIES, ROLE],
    violations: (props) =>
      documents(props)
        .flatMap(statements)
        .filter(isServiceWide)
        .map(({ Sid, Action }) => `statement "${String(Sid)}" allows ${String(Action)}; name the actions`),
  },
  {
    name: "iam-no-users",
    description: "People and machines take on roles; there are no IAM users and no access keys",
    controls: ["IAM.2", "IAM.3"],
    level: "mandatory",
    types: ["aws:iam/user:User", "aws:iam/accessKey:AccessKey"],
    violations: () => ["is a long-lived identity; use a role, by IAM Identity Center, OIDC or Pod Identity"],
  },
];

/** Policy documents of an IAM resource; a role may carry several inline. */
function documents(props: Props): readonly unknown[] {
  return [props["policy"], ...elements(props["inlinePolicies"]).map((inline) => at(inline, "policy"))];
}
