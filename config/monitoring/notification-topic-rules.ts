import { parseArn } from "../../domain/iam/arn";
import { alarmTopicArns, isAlarmTopic } from "../../domain/monitoring/alarm-topic";
import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

/**
 * EventBridge delivers to a target in the Region of the rule, and without a role only to a target in its account.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
const topicsAreReachable: Rule = function* ({ cluster, aws }) {
  if (aws === undefined) return;
  for (const [path, topic] of notificationTopics(cluster)) {
    const { region, accountId } = parseArn(topic) ?? {};
    if (region !== undefined && region !== aws.region) {
      yield {
        code: "monitoring/notification-topic-in-another-region",
        path,
        message: "EventBridge delivers to topics in the Region of the stack only.",
        because: [["aws", "region"]],
        allowed: `a topic in ${aws.region}`,
        fix: [edit(`\`aws sns list-topics --region ${aws.region}\` prints the topics to choose from`)],
      };
    } else if (accountId !== undefined && accountId !== aws.accountId) {
      yield {
        code: "monitoring/notification-topic-of-another-account",
        path,
        message:
          "EventBridge delivers to a topic of another account only with a role, which the platform does not create.",
        because: [["aws", "accountId"]],
        allowed: `a topic of account ${aws.accountId}`,
        fix: [
          edit("name a topic of the stack's account, and subscribe a queue or function of the other account to it"),
        ],
      };
    }
  }
};

/** The stack creates the platform's alarm topics only with `monitoring.alarms`. */
const alarmTopicExists: Rule = function* ({ cluster, monitoring, name, environment, aws }) {
  if (aws === undefined || name === undefined || environment === undefined) return;
  if (monitoring === undefined || monitoring.alarms !== undefined) return;
  const own = alarmTopicArns({ platformName: `${name}-${environment}`, ...aws });
  for (const [path] of notificationTopics(cluster).filter(([, topic]) => own.includes(topic))) {
    yield {
      code: "monitoring/notification-topic-without-alarms",
      path,
      message: "The stack creates this topic only with `monitoring.alarms`, which is not set.",
      because: [["monitoring", "alarms"]],
      allowed: "another topic, or this one with monitoring.alarms",
      fix: [remove(path)],
    };
  }
};

/**
 * An alarm topic of a platform allows EventBridge to publish only if that platform's own stack file names the topic (see
 * components/monitoring/alarm-topics.ts). Notifications of other stacks are lost, and nothing reports it.
 */
const topicsAllowEventBridge: Rule = function* ({ cluster, name, environment, aws }) {
  if (aws === undefined || name === undefined || environment === undefined) return;
  const own = alarmTopicArns({ platformName: `${name}-${environment}`, ...aws });
  for (const [path, topic] of notificationTopics(cluster)) {
    const { region, accountId } = parseArn(topic) ?? {};
    const isReachable = region === aws.region && accountId === aws.accountId;
    if (!isReachable || own.includes(topic) || !isAlarmTopic(topic)) continue;
    yield {
      code: "monitoring/notification-topic-of-another-platform",
      path,
      message:
        "The topic has the name of an alarm topic of another platform (`-alarms` or `-alarms-p2`). Such a topic denies EventBridge, unless the stack file of that platform names it in `notificationTopicArn`.",
      because: [["aws"], ["name"], ["environment"]],
      allowed: "an alarm topic of this platform, or a topic whose policy allows EventBridge to publish",
      fix: [edit("name another topic, or check that the policy of the topic allows events.amazonaws.com to publish")],
      warning: true,
    };
  }
};

function notificationTopics(cluster: ReadableParts["cluster"]): [Path, string][] {
  return Object.entries(cluster?.accessRoles ?? {}).flatMap(([key, { notificationTopicArn }]): [Path, string][] =>
    notificationTopicArn === undefined
      ? []
      : [[["cluster", "accessRoles", key, "notificationTopicArn"], notificationTopicArn]],
  );
}

export const notificationTopicRules: readonly Rule[] = [topicsAreReachable, alarmTopicExists, topicsAllowEventBridge];
