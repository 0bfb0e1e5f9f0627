import { requireValue } from "../arguments";
import { UNKNOWN, at, differs, elements, isRecord } from "../props";
import type { Rule } from "../rule";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

export const computeRules: readonly Rule[] = [
  {
    name: "launch-template-imdsv2",
    description: "The instance metadata service requires IMDSv2, with a hop limit of 1",
    controls: ["EC2.8", "EC2.170", "AutoScaling.3", "AutoScaling.4", "CIS-AWS-6.7"],
    level: "mandatory",
    types: [LAUNCH_TEMPLATE],
    violations: ({ metadataOptions }) => [
      ...(differs(at(metadataOptions, "httpTokens"), "required")
        ? ["IMDSv2 is not required; set metadataOptions.httpTokens to required"]
        : []),
      ...(differs(at(metadataOptions, "httpPutResponseHopLimit"), 1)
        ? ["Pods can reach the credentials of the instance; set metadataOptions.httpPutResponseHopLimit to 1"]
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
        .map(({ deviceName }) => `The volume ${String(deviceName)} is not encrypted; set ebs.encrypted to true`),
  },
  {
    name: "launch-template-no-public-ip",
    description: "Launch templates assign no public IP addresses",
    controls: ["EC2.9", "EC2.25"],
    level: "mandatory",
    types: [LAUNCH_TEMPLATE],
    violations: ({ networkInterfaces }) =>
      elements(networkInterfaces).some(
        (networkInterface) => String(at(networkInterface, "associatePublicIpAddress")) === "true",
      )
        ? ["A network interface gets a public IP address; set associatePublicIpAddress to false"]
        : [],
  },
  {
    name: "node-class-closed",
    description: "Nodes of Karpenter require IMDSv2, and have encrypted volumes and no public IP address",
    controls: ["EC2.3", "EC2.8", "EC2.9", "EC2.170", "CIS-AWS-6.7"],
    level: "mandatory",
    types: ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"],
    violations: ({ spec }) => [
      ...(differs(at(spec, "metadataOptions.httpTokens"), "required")
        ? ["IMDSv2 is not required; set spec.metadataOptions.httpTokens to required"]
        : []),
      ...(differs(at(spec, "metadataOptions.httpPutResponseHopLimit"), 1)
        ? ["Pods can reach the credentials of the node; set spec.metadataOptions.httpPutResponseHopLimit to 1"]
        : []),
      ...elements(at(spec, "blockDeviceMappings"))
        .filter((mapping) => differs(at(mapping, "ebs.encrypted"), true))
        .map(
          (mapping) => `The volume ${String(at(mapping, "deviceName"))} is not encrypted; set ebs.encrypted to true`,
        ),
      ...(differs(at(spec, "associatePublicIPAddress"), false)
        ? ["Nodes may get a public IP address; set spec.associatePublicIPAddress to false"]
        : []),
    ],
  },
  {
    name: "volume-encrypted",
    description: "EBS volumes are encrypted",
    controls: ["EC2.3"],
    level: "mandatory",
    types: ["aws:ebs/volume:Volume"],
    violations: requireValue("encrypted", true, "The volume is not encrypted"),
  },
];
