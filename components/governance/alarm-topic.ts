import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";

import { alarmTopicArn, alarmTopicName } from "../../domain/monitoring/alarm-topic";
import { CLOUDWATCH, EVENTBRIDGE, type Publisher } from "../../domain/monitoring/publishers";
import { EncryptionKey } from "../encryption";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";

export interface AlarmTopicArgs {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Who gets the mails, once they have confirmed the first. */
  readonly emails: readonly string[];
  /** Topics that EventBridge announces the use of a role to; this one admits EventBridge only if it is among them. */
  readonly announcedTo: readonly string[];
}

/**
 * Where alarms go. Under a key of its own, $1 a month: with the one that AWS manages for SNS, alarms would arrive
 * nowhere, since CloudWatch may not use it. The key holds nothing back, so it may go at once when it is not needed.
 */
export function createAlarmTopic(
  parent: pulumi.Resource,
  name: string,
  { emails, announcedTo, ...place }: AlarmTopicArgs,
): sns.Topic {
  const { platformName, accountId } = place;
  const [topicName, topicArn] = [alarmTopicName(platformName), alarmTopicArn(place)];
  const publishers = [CLOUDWATCH, ...(announcedTo.includes(topicArn) ? [EVENTBRIDGE] : [])];
  const key = new EncryptionKey(
    `${name}-key`,
    {
      description: `Alarms of ${platformName}`,
      aliasName: topicName,
      accountId,
      publishers,
      deletionWindowDays: 7,
      deletionProtection: false,
    },
    { parent },
  );
  const topic = new sns.Topic(
    `${name}-topic`,
    {
      // Whoever wants alarms in a chat or a pager subscribes by this name.
      name: topicName,
      kmsMasterKeyId: key.keyArn,
      policy: policyDocument(publishers.map((publisher) => admit(publisher, topicArn, accountId))),
    },
    { parent },
  );
  for (const email of emails) {
    new sns.TopicSubscription(`${name}-${email}`, { topic: topic.arn, protocol: "email", endpoint: email }, { parent });
  }
  return topic;
}

/** EventBridge publishes without saying for whom, so a condition would keep it out. */
function admit({ service, statesSource }: Publisher, topicArn: string, accountId: string): PolicyStatement {
  return {
    Sid: statesSource ? "AlarmsOfThisAccount" : "EventsOfRules",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: topicArn,
    ...(statesSource ? { Condition: { StringEquals: { "aws:SourceAccount": accountId } } } : {}),
  };
}
