import { UNKNOWN } from "../../../policy/props";
import type { Case } from "./storage-cases";

const CLOSED = {
  spec: {
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: true } }],
    associatePublicIPAddress: false,
  },
};

/** What the rules say about Karpenter's node classes and its queue. */
export const KARPENTER_CASES: readonly Case[] = [
  {
    rule: "node-class-closed",
    type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    good: [CLOSED, { spec: UNKNOWN }],
    bad: [
      [{ spec: { ...CLOSED.spec, metadataOptions: { httpTokens: "required" } } }, "HopLimit to 1"],
      [{ spec: { ...CLOSED.spec, metadataOptions: { httpPutResponseHopLimit: 1 } } }, "IMDSv2 is not required"],
      [
        { spec: { ...CLOSED.spec, blockDeviceMappings: [{ deviceName: "/dev/xvdb", ebs: {} }] } },
        "The volume /dev/xvdb is not encrypted",
      ],
      [{ spec: { ...CLOSED.spec, associatePublicIPAddress: undefined } }, "Nodes may get a public IP address"],
    ],
  },
  {
    rule: "sqs-encrypted",
    type: "aws:sqs/queue:Queue",
    good: [{ sqsManagedSseEnabled: true }, { kmsMasterKeyId: "alias/queues" }, { sqsManagedSseEnabled: UNKNOWN }],
    bad: [
      [{}, "is not encrypted"],
      [{ sqsManagedSseEnabled: false }, "is not encrypted"],
    ],
  },
];
