import type { Props } from "../props";
import { isRecord } from "../property-diff";
import type { WorldObject } from "../world";
import { refuseLost } from "./delivery";
import { text } from "./ec2-objects";
import type { Request, ServiceTable } from "./table";

const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html */
const MOST_NOTIFICATIONS = 5;

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_NotificationWithSubscribers.html */
const MOST_TOPICS = 1;

/** Budgets and Cost Anomaly Detection: services of the account, without a Region. */
export const budgets: ServiceTable = {
  [BUDGET]: {
    id: ({ inputs, accountId }) => `${accountId}:${text(inputs, "name") ?? ""}`,
    outputs: {
      accountId: ({ accountId }) => accountId,
      arn: ({ inputs, accountId }) => `arn:aws:budgets::${accountId}:budget/${text(inputs, "name") ?? ""}`,
      timePeriodStart: () => "2026-01-01_00:00",
    },
    refusals: refuseBudget,
  },
  [MONITOR]: {
    id: monitorArn,
    outputs: { arn: ({ id }) => id },
    // https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html
    refusals: (request, current) =>
      request.inputs["monitorDimension"] === "SERVICE" &&
      others(request, current).some(({ state }) => state["monitorDimension"] === "SERVICE")
        ? ["ValidationException: Limit exceeded on dimensional spend monitor creation"]
        : [],
  },
  [SUBSCRIPTION]: {
    id: ({ accountId, hex }) => `arn:aws:ce::${accountId}:anomalysubscription/${hex(32)}`,
    outputs: { arn: ({ id }) => id, accountId: ({ accountId }) => accountId },
    refusals: refuseSubscription,
  },
};

function monitorArn({ accountId, hex }: Request): string {
  return `arn:aws:ce::${accountId}:anomalymonitor/${hex(32)}`;
}

/** Objects of the type in the account, whatever their Region. */
function others({ world, type, accountId }: Request, current: WorldObject | undefined): readonly WorldObject[] {
  return world.ofType(type).filter((object) => object.accountId === accountId && object.id !== current?.id);
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
function refuseBudget(request: Request, current?: WorldObject): string[] {
  const { inputs, world } = request;
  const notifications = records(inputs["notifications"]);
  const identities = notifications.map((each) =>
    ["notificationType", "comparisonOperator", "threshold", "thresholdType"].map((field) => String(each[field])).join(),
  );
  const topics = notifications.flatMap((notification) => list(notification["subscriberSnsTopicArns"]));
  return [
    ...(others(request, current).some(({ state }) => state["name"] === inputs["name"])
      ? [`DuplicateRecordException: the budget already exists. Budget name: ${String(inputs["name"])}`]
      : []),
    ...(notifications.some((notification) => list(notification["subscriberEmailAddresses"]).length > 10)
      ? ["InvalidParameterException: a notification has ten subscribers at most"]
      : []),
    ...(notifications.some((notification) => list(notification["subscriberSnsTopicArns"]).length > MOST_TOPICS)
      ? [`InvalidParameterException: a notification has at most ${MOST_TOPICS} SNS topic`]
      : []),
    ...(notifications.some(hasNoSubscriber) ? ["InvalidParameterException: a notification has no subscriber"] : []),
    ...(notifications.length > MOST_NOTIFICATIONS
      ? [`CreationLimitExceededException: a budget has at most ${MOST_NOTIFICATIONS} notifications`]
      : []),
    ...(new Set(identities).size < identities.length
      ? ["DuplicateRecordException: a budget has the same notification twice"]
      : []),
    ...[...new Set(topics)].flatMap((arn) => refuseLost(world, String(arn), "budgets.amazonaws.com")),
  ];
}

function hasNoSubscriber(notification: Props): boolean {
  return ["subscriberEmailAddresses", "subscriberSnsTopicArns"].every((kind) => list(notification[kind]).length === 0);
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html */
function refuseSubscription({ inputs, world, accountId }: Request): string[] {
  const subscribers = records(inputs["subscribers"]);
  const allowed = inputs["frequency"] === "IMMEDIATE" ? "SNS" : "EMAIL";
  const monitors = list(inputs["monitorArnLists"]).map(String);
  const own = monitors.filter((arn) => arn.startsWith(`arn:aws:ce::${accountId}:anomalymonitor/`));
  return [
    ...(subscribers.length === 0 ? ["ValidationException: a subscription has at least one subscriber"] : []),
    ...(subscribers.some(({ type }) => type !== allowed)
      ? [`ValidationException: ${String(inputs["frequency"])} is supported only for subscribers of type ${allowed}`]
      : []),
    ...(own.length < monitors.length ? ["UnknownMonitorException: the monitor is not one of this account"] : []),
    ...subscribers
      .filter(({ type }) => type === "SNS")
      .flatMap(({ address }) => refuseLost(world, String(address), "costalerts.amazonaws.com")),
  ];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function records(value: unknown): readonly Props[] {
  return list(value).filter(isRecord);
}
