import { LOG_GROUP } from "./cloudwatch";
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

function refuseSubscription({ inputs, region, world }: Request, current?: { readonly id: string }): string[] {
  const others = world.ofType(SUBSCRIPTION, { logGroup: inputs["logGroup"] }).filter(({ id }) => id !== current?.id);
  const [, , , destinationRegion] = String(inputs["destinationArn"]).split(":");
  return [
    ...(world.get(LOG_GROUP, String(inputs["logGroup"])) === undefined
      ? ["ResourceNotFoundException: The specified log group does not exist"]
      : []),
    ...(others.length >= MOST_SUBSCRIPTIONS
      ? [`LimitExceededException: a log group has at most ${MOST_SUBSCRIPTIONS} subscription filters`]
      : []),
    ...(destinationRegion === region
      ? []
      : ["InvalidParameterException: the destination is not in the Region of the log group"]),
  ];
}
