import { QUEUE, QUEUE_POLICY } from "./delivery";
import type { Request, ServiceTable } from "./table";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const SHORTEST_RETENTION = 60;
const LONGEST_RETENTION = 1_209_600;

export const sqs: ServiceTable = {
  [QUEUE]: {
    id: queueUrl,
    outputs: {
      arn: ({ inputs, region, accountId }) => `arn:aws:sqs:${region}:${accountId}:${String(inputs["name"])}`,
      url: queueUrl,
    },
    refusals: ({ inputs }) => {
      const seconds = Number(inputs["messageRetentionSeconds"] ?? SHORTEST_RETENTION);
      return seconds >= SHORTEST_RETENTION && seconds <= LONGEST_RETENTION
        ? []
        : [`InvalidAttributeValue: messages are kept for 1 minute to 14 days, not ${seconds} seconds`];
    },
  },
  [QUEUE_POLICY]: {
    id: ({ inputs }) => String(inputs["queueUrl"]),
    refusals: (request) => [...refuseMissingQueue(request), ...refusePolicy(request)],
  },
};

function queueUrl({ inputs, region, accountId }: Request): string {
  return `https://sqs.${region}.amazonaws.com/${accountId}/${String(inputs["name"])}`;
}

function refuseMissingQueue({ inputs, world }: Request): string[] {
  const url = String(inputs["queueUrl"]);
  return world.get(QUEUE, url) === undefined ? [`QueueDoesNotExist: The specified queue does not exist: ${url}`] : [];
}

/** Every statement of a queue's policy must have that queue as its resource. */
function refusePolicy({ inputs, world }: Request): string[] {
  const arn = world.get(QUEUE, String(inputs["queueUrl"]))?.state["arn"];
  try {
    const { Statement = [] } = JSON.parse(String(inputs["policy"])) as { Statement?: { Resource?: unknown }[] };
    const strangers = Statement.filter(({ Resource }) => Resource !== arn);
    return strangers.length > 0 ? ["InvalidAttributeValue: a statement has a resource other than the queue"] : [];
  } catch {
    return ["InvalidAttributeValue: the policy is not valid JSON"];
  }
}
