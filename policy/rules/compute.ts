import { UNKNOWN, at, differs, elements, isRecord } from "../props";
import type { Rule } from "../rule";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

export const computeRules: readonly Rule[] = [
  {
    name: "launch-template-imdsv2",
    description: "Instances answer metadata requests only with a token, and only on the instance itself",
    controls: ["EC2.8", "EC2.170", "AutoScaling.3", "AutoScaling.4"],
    level: "mandatory",
    types: [LAUNCH_TEMPLATE],
    violations: ({ metadataOptions }) => [
      ...(differs(at(metadataOptions, "httpTokens"), "required")
        ? ["does not require IMDSv2; set metadataOptions.httpTokens to required"]
        : []),
      ...(differs(at(metadataOptions, "httpPutResponseHopLimit"), 1)
        ? ["lets pods reach the instance's credentials; set metadataOptions.httpPutResponseHopLimit to 1"]
        : []),
    ],
  },
  {
    name: "launch-template-encrypted-volumes",
    description: "Volumes of instances are encrypted",
    controls: ["EC2.3", "EC2.181"],
    level: "mandatory",
    types: [LAUNCH_TEMPLATE],
    violations: ({ blockDeviceMappings }) =>
      elements(blockDeviceMappings)
        .filter(isRecord)
        .filter(({ ebs }) => isRecord(ebs) && ebs["encrypted"] !== UNKNOWN && String(ebs["encrypted"]) !== "true")
        .map(({ deviceName }) => `leaves ${String(deviceName)} unencrypted`),
  },
  {
    name: "launch-template-no-public-ip",
    description: "Launch templates give no public addresses to network interfaces",
    controls: ["EC2.9", "EC2.25"],
    level: "mandatory",
    types: [LAUNCH_TEMPLATE],
    violations: ({ networkInterfaces }) =>
      elements(networkInterfaces).some(
        (networkInterface) => String(at(networkInterface, "associatePublicIpAddress")) === "true",
      )
        ? ["gives a network interface a public address"]
        : [],
  },
  {
    name: "node-class-closed",
    description:
      "Karpenter launches nodes as closed as those of a node group: IMDSv2, encrypted volumes, no public address",
    controls: ["EC2.3", "EC2.8", "EC2.9", "EC2.170"],
    level: "mandatory",
    types: ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"],
    violations: ({ spec }) => [
      ...(differs(at(spec, "metadataOptions.httpTokens"), "required")
        ? ["does not require IMDSv2; set spec.metadataOptions.httpTokens to required"]
        : []),
      ...(differs(at(spec, "metadataOptions.httpPutResponseHopLimit"), 1)
        ? ["lets pods reach the node's credentials; set spec.metadataOptions.httpPutResponseHopLimit to 1"]
        : []),
      ...elements(at(spec, "blockDeviceMappings"))
        .filter((mapping) => differs(at(mapping, "ebs.encrypted"), true))
        .map((mapping) => `leaves ${String(at(mapping, "deviceName"))} unencrypted`),
      ...(differs(at(spec, "associatePublicIPAddress"), false)
        ? ["may give nodes a public address; set spec.associatePublicIPAddress to false"]
        : []),
    ],
  },
];
