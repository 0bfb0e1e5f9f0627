import { isRecord } from "../property-diff";
import type { World } from "../world";
import type { Props } from "../props";
import { KEY } from "./kms";

export const TOPIC = "aws:sns/topic:Topic";
export const QUEUE = "aws:sqs/queue:Queue";
export const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";

/** AWS services that deliver as a service principal. */
export type Sender =
  "budgets.amazonaws.com" | "cloudwatch.amazonaws.com" | "costalerts.amazonaws.com" | "events.amazonaws.com";

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Condition?: unknown;
}

/**
 * Reasons why messages of a service would not arrive. AWS accepts such an alarm or target and drops its messages, so the
 * sandbox refuses to create either side. A topic or queue outside this world is assumed to allow everyone.
 *
 * EventBridge supports no condition in the policy of a topic, and none on the source in that of the topic's key:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function refuseLost(world: World, arn: string, sender: Sender): string[] {
  const [topic] = world.ofType(TOPIC, { arn });
  if (topic !== undefined) return refuseAtTopic(world, arn, topic.state, sender);
  const [queue] = world.ofType(QUEUE, { arn });
  return queue === undefined ? [] : refuseAtQueue(world, arn, queue.state, sender);
}

export function refuseAtTopic(world: World, arn: string, topic: Props, sender: Sender): string[] {
  const conditions = sender !== "events.amazonaws.com";
  return [
    ...(admits(topic["policy"], sender, ["sns:Publish"], conditions) ? [] : [lost(sender, arn, "the topic's policy")]),
    ...refuseAtKey(world, arn, topic["kmsMasterKeyId"], sender, conditions),
  ];
}

function refuseAtQueue(world: World, arn: string, queue: Props, sender: Sender): string[] {
  const policies = world.ofType(QUEUE_POLICY, { queueUrl: queue["url"] }).map(({ state }) => state["policy"]);
  return [
    ...(policies.some((policy) => admits(policy, sender, ["sqs:SendMessage"], true))
      ? []
      : [lost(sender, arn, "the queue's policy")]),
    ...refuseAtKey(world, arn, queue["kmsMasterKeyId"], sender, true),
  ];
}

/** No service can use the AWS managed key of SNS or SQS: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
function refuseAtKey(world: World, arn: string, keyId: unknown, sender: Sender, conditions: boolean): string[] {
  if (typeof keyId !== "string" || keyId === "") return [];
  if (keyId.startsWith("alias/aws/")) return [lost(sender, arn, "the key that AWS manages")];
  const [key] = [...world.ofType(KEY, { arn: keyId }), ...world.ofType(KEY, { keyId })];
  if (key === undefined) return [];
  const actions = ["kms:Decrypt", "kms:GenerateDataKey*"];
  return admits(key.state["policy"], sender, actions, conditions)
    ? []
    : [lost(sender, arn, "the policy of its KMS key")];
}

function lost(sender: Sender, arn: string, by: string): string {
  return `AuthorizationError: ${sender} cannot deliver to ${arn}: ${by} does not allow it`;
}

function admits(policy: unknown, sender: Sender, actions: readonly string[], conditions: boolean): boolean {
  return statementsOf(policy).some(
    ({ Effect, Principal, Action, Condition }) =>
      Effect === "Allow" &&
      (Principal === "*" || (isRecord(Principal) && [Principal["Service"]].flat().includes(sender))) &&
      actions.every((action) => covers(Action, action)) &&
      (conditions || Condition === undefined),
  );
}

function covers(allowed: unknown, action: string): boolean {
  const [service = ""] = action.split(":");
  const names = [allowed].flat().map((name) => String(name).toLowerCase());
  return [action.toLowerCase(), `${service}:*`, "*"].some((name) => names.includes(name));
}

function statementsOf(policy: unknown): readonly Statement[] {
  if (typeof policy !== "string") return [];
  try {
    const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
    return [Statement].flat();
  } catch {
    return [];
  }
}
