import { isRecord } from "../property-diff";
import { LOG_GROUP } from "./cloudwatch";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

const WORKSPACE = "aws:amp/workspace:Workspace";
const CLUSTER = "aws:eks/cluster:Cluster";
const SUBNET = "aws:ec2/subnet:Subnet";

/** Amazon Managed Service for Prometheus. */
export const amp: ServiceTable = {
  [WORKSPACE]: {
    id: workspaceId,
    outputs: {
      arn: (request) => arn(request, `workspace/${workspaceId(request)}`),
      prometheusEndpoint: (request) =>
        `https://aps-workspaces.${request.region}.amazonaws.com/workspaces/${workspaceId(request)}/`,
    },
    refusals: ({ inputs, world }) => {
      const logArn = logGroupArnOf(inputs);
      return logArn === undefined || world.ofType(LOG_GROUP, { arn: logArn.replace(/:\*$/, "") }).length > 0
        ? []
        : [`ValidationException: the log group ${logArn} does not exist`];
    },
  },
  "aws:amp/workspaceConfiguration:WorkspaceConfiguration": {
    id: ({ inputs }) => String(inputs["workspaceId"]),
    refusals: ({ inputs, world }) =>
      world.get(WORKSPACE, String(inputs["workspaceId"])) === undefined
        ? ["ResourceNotFoundException: Workspace not found"]
        : [],
  },
  "aws:amp/scraper:Scraper": {
    id: ({ hex }) => `s-${uuid(hex)}`,
    outputs: {
      arn: (request) => arn(request, `scraper/s-${uuid(request.hex)}`),
      roleArn: ({ accountId, hex }) =>
        `arn:aws:iam::${accountId}:role/aws-service-role/scraper.aps.amazonaws.com/AWSServiceRoleForAmazonPrometheusScraper_${hex(8)}`,
    },
    refusals: refuseScraper,
  },
};

/** https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-collector-how-to.html */
function refuseScraper({ inputs, world }: Request): string[] {
  const source = (inputs["source"] ?? {}) as Props;
  const eks = (source["eks"] ?? {}) as Props;
  const [cluster] = world.ofType(CLUSTER, { arn: eks["clusterArn"] });
  const subnetIds = ((eks["subnetIds"] ?? []) as readonly unknown[]).map(String);
  const zones = subnetIds.map((id) => world.get(SUBNET, id)?.state["availabilityZone"]);
  const vpcConfig = (cluster?.state["vpcConfig"] ?? {}) as Props;
  return [
    ...(cluster === undefined ? [`ValidationException: there is no cluster ${String(eks["clusterArn"])}`] : []),
    ...(cluster !== undefined && vpcConfig["endpointPrivateAccess"] !== true
      ? ["ValidationException: the cluster has no private endpoint"]
      : []),
    // https://docs.aws.amazon.com/prometheus/latest/APIReference/API_EksConfiguration.html
    ...(subnetIds.length > 5 ? ["ValidationException: a scraper has at most 5 subnets"] : []),
    ...(new Set(zones).size < 2 ? ["ValidationException: a scraper needs subnets in two Availability Zones"] : []),
  ];
}

function logGroupArnOf({ loggingConfiguration }: Props): string | undefined {
  const logArn = isRecord(loggingConfiguration) ? loggingConfiguration["logGroupArn"] : undefined;
  return typeof logArn === "string" ? logArn : undefined;
}

function workspaceId({ hex }: Request): string {
  return `ws-${uuid(hex)}`;
}

function uuid(hex: Request["hex"]): string {
  return [8, 4, 4, 4, 12].map((length, part) => hex(length, `part ${part}`)).join("-");
}

function arn({ region, accountId }: Request, resource: string): string {
  return `arn:aws:aps:${region}:${accountId}:${resource}`;
}
