import { parseArn } from "../../domain/iam/arn";
import { alarmTopicArns } from "../../domain/monitoring/alarm-topic";
import type { ReadableParts, Rule } from "../check/rule";
import { edit } from "../diagnostics/finding";
import type { Path } from "../source/path";

/** https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
const topicsAreInTheAccount: Rule = function* ({ budgets, aws }) {
  if (aws === undefined) return;
  for (const [path, topic] of notificationTopics(budgets)) {
    if (parseArn(topic)?.accountId === aws.accountId) continue;
    yield {
      code: "budgets/notification-topic-of-another-account",
      path,
      message: "AWS Budgets and Cost Anomaly Detection notify topics of their own account only.",
      because: [["aws", "accountId"]],
      allowed: `a topic of account ${aws.accountId}`,
      fix: [edit("name a topic of the stack's account, and subscribe a queue or function of the other account to it")],
    };
  }
};

/** The stack creates the platform's alarm topic only with `monitoring.alarms`. */
const alarmTopicExists: Rule = function* ({ budgets, monitoring, name, environment, aws }) {
  if (aws === undefined || name === undefined || environment === undefined) return;
  if (monitoring === undefined || monitoring.alarms !== undefined) return;
  const own = alarmTopicArns({ platformName: `${name}-${environment}`, ...aws });
  for (const [path] of notificationTopics(budgets).filter(([, topic]) => own.includes(topic))) {
    yield {
      code: "budgets/notification-topic-without-alarms",
      path,
      message: "The stack creates this topic only with `monitoring.alarms`, which is not set.",
      because: [["monitoring", "alarms"]],
      allowed: "another topic, or this one with monitoring.alarms",
      fix: [edit("set `monitoring.alarms`, or name a topic that exists")],
    };
  }
};

function notificationTopics(budgets: ReadableParts["budgets"]): [Path, string][] {
  return (["account", "stack", "anomalies"] as const).flatMap((part): [Path, string][] => {
    const topic = budgets?.[part]?.notificationTopicArn;
    return topic === undefined ? [] : [[["budgets", part, "notificationTopicArn"], topic]];
  });
}

export const budgetsRules: readonly Rule[] = [topicsAreInTheAccount, alarmTopicExists];
