import type { Properties } from "../read/engine-event";
import type { ChangedInputs } from "./changed-inputs";
import { documentProperties, statementsIn } from "./documents";
import { isForEverybody } from "./everybody";
import { grants } from "./grants";
import { contains, covers, hasConditions, includes, type Patterns, type Statement } from "./statements";
import { shortList, undecided } from "./words";

/** Actions by which an identity can give itself more permissions. */
const ESCALATIONS = [
  ...["AddUserToGroup", "AttachRolePolicy", "AttachUserPolicy", "CreateAccessKey", "CreateLoginProfile"],
  ...["CreatePolicyVersion", "CreateRole", "DeleteRolePermissionsBoundary", "PassRole", "PutRolePolicy"],
  ...["PutUserPolicy", "SetDefaultPolicyVersion", "UpdateAssumeRolePolicy"],
].map((action) => `iam:${action}`);

/** One sentence for each permission that a change adds. */
export function widenings({ type, before, after }: ChangedInputs): readonly string[] {
  const documents = documentProperties(type).flatMap((property) => widened(property, before, after));
  return after === undefined ? documents : [...grants(type, before, after), ...documents];
}

function widened(property: string, before: Properties | undefined, after: Properties | undefined): readonly string[] {
  if (JSON.stringify(before?.[property]) === JSON.stringify(after?.[property])) return [];
  const [old, now] = [statementsIn(before, property), statementsIn(after, property)];
  if (old === undefined || now === undefined)
    return [undecided("whether permissions become wider", `\`${property}\` is`)];
  const [oldAllowed, denied] = [withEffect(old, "Allow"), withEffect(now, "Deny")];
  const added = withEffect(now, "Allow").filter((statement) => !includes(oldAllowed, statement));
  const lifted = withEffect(old, "Deny").filter((statement) => !includes(denied, statement));
  return [
    // What a new resource may do is in its review anyway, unless the permissions are wide.
    ...added
      .filter((statement) => before !== undefined || isBroad(statement, property))
      .map((statement) => describe(statement, oldAllowed)),
    ...lifted.map(({ actions }) => `The policy no longer denies, or denies less of, ${listOf(actions)}.`),
  ];
}

function withEffect(statements: readonly Statement[], effect: string): readonly Statement[] {
  return statements.filter((statement) => statement.effect === effect);
}

function isBroad(statement: Statement, property: string): boolean {
  const { actions, resources, principals } = statement;
  return (
    actions.isExcluded ||
    isForEverybody(statement) ||
    actions.values.some((action) => /^[^:]*[*?][^:]*:|^([\w-]+:)?\**$/.test(action)) ||
    (isEveryRole(resources) &&
      actions.values.some((action) => ESCALATIONS.some((escalation) => covers(action, escalation)))) ||
    // A role that another account may assume. A key policy names its own account.
    (property === "assumeRolePolicy" && principals.values.some((principal) => /:iam::\d{12}:root$/.test(principal)))
  );
}

function isEveryRole(resources: Patterns): boolean {
  return (
    resources.isExcluded || resources.values.some((each) => /^(\*+|arn:[\w*-]*:iam::[\d*]*:(\w+\/)?\*+)$/.test(each))
  );
}

/** Names the parts that no statement had before, or else the whole statement. */
function describe(statement: Statement, old: readonly Statement[]): string {
  const part = (key: "actions" | "resources" | "principals"): string => {
    const { isExcluded, values } = statement[key];
    const fresh = values.filter(
      (value) => isExcluded || !old.some((each) => contains(each[key], { isExcluded: false, values: [value] })),
    );
    return listOf({ isExcluded, values: fresh.length > 0 ? fresh : values });
  };
  const who = statement.principals.values.length === 0 ? "" : ` by ${part("principals")}`;
  const on = statement.resources.values.length === 0 ? "" : ` on ${part("resources")}`;
  return `The policy now allows ${part("actions")}${on}${who}${hasConditions(statement) ? ", under a condition" : ""}.`;
}

function listOf({ isExcluded, values }: Patterns): string {
  return `${isExcluded ? "everything except " : ""}${shortList(values)}`;
}
