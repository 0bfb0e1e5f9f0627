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
  /** Email addresses that receive notifications. Each recipient must confirm the subscription. */
  readonly emails: readonly string[];
  /** Topics to which EventBridge sends events about roles. The topic allows EventBridge only if it is among them. */
  readonly eventTopicArns: readonly string[];
}

/**
 * Creates the topic to which alarms publish, encrypted with a KMS key ($1 per month): CloudWatch cannot use the AWS managed
 * key of SNS. The key encrypts no stored data, so it has the shortest deletion window.
 */
export function createAlarmTopic(
  parent: pulumi.Resource,
  name: string,
  { emails, eventTopicArns, ...place }: AlarmTopicArgs,
): { readonly topic: sns.Topic; readonly keyArn: pulumi.Output<string> } {
  const { platformName, accountId } = place;
  const [topicName, topicArn] = [alarmTopicName(platformName), alarmTopicArn(place)];
  const publishers = [CLOUDWATCH, ...(eventTopicArns.includes(topicArn) ? [EVENTBRIDGE] : [])];
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
      // A public contract: other endpoints subscribe to the topic by this name.
      name: topicName,
      kmsMasterKeyId: key.keyArn,
      policy: policyDocument(publishers.map((publisher) => allowPublisher(publisher, topicArn, accountId))),
    },
    { parent },
  );
  for (const email of emails) {
    new sns.TopicSubscription(`${name}-${email}`, { topic: topic.arn, protocol: "email", endpoint: email }, { parent });
  }
  return { topic, keyArn: key.keyArn };
}

/** EventBridge does not send `aws:SourceAccount` to an encrypted topic, so a condition would deny it. */
function allowPublisher({ service, statesSource }: Publisher, topicArn: string, accountId: string): PolicyStatement {
  return {
    Sid: statesSource ? "AlarmsOfThisAccount" : "EventsOfRules",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: topicArn,
    ...(statesSource ? { Condition: { StringEquals: { "aws:SourceAccount": accountId } } } : {}),
  };
}
