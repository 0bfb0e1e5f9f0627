import { refuseLost } from "./delivery";
import type { Request, ServiceTable } from "./table";

const RULE = "aws:cloudwatch/eventRule:EventRule";
export const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

/** The highest value of this quota that AWS grants: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_PATTERN_CHARACTERS = 4096;
const MOST_TARGETS = 5;

/** Amazon EventBridge; the provider uses its former name, CloudWatch Events. https://docs.aws.amazon.com/eventbridge/latest/APIReference/ */
export const events: ServiceTable = {
  [RULE]: {
    outputs: {
      arn: ({ inputs, region, accountId }) => `arn:aws:events:${region}:${accountId}:rule/${String(inputs["name"])}`,
    },
    refusals: ({ inputs }) => refusePattern(inputs["eventPattern"]),
    deleteRefusals: ({ id }, world) =>
      world.ofType(TARGET, { rule: id }).length > 0
        ? ["ValidationException: Rule can't be deleted since it has targets."]
        : [],
  },
  [TARGET]: {
    id: ({ inputs }) => `${String(inputs["rule"])}-${String(inputs["targetId"])}`,
    refusals: (request, current) => {
      const { inputs, world } = request;
      const rule = String(inputs["rule"]);
      const taken = world.ofType(TARGET, { rule }).filter(({ id }) => id !== current?.id).length;
      return [
        ...(world.get(RULE, rule) === undefined ? [`ResourceNotFoundException: Rule ${rule} does not exist`] : []),
        ...(taken >= MOST_TARGETS ? [`LimitExceededException: a rule has at most ${MOST_TARGETS} targets`] : []),
        ...refusePlace(request),
        ...refuseLost(world, String(inputs["arn"]), "events.amazonaws.com"),
      ];
    },
  },
};

/**
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
function refusePlace({ inputs, region, accountId }: Request): string[] {
  const target = inputs["arn"];
  if (typeof target !== "string") return [];
  const [, , , targetRegion, targetAccount] = target.split(":");
  if (targetRegion !== region)
    return [`ValidationException: the target ${target} is not in the rule's Region ${region}`];
  return targetAccount === accountId || inputs["roleArn"] !== undefined
    ? []
    : [`ValidationException: the target ${target} of another account needs a role`];
}

/** A pattern is an object whose leaves are lists. */
function refusePattern(pattern: unknown): string[] {
  if (typeof pattern !== "string") return [];
  if (pattern.length > MOST_PATTERN_CHARACTERS) {
    return [`LimitExceededException: the event pattern is longer than ${MOST_PATTERN_CHARACTERS} characters`];
  }
  try {
    const fields = Object.values(JSON.parse(pattern) as Record<string, unknown>);
    return fields.every((field) => typeof field === "object" && field !== null)
      ? []
      : ["InvalidEventPatternException: not a list"];
  } catch {
    return ["InvalidEventPatternException: Event pattern is not valid. Reason: not JSON"];
  }
}
