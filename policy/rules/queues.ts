import { differs, isAbsent } from "../props";
import type { Rule } from "../rule";

export const queueRules: readonly Rule[] = [
  {
    name: "sqs-encrypted",
    description: "Queues are encrypted at rest",
    controls: ["SQS.1"],
    level: "mandatory",
    types: ["aws:sqs/queue:Queue"],
    violations: ({ sqsManagedSseEnabled, kmsMasterKeyId }) =>
      isAbsent(kmsMasterKeyId) && differs(sqsManagedSseEnabled, true)
        ? ["The queue is not encrypted; set sqsManagedSseEnabled or kmsMasterKeyId"]
        : [],
  },
];
