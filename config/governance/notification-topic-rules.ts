import { parseArn } from "../../domain/iam/arn";
import { alarmTopicArn, alarmTopicName } from "../../domain/monitoring/alarm-topic";
import { edit, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

/**
 * The target of a rule is in the rule's Region, and without a role of its own a rule delivers within its account alone.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
const announcementsAreNear: Rule = function* ({ cluster, aws }) {
  if (aws === undefined) return;
  for (const [path, topic] of announcements(cluster)) {
    const { region, accountId } = parseArn(topic) ?? {};
    if (region !== undefined && region !== aws.region) {
      yield {
        path,
        message: "EventBridge delivers to topics of the rule's own Region only.",
        because: [["aws", "region"]],
        allowed: `a topic in ${aws.region}`,
        fix: [edit(`\`aws sns list-topics --region ${aws.region}\` prints the topics to choose from`)],
      };
    } else if (accountId !== undefined && accountId !== aws.accountId) {
      yield {
        path,
        message:
          "EventBridge delivers to a topic of another account only with a role, which the platform does not create.",
        because: [["aws", "accountId"]],
        allowed: `a topic of account ${aws.accountId}`,
        fix: [edit("name a topic of the stack's account, and subscribe the other account's queue or function to it")],
      };
    }
  }
};

/** The platform's own topic exists with its alarms only. */
const announcementTopicExists: Rule = function* ({ cluster, governance, name, environment, aws }) {
  if (aws === undefined || name === undefined || environment === undefined) return;
  if (governance === undefined || governance.alarms !== undefined) return;
  const own = alarmTopicArn({ platformName: `${name}-${environment}`, ...aws });
  for (const [path] of announcements(cluster).filter(([, topic]) => topic === own)) {
    yield {
      path,
      message: "The platform creates this topic only with alarms.",
      because: [["governance", "alarms"]],
      allowed: "another topic, or this one with governance.alarms",
      fix: [remove(path)],
    };
  }
};

/**
 * The alarm topic of a platform admits EventBridge only if that platform's own stack file names it (see
 * components/governance/alarm-topic.ts): what another stack announces there is lost, and nothing reports it.
 */
const announcementsAreAdmitted: Rule = function* ({ cluster, name, environment, aws }) {
  if (aws === undefined || name === undefined || environment === undefined) return;
  const own = alarmTopicArn({ platformName: `${name}-${environment}`, ...aws });
  const suffix = alarmTopicName("");
  for (const [path, topic] of announcements(cluster)) {
    const { region, accountId } = parseArn(topic) ?? {};
    const isNear = region === aws.region && accountId === aws.accountId;
    if (!isNear || topic === own || !topic.endsWith(suffix)) continue;
    yield {
      path,
      message: `The topic is named like the alarm topic of another platform (\`${suffix}\`). Such a topic refuses what this stack announces, unless that platform's own stack file names it in \`notificationTopicArn\`.`,
      because: [["aws"], ["name"], ["environment"]],
      allowed: "the alarm topic of this platform, or a topic whose policy admits EventBridge",
      fix: [edit("name another topic, or check that the topic's policy lets events.amazonaws.com publish")],
      warning: true,
    };
  }
};

function announcements(cluster: ReadableParts["cluster"]): [Path, string][] {
  return Object.entries(cluster?.accessRoles ?? {}).flatMap(([key, { notificationTopicArn }]): [Path, string][] =>
    notificationTopicArn === undefined
      ? []
      : [[["cluster", "accessRoles", key, "notificationTopicArn"], notificationTopicArn]],
  );
}

export const announcementsRules: readonly Rule[] = [
  announcementsAreNear,
  announcementTopicExists,
  announcementsAreAdmitted,
];
