import * as sns from "@pulumi/aws/sns";
import type * as pulumi from "@pulumi/pulumi";

import { alarmTopicArn, alarmTopicArns, alarmTopicName } from "../../domain/monitoring/alarm-topic";
import {
  CLOUDWATCH,
  costPublishers,
  type CostTopics,
  EVENTBRIDGE,
  type Publisher,
  publisherGroups,
} from "../../domain/monitoring/publishers";
import { bySeverity, type Severity } from "../../domain/monitoring/severity";
import { EncryptionKey } from "../encryption";
import { policyDocument, type PolicyStatement } from "../../domain/iam/policy-document";

export interface AlarmTopicsArgs {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Email addresses that receive notifications of all severities. Each recipient must confirm a subscription per topic. */
  readonly emails: readonly string[];
  /** Topics to which EventBridge sends events about roles. A topic allows EventBridge only if it is among them. */
  readonly eventTopicArns: readonly string[];
  /** Topics of budgets and of Cost Anomaly Detection. A topic allows these services only if it is among them. */
  readonly costTopics: CostTopics;
}

export interface AlarmTopics {
  readonly topicArns: Readonly<Record<Severity, pulumi.Output<string>>>;
  readonly keyArn: pulumi.Output<string>;
}

/**
 * Creates a topic for the alarms of each severity, encrypted with one KMS key ($1 per month): CloudWatch cannot use the AWS
 * managed key of SNS. The key encrypts no stored data, so it has the shortest deletion window.
 */
export function createAlarmTopics(parent: pulumi.Resource, name: string, args: AlarmTopicsArgs): AlarmTopics {
  const { platformName, accountId } = args;
  const publishers = new Set(alarmTopicArns(args).flatMap((topicArn) => publishersTo(topicArn, args)));
  const key = new EncryptionKey(
    `${name}-key`,
    {
      description: `Alarms of ${platformName}`,
      aliasName: alarmTopicName(platformName, "P1"),
      accountId,
      publishers: [...publishers],
      deletionWindowDays: 7,
      deletionProtection: false,
    },
    { parent },
  );
  const topicArns = bySeverity((severity) => createTopic(parent, logicalName(name, severity), args, severity, key).arn);
  return { topicArns, keyArn: key.keyArn };
}

/** The topic of P1 has the logical name of the only topic of release 0.1.0. */
function logicalName(name: string, severity: Severity): string {
  return severity === "P1" ? name : `${name}-${severity.toLowerCase()}`;
}

function createTopic(
  parent: pulumi.Resource,
  name: string,
  args: AlarmTopicsArgs,
  severity: Severity,
  key: EncryptionKey,
): sns.Topic {
  const { platformName, accountId, emails } = args;
  const topicArn = alarmTopicArn(args, severity);
  const groups = publisherGroups(publishersTo(topicArn, args));
  const topic = new sns.Topic(
    `${name}-topic`,
    {
      // A public contract: other endpoints subscribe to the topic by this name.
      name: alarmTopicName(platformName, severity),
      kmsMasterKeyId: key.keyArn,
      policy: policyDocument(groups.map((group) => allowPublishers(group, topicArn, accountId))),
    },
    { parent },
  );
  for (const email of emails) {
    new sns.TopicSubscription(`${name}-${email}`, { topic: topic.arn, protocol: "email", endpoint: email }, { parent });
  }
  return topic;
}

/** The services that publish to a topic. */
function publishersTo(
  topicArn: string,
  { eventTopicArns, costTopics }: Pick<AlarmTopicsArgs, "eventTopicArns" | "costTopics">,
): readonly Publisher[] {
  return [
    CLOUDWATCH,
    ...(eventTopicArns.includes(topicArn) ? [EVENTBRIDGE] : []),
    ...costPublishers(topicArn, costTopics),
  ];
}

/** EventBridge does not send `aws:SourceAccount` to an encrypted topic, so a condition would deny it. */
function allowPublishers(
  { service, statesSource }: ReturnType<typeof publisherGroups>[number],
  topicArn: string,
  accountId: string,
): PolicyStatement {
  return {
    Sid: statesSource ? "AlarmsOfThisAccount" : "EventsOfRules",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: topicArn,
    ...(statesSource ? { Condition: { StringEquals: { "aws:SourceAccount": accountId } } } : {}),
  };
}
