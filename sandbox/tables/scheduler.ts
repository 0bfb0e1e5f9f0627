import { text } from "./ec2-objects";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

const GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";
const ROLE = "aws:iam/role:Role";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const START_AUTOMATION = "arn:aws:scheduler:::aws-sdk:ssm:startAutomationExecution";
const UPDATE_NODE_GROUP = "arn:aws:scheduler:::aws-sdk:eks:updateNodegroupConfig";

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/ */
export const scheduler: ServiceTable = {
  [GROUP]: {
    outputs: {
      arn: (request) => arn(request, `schedule-group/${String(request.inputs["name"])}`),
      state: () => "ACTIVE",
    },
  },
  "aws:scheduler/schedule:Schedule": {
    id: ({ inputs }) => `${text(inputs, "groupName") ?? "default"}/${String(inputs["name"])}`,
    outputs: {
      arn: (request) =>
        arn(request, `schedule/${text(request.inputs, "groupName") ?? "default"}/${String(request.inputs["name"])}`),
    },
    refusals: (request) => {
      const { inputs, world } = request;
      const group = text(inputs, "groupName");
      const target = inputs["target"] as Props;
      const roleArn = text(target, "roleArn");
      return [
        ...(group !== undefined && world.get(GROUP, group) === undefined
          ? [`ResourceNotFoundException: Schedule group ${group} does not exist.`]
          : []),
        ...(roleArn !== undefined && world.ofType(ROLE, { arn: roleArn }).length === 0
          ? ["ValidationException: The execution role you provide must exist."]
          : []),
        ...(/^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$|^rate\(|^at\(/.test(String(inputs["scheduleExpression"]))
          ? []
          : ["ValidationException: Invalid Schedule Expression."]),
        ...refuseTarget(request, target),
      ];
    },
  },
};

/** The API checks nothing here: the call of the schedule fails later. So the sandbox refuses what EKS would refuse then. */
function refuseTarget({ world }: Request, target: Props): string[] {
  if (target["arn"] === START_AUTOMATION) return refuseAutomation(world, target);
  if (target["arn"] !== UPDATE_NODE_GROUP || typeof target["input"] !== "string") return [];
  const { ClusterName, NodegroupName, ScalingConfig } = JSON.parse(target["input"]) as {
    readonly ClusterName?: string;
    readonly NodegroupName?: string;
    readonly ScalingConfig?: { readonly DesiredSize?: number };
  };
  const nodeGroup = world.get(NODE_GROUP, `${ClusterName ?? ""}:${NodegroupName ?? ""}`);
  if (nodeGroup === undefined) return ["ResourceNotFoundException: No node group found for the schedule."];
  const { minSize, maxSize } = nodeGroup.state["scalingConfig"] as {
    readonly minSize: number;
    readonly maxSize: number;
  };
  const size = ScalingConfig?.DesiredSize ?? minSize;
  return size < minSize || size > maxSize
    ? [`InvalidParameterException: desired capacity ${size} must be between ${minSize} and ${maxSize}`]
    : [];
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
function refuseAutomation(world: Request["world"], target: Props): string[] {
  if (typeof target["input"] !== "string") return [];
  const {
    Parameters,
    Targets = [],
    TargetParameterName,
  } = JSON.parse(target["input"]) as {
    readonly Parameters?: { readonly AutomationAssumeRole?: readonly string[] };
    readonly Targets?: readonly unknown[];
    readonly TargetParameterName?: string;
  };
  const roles = Parameters?.AutomationAssumeRole ?? [];
  return [
    ...(roles.every((roleArn) => world.ofType(ROLE, { arn: roleArn }).length > 0)
      ? []
      : ["InvalidAutomationExecutionParametersException: The assume role is unable to be assumed."]),
    ...(Targets.length > 1
      ? ["InvalidAutomationExecutionParametersException: Only one resource group or tag can be specified at a time"]
      : []),
    ...(Targets.length > 0 && TargetParameterName === undefined
      ? ["InvalidTarget: TargetParameterName is required with Targets."]
      : []),
  ];
}

function arn({ region, accountId }: Request, resource: string): string {
  return `arn:aws:scheduler:${region}:${accountId}:${resource}`;
}
