import type { Codes } from "../diagnostics/code";

const FIS = "https://docs.aws.amazon.com/fis/latest/userguide";

export const resilienceCodes = {
  "resilience/experiments-in-prod": {
    cause:
      "The stack of prod has experiments, which interrupt workloads, and nobody has stated that this is intended in prod.",
    remedy: "Set `resilience.experiments.allowInProd` to true, or remove the experiments.",
  },
  "resilience/experiments-without-stop-alarm": {
    cause: `Experiments need [alarms that stop them](${FIS}/stop-conditions.html). By default these are alarms of the platform, which the stack creates only with \`monitoring.alarms\`.`,
    remedy: "Set `monitoring.alarms`, or name alarms in `resilience.experiments.stopAlarmArns`.",
  },
  "resilience/stop-alarm-elsewhere": {
    cause: "Fault Injection Service reads alarms of the account and Region of the experiment only.",
    remedy: "Name an alarm of the stack's account and Region.",
  },
  "resilience/role-of-another-account": {
    cause: "An experiment of one account injects errors into requests of roles of that account only.",
    remedy: "Name a role of the stack's account.",
  },
  "resilience/experiment-without-nodes": {
    cause:
      "The experiment terminates EC2 instances of node groups and of Karpenter, and the cluster has neither, so the experiment finds no target and fails.",
    remedy: "Remove `terminateNodes`.",
  },
  "resilience/experiment-in-unused-zone": {
    cause: "The experiment disconnects the subnets of a zone in which the stack has none.",
    remedy: "Name one of `network.zones`.",
  },
  "resilience/zone-loss-in-existing-vpc": {
    cause:
      "The experiment exchanges the network ACL of every subnet of a zone. The subnets of an existing VPC belong to another owner, and other workloads may use them.",
    remedy: "Remove `zoneLoss`.",
  },
} as const satisfies Codes<"resilience">;
