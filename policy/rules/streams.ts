import { at, differs } from "../props";
import type { Rule } from "../rule";

export const streamRules: readonly Rule[] = [
  {
    name: "delivery-stream-encrypted",
    description: "Delivery streams are encrypted at rest",
    controls: ["DataFirehose.1"],
    level: "mandatory",
    types: ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"],
    violations: (props) =>
      differs(at(props["serverSideEncryption"], "enabled"), true)
        ? ["Events are not encrypted before their delivery; set serverSideEncryption.enabled"]
        : [],
  },
];
