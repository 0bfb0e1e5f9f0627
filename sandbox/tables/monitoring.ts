import { LOG_GROUP } from "./cloudwatch";
import { refuseAtTopic, refuseLost, TOPIC } from "./delivery";
import { text } from "./ec2-objects";
import { TARGET } from "./events";
import { refusePeriods } from "./metric-alarm";
import type { Props } from "../props";
import type { Request, ServiceTable } from "./table";

const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const MOST_METRIC_FILTERS = 100;
/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html */
const MOST_NOTIFICATIONS = 5;

/** CloudWatch alarms and metric filters, SNS topics, budgets. */
export const monitoring: ServiceTable = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    outputs: {
      arn: ({ inputs, region, accountId }) =>
        `arn:aws:cloudwatch:${region}:${accountId}:alarm:${text(inputs, "name") ?? ""}`,
    },
    refusals: ({ inputs, world }) => [
      ...["alarmActions", "okActions", "insufficientDataActions"]
        .flatMap((kind) => (inputs[kind] ?? []) as readonly string[])
        .flatMap((arn) => refuseLost(world, arn, "cloudwatch.amazonaws.com")),
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      ...(Number(inputs["datapointsToAlarm"] ?? 1) > Number(inputs["evaluationPeriods"])
        ? ["ValidationError: DatapointsToAlarm must be less than or equal to EvaluationPeriods"]
        : []),
      ...refusePeriods(inputs),
    ],
  },
  [METRIC_FILTER]: {
    refusals: ({ inputs, world }, current) => {
      const group = text(inputs, "logGroupName");
      const filters = world.ofType(METRIC_FILTER, { logGroupName: group }).filter(({ id }) => id !== current?.id);
      return [
        ...(filters.length >= MOST_METRIC_FILTERS
          ? [`LimitExceededException: a log group has at most ${MOST_METRIC_FILTERS} metric filters`]
          : []),
        ...(group !== undefined && world.get(LOG_GROUP, group) === undefined
          ? ["ResourceNotFoundException: The specified log group does not exist"]
          : []),
        // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
        ...((text(inputs, "pattern") ?? "").length > 1024
          ? ["InvalidParameterException: the filter pattern is longer than 1024 characters"]
          : []),
      ];
    },
  },
  [TOPIC]: {
    id: topicArn,
    outputs: { arn: topicArn, owner: ({ accountId }) => accountId, beginningArchiveTime: () => "" },
    // A rule may name the topic before the topic exists.
    refusals: (request) => {
      const arn = topicArn(request);
      return request.world.ofType(TARGET, { arn }).length === 0
        ? []
        : refuseAtTopic(request.world, arn, request.inputs, "events.amazonaws.com");
    },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: (request) => `${text(request.inputs, "topic") ?? ""}:${request.hex(12)}`,
    outputs: {
      arn: (request) => request.id,
      ownerId: ({ accountId }) => accountId,
      pendingConfirmation: ({ inputs }) => inputs["protocol"] === "email",
      confirmationWasAuthenticated: () => false,
    },
    refusals: ({ inputs, world }) => {
      const topic = text(inputs, "topic");
      return topic !== undefined && world.get(TOPIC, topic) === undefined ? ["NotFound: Topic does not exist"] : [];
    },
  },
  "aws:budgets/budget:Budget": {
    id: ({ inputs, accountId }) => `${accountId}:${text(inputs, "name") ?? ""}`,
    outputs: {
      accountId: ({ accountId }) => accountId,
      arn: ({ inputs, accountId }) => `arn:aws:budgets::${accountId}:budget/${text(inputs, "name") ?? ""}`,
      timePeriodStart: () => "2026-01-01_00:00",
    },
    // https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html
    refusals: ({ inputs }) => [
      ...(notifications(inputs).some((notification) => emails(notification).length > 10)
        ? ["InvalidParameterException: a notification has ten subscribers at most"]
        : []),
      ...(notifications(inputs).length > MOST_NOTIFICATIONS
        ? [`CreationLimitExceededException: a budget has at most ${MOST_NOTIFICATIONS} notifications`]
        : []),
    ],
  },
};

function topicArn({ inputs, region, accountId }: Request): string {
  return `arn:aws:sns:${region}:${accountId}:${text(inputs, "name") ?? ""}`;
}

function notifications(inputs: Props): readonly Props[] {
  const list = inputs["notifications"];
  return Array.isArray(list) ? (list as readonly Props[]) : [];
}

function emails(notification: Props): readonly unknown[] {
  const list = notification["subscriberEmailAddresses"];
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}
