/**
 * An AWS service that publishes to a topic on nobody's behalf, so that the policies of the topic and of its KMS key have to
 * name it.
 */
export interface Publisher {
  /** Service principal. */
  readonly service: string;
  /**
   * Whether it states for which account it publishes, so that a condition on `aws:SourceAccount` can hold. A statement
   * with a condition that the service does not support never allows anything, and what is published is lost unnoticed.
   */
  readonly statesSource: boolean;
}

/** Alarms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export const CLOUDWATCH: Publisher = { service: "cloudwatch.amazonaws.com", statesSource: true };

/**
 * Rules. To an encrypted topic it supports neither conditions in the topic's policy nor `aws:SourceAccount`,
 * `aws:SourceArn` and `aws:SourceOrgID` in the key's; to an SQS queue it supports `aws:SourceArn`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export const EVENTBRIDGE: Publisher = { service: "events.amazonaws.com", statesSource: false };
