import type { ServiceTable } from "./table";

export const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
export const LOG_STREAM = "aws:cloudwatch/logStream:LogStream";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_CLASSES = ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const cloudwatch: ServiceTable = {
  [LOG_STREAM]: {
    id: ({ inputs }) => String(inputs["name"]),
    outputs: {
      arn: ({ inputs, region, accountId }) =>
        `arn:aws:logs:${region}:${accountId}:log-group:${String(inputs["logGroupName"])}:log-stream:${String(inputs["name"])}`,
    },
    refusals: ({ inputs, world }) =>
      world.get(LOG_GROUP, String(inputs["logGroupName"])) === undefined
        ? ["ResourceNotFoundException: The specified log group does not exist"]
        : [],
  },
  [LOG_GROUP]: {
    outputs: {
      arn: ({ inputs, region, accountId }) => `arn:aws:logs:${region}:${accountId}:log-group:${String(inputs["name"])}`,
    },
    refusals: ({ inputs, id, world }) => {
      const days = Number(inputs["retentionInDays"] ?? 0);
      const taken = id === "" && world.get(LOG_GROUP, String(inputs["name"])) !== undefined;
      return [
        ...(taken ? ["ResourceAlreadyExistsException: The specified log group already exists"] : []),
        ...(RETENTION_DAYS.includes(days)
          ? []
          : [`InvalidParameterException: CloudWatch Logs does not offer a retention of ${days} days`]),
        ...(isLogClass(inputs["logGroupClass"])
          ? []
          : [`InvalidParameterException: there is no log class ${String(inputs["logGroupClass"])}`]),
      ];
    },
    deleteRefusals: ({ id, state }) =>
      state["deletionProtectionEnabled"] === true
        ? [`ValidationException: the log group ${id} has deletion protection enabled`]
        : [],
  },
};

function isLogClass(value: unknown): boolean {
  return value === undefined || LOG_CLASSES.some((logClass) => logClass === value);
}
