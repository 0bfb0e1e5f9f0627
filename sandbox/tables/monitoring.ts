import { LOG_GROUP } from "./cloudwatch";
import { refuseAtTopic, refuseLost, TOPIC } from "./delivery";
import { text } from "./ec2-objects";
import { TARGET } from "./events";
import { refusePeriods } from "./metric-alarm";
import type { Props } from "../props";
import { isRecord } from "../property-diff";
import type { World } from "../world";
import type { Request, ResourceTable, ServiceTable } from "./table";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const MOST_METRIC_FILTERS = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
const MOST_RULE_CHARACTERS = 10_240;
const MOST_RULE_ALARMS = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
const MOST_MUTED_ALARMS = 100;

/** Regions of the VPC endpoints: https://docs.aws.amazon.com/chatbot/latest/adminguide/vpc-interface-endpoints.html */
const CHAT_REGIONS = ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"];
/** What SNS accepts, by protocol. */
const ENDPOINTS: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+$/,
  https: /^https:\/\//,
  sms: /^\+?\d{5,15}$/,
};

/** CloudWatch alarms and metric filters, SNS topics. */
export const monitoring: ServiceTable = {
  [METRIC_ALARM]: {
    outputs: { arn: alarmArn("name") },
    refusals: ({ inputs, world }) => [
      ...refuseActions(inputs, world),
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
      ...(Number(inputs["datapointsToAlarm"] ?? 1) > Number(inputs["evaluationPeriods"])
        ? ["ValidationError: DatapointsToAlarm must be less than or equal to EvaluationPeriods"]
        : []),
      ...refusePeriods(inputs),
      ...(records(inputs["metricQueries"]).length > 0 && (inputs["metricName"] ?? inputs["period"]) !== undefined
        ? ["ValidationError: Metrics list and MetricName or Period are mutually exclusive"]
        : []),
    ],
    deleteRefusals: ({ id, state }, world) => refuseWhileNamed(text(state, "name") ?? id, world),
  },
  [COMPOSITE_ALARM]: {
    id: ({ inputs }) => text(inputs, "alarmName") ?? "",
    outputs: { arn: alarmArn("alarmName") },
    refusals: ({ inputs, world }) => {
      const rule = text(inputs, "alarmRule") ?? "";
      const suppressor = text(record(inputs["actionsSuppressor"]), "alarm");
      const named = [...rule.matchAll(/"([^"]+)"/g)].flatMap(([, name]) => name ?? []);
      const missing = [...named, ...(suppressor === undefined ? [] : [suppressor])].filter(
        (name) => !isAlarm(name, world),
      );
      return [
        ...refuseActions(inputs, world),
        ...(rule.length > MOST_RULE_CHARACTERS ? ["ValidationError: AlarmRule is longer than 10240 characters"] : []),
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
        ...(named.length > MOST_RULE_ALARMS ? ["ValidationError: AlarmRule names more than 100 alarms"] : []),
        ...missing.map((name) => `ValidationError: the alarm ${name} does not exist`),
      ];
    },
    deleteRefusals: ({ id }, world) => refuseWhileNamed(id, world),
  },
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": {
    id: ({ inputs }) => text(inputs, "name") ?? "",
    outputs: {
      arn: ({ inputs, region, accountId }) =>
        `arn:aws:cloudwatch:${region}:${accountId}:alarm-mute-rule:${text(inputs, "name") ?? ""}`,
      lastUpdatedTimestamp: () => "2026-01-01T00:00:00Z",
      muteType: () => "ALARM",
      status: () => "SCHEDULED",
    },
    refusals: ({ inputs, world }) => {
      const names = (record(inputs["muteTargets"])["alarmNames"] ?? []) as readonly string[];
      const schedule = record(record(inputs["rule"])["schedule"]);
      return [
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
        ...(names.length > MOST_MUTED_ALARMS ? ["ValidationError: a mute rule targets at most 100 alarms"] : []),
        ...names.filter((name) => !isAlarm(name, world)).map((name) => `ValidationError: there is no alarm ${name}`),
        ...(/^(cron\((\S+ ){4}\S+\)|at\(\S+\))$/.test(text(schedule, "expression") ?? "")
          ? []
          : ["ValidationError: the expression is neither cron() with five fields nor at()"]),
      ];
    },
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
      return [
        ...(topic !== undefined && world.get(TOPIC, topic) === undefined ? ["NotFound: Topic does not exist"] : []),
        ...refuseEndpoint(String(inputs["protocol"]), inputs["endpoint"]),
      ];
    },
  },
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": chat("slack-channel", {
    slackChannelName: "alarms",
    slackTeamName: "team",
  }),
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": chat("microsoft-teams-channel", {
    channelName: "alarms",
    teamName: "team",
  }),
};

/** https://docs.aws.amazon.com/chatbot/latest/APIReference/Welcome.html */
function chat(kind: string, names: Props): ResourceTable {
  const arn = ({ inputs, accountId }: Request): string =>
    `arn:aws:chatbot::${accountId}:chat-configuration/${kind}/${text(inputs, "configurationName") ?? ""}`;
  return {
    id: arn,
    outputs: {
      chatConfigurationArn: arn,
      ...Object.fromEntries(Object.entries(names).map(([name, value]) => [name, () => value])),
    },
    refusals: ({ inputs, region, world }) => [
      ...(CHAT_REGIONS.includes(text(inputs, "region") ?? region)
        ? []
        : [`no such host: chatbot.${text(inputs, "region") ?? region}.amazonaws.com`]),
      ...((inputs["snsTopicArns"] ?? []) as readonly string[])
        .filter((topic) => world.get(TOPIC, topic) === undefined)
        .map((topic) => `InvalidRequestException: the topic ${topic} does not exist`),
    ],
  };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
function refuseEndpoint(protocol: string, endpoint: unknown): string[] {
  const form = ENDPOINTS[protocol];
  return form === undefined || typeof endpoint !== "string" || form.test(endpoint)
    ? []
    : [`InvalidParameter: Invalid parameter: Endpoint for the protocol ${protocol}`];
}

function alarmArn(nameArgument: string): (request: Request) => string {
  return ({ inputs, region, accountId }) =>
    `arn:aws:cloudwatch:${region}:${accountId}:alarm:${text(inputs, nameArgument) ?? ""}`;
}

function refuseActions(inputs: Props, world: World): string[] {
  return ["alarmActions", "okActions", "insufficientDataActions"]
    .flatMap((kind) => (inputs[kind] ?? []) as readonly string[])
    .flatMap((arn) => refuseLost(world, arn, "cloudwatch.amazonaws.com"));
}

function isAlarm(name: string, world: World): boolean {
  return (
    world.ofType(METRIC_ALARM, { name }).length > 0 || world.ofType(COMPOSITE_ALARM, { alarmName: name }).length > 0
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
function refuseWhileNamed(name: string, world: World): string[] {
  const naming = world
    .ofType(COMPOSITE_ALARM)
    .filter(
      ({ inputs }) =>
        (text(inputs, "alarmRule") ?? "").includes(`"${name}"`) ||
        text(record(inputs["actionsSuppressor"]), "alarm") === name,
    );
  return naming.map(({ id }) => `ValidationError: the composite alarm ${id} depends on the alarm ${name}`);
}

function record(value: unknown): Props {
  return isRecord(value) ? value : {};
}

function records(value: unknown): readonly Props[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function topicArn({ inputs, region, accountId }: Request): string {
  return `arn:aws:sns:${region}:${accountId}:${text(inputs, "name") ?? ""}`;
}
