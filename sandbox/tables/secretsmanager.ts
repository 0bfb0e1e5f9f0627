import { isRecord } from "../property-diff";
import { text } from "./ec2-objects";
import type { Request, ServiceTable } from "./table";

const SECRET = "aws:secretsmanager/secret:Secret";
const PERMISSION = "aws:lambda/permission:Permission";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/ */
export const secretsManager: ServiceTable = {
  [SECRET]: {
    id: arnOf,
    outputs: { arn: arnOf },
    refusals: ({ inputs, id, world }) => {
      const name = String(inputs["name"]);
      const days = inputs["recoveryWindowInDays"];
      return [
        ...(id === "" && world.ofType(SECRET, { name }).length > 0
          ? [`ResourceExistsException: The operation failed because the secret ${name} already exists.`]
          : []),
        ...(/^[\w/+=.@-]{1,512}$/.test(name)
          ? []
          : [`ValidationException: Invalid name ${name}: letters, digits and /_+=.@- only`]),
        // The provider checks it: 0 is a deletion without recovery.
        ...(days === undefined || days === 0 || (Number(days) >= 7 && Number(days) <= 30)
          ? []
          : [`expected recovery_window_in_days to be in the range (7 - 30) or 0, got ${Number(days)}`]),
      ];
    },
  },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    id: ({ inputs }) => String(inputs["secretId"]),
    outputs: { rotationEnabled: () => true },
    refusals: (request) => [...refuseMissingSecret(request), ...refuseFunction(request), ...refuseSchedule(request)],
  },
};

/** AWS adds six random characters to the name. */
function arnOf({ inputs, id, region, accountId, hex }: Request): string {
  return id === "" ? `arn:aws:secretsmanager:${region}:${accountId}:secret:${String(inputs["name"])}-${hex(6)}` : id;
}

function refuseMissingSecret({ inputs, world }: Request): string[] {
  return world.get(SECRET, String(inputs["secretId"])) === undefined
    ? ["ResourceNotFoundException: Secrets Manager can't find the specified secret."]
    : [];
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html */
function refuseFunction({ inputs, world, region }: Request): string[] {
  const functionArn = text(inputs, "rotationLambdaArn") ?? "";
  const permissions = world.ofType(PERMISSION, { function: functionArn, principal: "secretsmanager.amazonaws.com" });
  return [
    ...(functionArn.split(":")[3] === region
      ? []
      : [`ValidationException: The Lambda function ${functionArn} is not in ${region}.`]),
    ...(permissions.length > 0
      ? []
      : [
          "AccessDeniedException: Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com",
        ]),
  ];
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html */
function refuseSchedule({ inputs }: Request): string[] {
  const rules = isRecord(inputs["rotationRules"]) ? inputs["rotationRules"] : {};
  const days = rules["automaticallyAfterDays"];
  const schedule = text(rules, "scheduleExpression");
  if ((days === undefined) === (schedule === undefined)) {
    return ["InvalidParameterException: either AutomaticallyAfterDays or ScheduleExpression must be specified"];
  }
  if (days !== undefined && !(Number(days) >= 1 && Number(days) <= 1000)) {
    return ["InvalidParameterException: AutomaticallyAfterDays must be between 1 and 1000"];
  }
  if (schedule === undefined) return [];
  const [, hours] = /^rate\((\d+) hours?\)$/.exec(schedule) ?? [];
  if (hours !== undefined && Number(hours) < 4) {
    return ["InvalidParameterException: a secret rotates at most every four hours"];
  }
  return /^(rate\(\d+ (hour|day)s?\)|cron\((\S+ ){5}\S+\))$/.test(schedule)
    ? []
    : [`InvalidParameterException: invalid ScheduleExpression ${schedule}`];
}
