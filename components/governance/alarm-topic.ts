import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";

import { EncryptionKey } from "../encryption";
import { policyDocument } from "../shared/iam-policy";

export interface AlarmTopicArgs {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Who gets the mails, once they have confirmed the first. */
  readonly emails: readonly string[];
}

const CLOUDWATCH = "cloudwatch.amazonaws.com";

/**
 * Where alarms go. Under a key of its own, $1 a month: with the one that AWS manages for SNS, alarms would arrive
 * nowhere, since CloudWatch may not use it. The key holds nothing back, so it may go at once when it is not needed.
 */
export function createAlarmTopic(
  parent: pulumi.Resource,
  name: string,
  { platformName, accountId, region, emails }: AlarmTopicArgs,
): sns.Topic {
  const topicName = `${platformName}-alarms`;
  const key = new EncryptionKey(
    `${name}-key`,
    {
      description: `Alarms of ${platformName}`,
      aliasName: topicName,
      accountId,
      publishers: [CLOUDWATCH],
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
      policy: policyDocument([
        {
          Sid: "AlarmsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: CLOUDWATCH },
          Action: "sns:Publish",
          Resource: `arn:aws:sns:${region}:${accountId}:${topicName}`,
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ]),
    },
    { parent },
  );
  for (const email of emails) {
    new sns.TopicSubscription(`${name}-${email}`, { topic: topic.arn, protocol: "email", endpoint: email }, { parent });
  }
  return topic;
}
