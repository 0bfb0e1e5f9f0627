/** Errors that AWS Fault Injection Service can return instead of answers of EC2. */
export const API_ERRORS = ["throttle", "unavailable", "internal"] as const;
export type ApiError = (typeof API_ERRORS)[number];

/** The experiments of a stack. An omitted one creates no template. */
export interface ExperimentSettings {
  readonly terminateNodes?: { readonly percentage: number } | undefined;
  readonly zoneLoss?: { readonly zone: string; readonly minutes: number } | undefined;
  readonly apiErrors?: ApiErrorSettings | undefined;
}

export interface ApiErrorSettings {
  /** Role whose requests to EC2 fail. */
  readonly roleArn: string;
  readonly error: ApiError;
  /** Names of EC2 operations, such as `AttachVolume`. */
  readonly operations: readonly string[];
  /** Percentage of the requests. */
  readonly percentage: number;
  readonly minutes: number;
}

/** Keys of the experiments. Last parts of the names of their templates. */
export const EXPERIMENT_KEYS = ["terminate-nodes", "zone-loss", "api-errors"] as const;
export type ExperimentKey = (typeof EXPERIMENT_KEYS)[number];

/** One fault as Fault Injection Service describes it: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
export interface Experiment {
  readonly key: ExperimentKey;
  readonly description: string;
  readonly actionId: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Kind of targets as the action names it. */
  readonly targetKey: "Instances" | "Subnets" | "Roles";
  readonly resourceType: string;
  readonly selectionMode: string;
  /** Tag of the targets. Omitted: the targets are named by ARN. */
  readonly resourceTag?: { readonly key: string; readonly value: string };
}

/**
 * Alarms of the platform that stop an experiment, by the last part of their names: pods that get no node, and errors of the
 * Kubernetes API.
 */
export const STOP_ALARMS = ["unschedulable-pods", "api-errors"] as const;

/** Stop conditions of an experiment: https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html */
export const MOST_STOP_ALARMS = 5;

/** Minutes that an action can last: https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
export const ACTION_MINUTES = { min: 1, max: 720 } as const;

/** The alarms that stop the experiments of a platform: those that are given, or those of the platform. */
export function stopAlarmArns(place: {
  readonly platformName: string;
  readonly region: string;
  readonly accountId: string;
  readonly given: readonly string[];
}): readonly string[] {
  const { platformName, region, accountId, given } = place;
  if (given.length > 0) return given;
  return STOP_ALARMS.map((key) => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${platformName}-${key}`);
}

/** EKS and Karpenter tag instances of a cluster with this key, and the value `owned`. */
export function clusterTagKey(clusterName: string): string {
  return `kubernetes.io/cluster/${clusterName}`;
}

/** Every experiment of the settings, in the order of {@link EXPERIMENT_KEYS}. */
export function experimentsOf(settings: ExperimentSettings, clusterName: string): readonly Experiment[] {
  const { terminateNodes, zoneLoss, apiErrors } = settings;
  return [
    ...(terminateNodes === undefined ? [] : [terminateNodesOf(clusterName, terminateNodes.percentage)]),
    ...(zoneLoss === undefined ? [] : [zoneLossOf(zoneLoss.zone, zoneLoss.minutes)]),
    ...(apiErrors === undefined ? [] : [apiErrorsOf(apiErrors)]),
  ];
}

/** The action takes no duration. Node groups and Karpenter launch other nodes. */
function terminateNodesOf(clusterName: string, percentage: number): Experiment {
  return {
    key: "terminate-nodes",
    description: `Terminates ${percentage}% of the nodes of ${clusterName}`,
    actionId: "aws:ec2:terminate-instances",
    parameters: {},
    targetKey: "Instances",
    resourceType: "aws:ec2:instance",
    selectionMode: `PERCENT(${percentage})`,
    resourceTag: { key: clusterTagKey(clusterName), value: "owned" },
  };
}

/** `scope` `all` denies all traffic that enters or leaves the subnets; traffic inside of a subnet continues. */
function zoneLossOf(zone: string, minutes: number): Experiment {
  return {
    key: "zone-loss",
    description: `Disconnects all subnets of zone ${zone} for ${minutes} minutes`,
    actionId: "aws:network:disrupt-connectivity",
    parameters: { duration: duration(minutes), scope: "all" },
    targetKey: "Subnets",
    resourceType: "aws:ec2:subnet",
    selectionMode: "ALL",
  };
}

function apiErrorsOf({ roleArn, error, operations, percentage, minutes }: ApiErrorSettings): Experiment {
  const role = roleArn.split("/").at(-1) ?? roleArn;
  return {
    key: "api-errors",
    description: `Fails ${percentage}% of the EC2 requests of the role ${role} for ${minutes} minutes`,
    actionId: `aws:fis:inject-api-${error}-error`,
    parameters: {
      duration: duration(minutes),
      service: "ec2",
      operations: operations.join(","),
      percentage: String(percentage),
    },
    targetKey: "Roles",
    resourceType: "aws:iam:role",
    selectionMode: "ALL",
  };
}

/** https://docs.aws.amazon.com/fis/latest/userguide/action-sequence.html#action-duration */
function duration(minutes: number): string {
  return `PT${minutes}M`;
}
