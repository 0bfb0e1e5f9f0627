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
