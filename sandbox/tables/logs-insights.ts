import { LOG_GROUP } from "./cloudwatch";
import { DELIVERY_STREAM } from "./firehose";
import type { Request, ServiceTable } from "./table";

const SUBSCRIPTION = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
const MOST_SUBSCRIPTIONS = 2;

/** Dashboards, saved queries and subscriptions. */
export const logsInsights: ServiceTable = {
  "aws:cloudwatch/dashboard:Dashboard": {
    id: ({ inputs }) => String(inputs["dashboardName"]),
    outputs: {
      dashboardArn: ({ inputs, accountId }) =>
        `arn:aws:cloudwatch::${accountId}:dashboard/${String(inputs["dashboardName"])}`,
    },
    // A dashboard of the same name is overwritten.
    overwritesExisting: true,
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
    refusals: ({ inputs }) => [
      ...(/^[\w-]{1,255}$/.test(String(inputs["dashboardName"]))
        ? []
        : ["InvalidParameterValue: the name of a dashboard has letters, digits, - and _"]),
    ],
  },
  "aws:cloudwatch/queryDefinition:QueryDefinition": {
    outputs: { queryDefinitionId: ({ hex }) => hex(32) },
  },
  // Log groups can have filters of the same name.
  [SUBSCRIPTION]: { id: ({ hex }) => `cwlsf-${hex(10)}`, refusals: refuseSubscription },
};

function refuseSubscription(request: Request, current?: { readonly id: string }): string[] {
  const { inputs, region, world } = request;
  const others = world.ofType(SUBSCRIPTION, { logGroup: inputs["logGroup"] }).filter(({ id }) => id !== current?.id);
  const [, , , destinationRegion] = String(inputs["destinationArn"]).split(":");
  return [
    ...refuseLogGroup(request),
    ...(others.length >= MOST_SUBSCRIPTIONS
      ? [`LimitExceededException: a log group has at most ${MOST_SUBSCRIPTIONS} subscription filters`]
      : []),
    ...(destinationRegion === region
      ? []
      : ["InvalidParameterException: the destination is not in the Region of the log group"]),
    ...refuseStream(request),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html */
function refuseLogGroup({ inputs, world }: Request): string[] {
  const group = world.get(LOG_GROUP, String(inputs["logGroup"]));
  if (group === undefined) return ["ResourceNotFoundException: The specified log group does not exist"];
  return (group.state["logGroupClass"] ?? "STANDARD") === "STANDARD"
    ? []
    : ["InvalidOperationException: the class of the log group does not support subscription filters"];
}

/** CloudWatch Logs sends a test message with the role. */
function refuseStream({ inputs, world }: Request): string[] {
  const { destinationArn, roleArn } = inputs;
  if (!String(destinationArn).includes(":deliverystream/")) return [];
  return [
    ...(world.get(DELIVERY_STREAM, String(destinationArn)) === undefined
      ? ["InvalidParameterException: Could not deliver test message to the stream: it does not exist"]
      : []),
    ...(typeof roleArn === "string" ? [] : ["InvalidParameterException: a stream needs a roleArn"]),
  ];
}
