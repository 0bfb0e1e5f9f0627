import type { ChangedInputs } from "./changed-inputs";
import { covers, type Statement, statementsOf } from "./statements";

/** Properties with a policy document, by type of resource. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["assumeRolePolicy"],
  "aws:iam/rolePolicy:RolePolicy": ["policy"],
  "aws:iam/policy:Policy": ["policy"],
  "aws:iam/userPolicy:UserPolicy": ["policy"],
  "aws:iam/groupPolicy:GroupPolicy": ["policy"],
  "aws:kms/key:Key": ["policy"],
  "aws:kms/keyPolicy:KeyPolicy": ["policy"],
  "aws:s3/bucketPolicy:BucketPolicy": ["policy"],
  "aws:sqs/queuePolicy:QueuePolicy": ["policy"],
  "aws:sns/topicPolicy:TopicPolicy": ["policy"],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": ["policy"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["policy"],
};

const ATTACHMENT = /^aws:iam\/(role|user|group)PolicyAttachment:/;
const ACCESS_POLICY = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const LONGEST_LIST = 3;

/** One sentence for each permission that a change adds. */
export function widenings({ type, before, after }: ChangedInputs): readonly string[] {
  if (after === undefined) return [];
  if (ATTACHMENT.test(type) && before?.["policyArn"] !== after["policyArn"]) {
    return [
      `The managed policy ${nameOf(after["policyArn"])} is attached to ${nameOf(after["role"] ?? after["user"] ?? after["group"])}.`,
    ];
  }
  if (type === ACCESS_POLICY && JSON.stringify(before) !== JSON.stringify(after)) {
    return [`${nameOf(after["principalArn"])} gets the EKS access policy ${nameOf(after["policyArn"])}.`];
  }
  return (DOCUMENTS[type] ?? []).flatMap((property) =>
    widened(before?.[property], after[property], before === undefined),
  );
}

function widened(before: unknown, after: unknown, isNew: boolean): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [statementsOf(before), statementsOf(after)];
  if (old === undefined || now === undefined) {
    return isNew ? [] : ["The policy changes to a document that is not known before the update."];
  }
  const lifted = old.filter(({ effect, text }) => effect === "Deny" && !now.some((each) => each.text === text));
  const added = allowed(now).filter((statement) => !allowed(old).some((each) => contains(each, statement)));
  return [
    // What a new resource may do is in its review anyway, unless the permissions have no limit.
    ...added.filter((statement) => !isNew || isBroad(statement)).map((statement) => describe(statement, allowed(old))),
    ...lifted.map(({ actions }) => `The policy no longer denies, or denies less of, ${shortList(actions)}.`),
  ];
}

function allowed(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(({ effect }) => effect === "Allow");
}

/** Whether one statement allows everything that the other one allows. */
function contains(one: Statement, other: Statement): boolean {
  const all = (patterns: readonly string[], values: readonly string[]): boolean =>
    values.every((value) => patterns.some((pattern) => covers(pattern, value)));
  return (
    (one.condition === "" || one.condition === other.condition) &&
    all(one.actions, other.actions) &&
    all(one.resources, other.resources) &&
    all(one.principals, other.principals)
  );
}

function isBroad({ actions, principals }: Statement): boolean {
  return actions.some((action) => /^(\*|[\w-]+:\*|not .*)$/.test(action)) || principals.includes("*");
}

/** Names the parts that no statement had before, or else the whole statement. */
function describe({ actions, resources, principals, condition }: Statement, old: readonly Statement[]): string {
  const fresh = (values: readonly string[], key: "actions" | "resources" | "principals"): readonly string[] =>
    values.filter((value) => !old.some((statement) => statement[key].some((pattern) => covers(pattern, value))));
  const [newActions, newResources, newPrincipals] = [
    fresh(actions, "actions"),
    fresh(resources, "resources"),
    fresh(principals, "principals"),
  ];
  const who = principals.length === 0 ? "" : ` by ${shortList(newPrincipals.length > 0 ? newPrincipals : principals)}`;
  const on = resources.length === 0 ? "" : ` on ${shortList(newResources.length > 0 ? newResources : resources)}`;
  const what = shortList(newActions.length > 0 ? newActions : actions);
  return `The policy now allows ${what}${on}${who}${condition === "" ? "" : ", under a condition"}.`;
}

function shortList(values: readonly string[]): string {
  const rest = values.length - LONGEST_LIST;
  const shown = values.slice(0, LONGEST_LIST).map((value) => `\`${value}\``);
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** The last part of an ARN. */
function nameOf(value: unknown): string {
  return typeof value === "string"
    ? `\`${value.startsWith("arn:") ? value.replace(/^.*[:/]/, "") : value}\``
    : "a principal";
}
