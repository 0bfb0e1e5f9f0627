import type { Properties } from "../read/engine-event";
import { isWide } from "./sources";
import { statementsIn } from "./documents";
import type { Statement } from "./statements";
import { shortList } from "./words";

/** Condition keys that admit only callers of an account, an organization, a network or a resource. */
const LIMITING_KEYS =
  /^(aws:(Principal(Account|Arn|IsAWSService|OrgID|OrgPaths)|Source(Account|Arn|Ip|OrgID|OrgPaths|Vpc|Vpce)|VpcSourceIp|userid)|kms:(CallerAccount|ViaService)|sns:Endpoint|lambda:FunctionUrlAuthType|elasticfilesystem:AccessedViaMountTarget)$/i;
/** Operators that are also true for callers without the key, or for all but some. */
const OPEN_OPERATORS = /not|^null$|ifexists$|^forallvalues/i;

/** The statements of a resource's policy that let everybody in. An unknown policy is a notice about permissions. */
export function openStatements(inputs: Properties, property: string): readonly string[] {
  return (statementsIn(inputs, property) ?? [])
    .filter((statement) => statement.effect === "Allow" && isForEverybody(statement))
    .map(({ principals, actions }) => {
      const who = principals.isExcluded ? `everybody except ${shortList(principals.values)}` : "everybody";
      return `The policy allows ${who} ${actions.isExcluded ? "everything except " : ""}${shortList(actions.values)}.`;
    });
}

/** Whether no principal and no condition limits who may call. */
export function isForEverybody({ principals, conditions }: Statement): boolean {
  if (!principals.isExcluded && !principals.values.includes("*")) return false;
  return !Object.entries(conditions).some(
    ([operator, keys]) =>
      !OPEN_OPERATORS.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) => LIMITING_KEYS.test(key) && !values.some((value) => /^\*+$/.test(value) || isWide(value)),
      ),
  );
}
