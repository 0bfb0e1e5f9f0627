import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";

import { policyDocument } from "../../../domain/iam/policy-document";
import { renderJson } from "../../../domain/json";

/** Events that AWS sends before it interrupts an instance: https://karpenter.sh/docs/concepts/disruption/#interruption */
const EVENTS = {
  "spot-interruption": { source: "aws.ec2", detailType: "EC2 Spot Instance Interruption Warning" },
  "rebalance-recommendation": { source: "aws.ec2", detailType: "EC2 Instance Rebalance Recommendation" },
  "state-change": { source: "aws.ec2", detailType: "EC2 Instance State-change Notification" },
  "capacity-reservation": { source: "aws.ec2", detailType: "EC2 Capacity Reservation Instance Interruption Warning" },
  "scheduled-change": { source: "aws.health", detailType: "AWS Health Event" },
} as const;

/** Seconds. An older event is about an instance that no longer exists. */
const RETENTION_SECONDS = 300;

export interface Interruptions {
  readonly queueName: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;
  /** Resources without which the queue receives no messages. */
  readonly resources: readonly pulumi.Resource[];
}

/** The queue from which Karpenter reads events about interruptions, and the EventBridge rules that send them. */
export function createInterruptions(
  parent: pulumi.Resource,
  name: string,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): Interruptions {
  const queue = new sqs.Queue(
    `${name}-interruptions`,
    { messageRetentionSeconds: RETENTION_SECONDS, sqsManagedSseEnabled: true },
    { parent },
  );
  const policy = new sqs.QueuePolicy(
    `${name}-interruptions-policy`,
    { queueUrl: queue.url, policy: queue.arn.apply((arn) => interruptionQueuePolicy(arn, region, accountId)) },
    { parent },
  );
  const targets = Object.entries(EVENTS).map(([key, { source, detailType }]) => {
    const rule = new cloudwatch.EventRule(
      `${name}-${key}`,
      { eventPattern: renderJson({ source: [source], "detail-type": [detailType] }) },
      { parent },
    );
    return new cloudwatch.EventTarget(
      `${name}-${key}-target`,
      { rule: rule.name, targetId: "interruptions", arn: queue.arn },
      { parent, dependsOn: [policy] },
    );
  });
  return { queueName: queue.name, queueArn: queue.arn, resources: [policy, ...targets] };
}

/** Only rules of this account can send messages, and only with TLS: a forged event would drain nodes. */
export function interruptionQueuePolicy(queueArn: string, region: string, accountId: string): string {
  return policyDocument([
    {
      Sid: "RulesOfThisAccount",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:${region}:${accountId}:rule/*` } },
    },
    {
      Sid: "NothingWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queueArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}
