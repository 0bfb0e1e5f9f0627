/**
 * An AWS service that publishes to a topic without a caller, so the policies of the topic and of its KMS key must allow the
 * service.
 */
export interface Publisher {
  /** Service principal. */
  readonly service: string;
  /**
   * Whether the service sends `aws:SourceAccount`, so that a policy can have a condition on it. A statement with a condition
   * that the service does not support allows nothing, and messages are lost without an error.
   */
  readonly statesSource: boolean;
}

/** Alarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export const CLOUDWATCH: Publisher = { service: "cloudwatch.amazonaws.com", statesSource: true };

/**
 * Rules. For an encrypted topic EventBridge supports neither conditions in the topic's policy nor `aws:SourceAccount`,
 * `aws:SourceArn` and `aws:SourceOrgID` in that of the key; for an SQS queue it supports `aws:SourceArn`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export const EVENTBRIDGE: Publisher = { service: "events.amazonaws.com", statesSource: false };

/** Budgets: https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html */
export const BUDGETS: Publisher = { service: "budgets.amazonaws.com", statesSource: true };

/** Cost Anomaly Detection: https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html */
export const COST_ANOMALIES: Publisher = { service: "costalerts.amazonaws.com", statesSource: true };

/** Topics to which AWS Budgets and Cost Anomaly Detection publish. */
export interface CostTopics {
  readonly budgetTopicArns: readonly string[];
  readonly anomalyTopicArns: readonly string[];
}

/** The services that publish costs to a topic. */
export function costPublishers(topicArn: string, { budgetTopicArns, anomalyTopicArns }: CostTopics): Publisher[] {
  return [
    ...(budgetTopicArns.includes(topicArn) ? [BUDGETS] : []),
    ...(anomalyTopicArns.includes(topicArn) ? [COST_ANOMALIES] : []),
  ];
}

/** Publishers that one policy statement can allow: those with, and those without a condition on the account. */
export function publisherGroups(
  publishers: readonly Publisher[],
): readonly { readonly service: string | readonly string[]; readonly statesSource: boolean }[] {
  return [true, false].flatMap((statesSource) => {
    const services = publishers.filter((publisher) => publisher.statesSource === statesSource);
    const [first, ...others] = services.map(({ service }) => service);
    if (first === undefined) return [];
    return [{ service: others.length === 0 ? first : [first, ...others], statesSource }];
  });
}
