import { LOG_GROUP } from "./cloudwatch";
import { ROLE } from "./iam";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

const TEMPLATE = "aws:fis/experimentTemplate:ExperimentTemplate";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html */
const MOST_STOP_CONDITIONS = 5;
const MOST_TARGET_ARNS = 5;

interface ActionForm {
  /** Kind of targets as the action names it. */
  readonly targetKey: string;
  readonly resourceType: string;
  /** Required parameters. The action has no others. */
  readonly parameters: readonly string[];
}

const API_ERROR: ActionForm = {
  targetKey: "Roles",
  resourceType: "aws:iam:role",
  parameters: ["duration", "operations", "percentage", "service"],
};

/** Actions that the sandbox knows: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
const ACTIONS: Readonly<Record<string, ActionForm>> = {
  "aws:ec2:terminate-instances": { targetKey: "Instances", resourceType: "aws:ec2:instance", parameters: [] },
  "aws:network:disrupt-connectivity": {
    targetKey: "Subnets",
    resourceType: "aws:ec2:subnet",
    parameters: ["duration", "scope"],
  },
  "aws:fis:inject-api-throttle-error": API_ERROR,
  "aws:fis:inject-api-unavailable-error": API_ERROR,
  "aws:fis:inject-api-internal-error": API_ERROR,
};

/** AWS Fault Injection Service: https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplate.html */
export const fis: ServiceTable = {
  [TEMPLATE]: {
    id: (request) => `EXT${request.hex(15)}`,
    refusals: (request) => [
      ...refuseActions(request.inputs),
      ...listOf(request.inputs["targets"]).flatMap(refuseTarget),
      ...refuseStopConditions(request),
      ...refuseRoleAndLog(request),
    ],
  },
};

function refuseActions({ actions, targets }: Props): string[] {
  return listOf(actions).flatMap((action) => {
    const form = ACTIONS[String(action["actionId"])];
    if (form === undefined) return [`ValidationException: the sandbox knows no action ${String(action["actionId"])}`];
    const given = listOf(action["parameters"]).map(({ key }) => String(key));
    const { key, value } = (action["target"] ?? {}) as Props;
    const target = listOf(targets).find(({ name }) => name === value);
    return [
      ...(given.toSorted().join() === form.parameters.join()
        ? []
        : [`ValidationException: ${String(action["actionId"])} needs the parameters ${form.parameters.join(", ")}`]),
      ...(key === form.targetKey && target?.["resourceType"] === form.resourceType
        ? []
        : [`ValidationException: ${String(action["actionId"])} needs ${form.targetKey} of ${form.resourceType}`]),
      ...listOf(action["parameters"]).flatMap(refuseParameter),
    ];
  });
}

/** ISO 8601, from one minute to 12 hours. */
function refuseParameter({ key, value }: Props): string[] {
  const minutes = Number(/^PT(\d+)M$/.exec(String(value))?.[1]);
  const percentage = Number(value);
  if (key === "duration" && !(minutes >= 1 && minutes <= 720)) {
    return [`ValidationException: duration ${String(value)} is not from PT1M to PT720M`];
  }
  if (key === "percentage" && !(percentage >= 1 && percentage <= 100)) {
    return [`ValidationException: percentage ${String(value)} is not from 1 to 100`];
  }
  return [];
}

function refuseTarget({ resourceArns, resourceTags, selectionMode }: Props): string[] {
  const [arns, tags] = [resourceArns as readonly unknown[] | undefined, listOf(resourceTags)];
  return [
    ...((arns ?? []).length > 0 === tags.length > 0
      ? ["ValidationException: a target has either resource ARNs or resource tags"]
      : []),
    ...((arns ?? []).length > MOST_TARGET_ARNS
      ? [`ValidationException: a target has at most ${MOST_TARGET_ARNS} resource ARNs`]
      : []),
    ...(/^(ALL|COUNT\(\d+\)|PERCENT\(\d+\))$/.test(String(selectionMode))
      ? []
      : [`ValidationException: ${String(selectionMode)} is no selection mode`]),
  ];
}

/** In a world with alarms, every alarm is expected to exist; a world without them belongs to a stack that names others. */
function refuseStopConditions({ inputs, region, accountId, world }: Request): string[] {
  const conditions = listOf(inputs["stopConditions"]);
  return [
    ...(conditions.length > MOST_STOP_CONDITIONS
      ? [`ServiceQuotaExceededException: a template has at most ${MOST_STOP_CONDITIONS} stop conditions`]
      : []),
    ...conditions.flatMap(({ source, value }) => {
      const arn = String(value);
      if (source !== "aws:cloudwatch:alarm") return [];
      return arn.startsWith(`arn:aws:cloudwatch:${region}:${accountId}:alarm:`)
        ? []
        : [`ValidationException: the alarm ${arn} is not of this account and Region`];
    }),
    ...refuseOwnAlarms(conditions, world),
  ];
}

/** Alarms whose names begin like those of an alarm of this world are its own, and exist. Others are assumed to exist. */
function refuseOwnAlarms(conditions: readonly Props[], world: Request["world"]): string[] {
  const alarms = world.ofType(ALARM).map(({ state }) => String(state["arn"]));
  const prefixes = new Set(alarms.map((arn) => /^.*:alarm:\w+-\w+-/.exec(arn)?.[0] ?? arn));
  return conditions
    .map(({ value }) => String(value))
    .filter((arn) => [...prefixes].some((prefix) => arn.startsWith(prefix)) && !alarms.includes(arn))
    .map((arn) => `ResourceNotFoundException: there is no alarm ${arn}`);
}

function refuseRoleAndLog({ inputs, world }: Request): string[] {
  const log = ((inputs["logConfiguration"] ?? {}) as Props)["cloudwatchLogsConfiguration"] as Props | undefined;
  const arn = log === undefined ? undefined : String(log["logGroupArn"]);
  const group = arn?.replace(/:\*$/, "");
  return [
    ...(world.ofType(ROLE, { arn: inputs["roleArn"] }).length === 0
      ? [`ValidationException: the role ${String(inputs["roleArn"])} does not exist`]
      : []),
    ...(arn === undefined || arn.endsWith(":*") ? [] : ["ValidationException: the ARN of the log group ends with :*"]),
    ...(group === undefined || world.ofType(LOG_GROUP, { arn: group }).length > 0
      ? []
      : [`ResourceNotFoundException: there is no log group ${group}`]),
  ];
}

function listOf(value: unknown): readonly Props[] {
  return Array.isArray(value) ? (value as readonly Props[]) : [];
}
