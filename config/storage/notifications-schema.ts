import { z } from "zod";
import { functionArn, queueArn, topicArn } from "../schema/arns";
import { distinct, text } from "../schema/fields";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
const EVENTS = [
  "s3:ObjectCreated:*",
  "s3:ObjectCreated:Put",
  "s3:ObjectCreated:Post",
  "s3:ObjectCreated:Copy",
  "s3:ObjectCreated:CompleteMultipartUpload",
  "s3:ObjectRemoved:*",
  "s3:ObjectRemoved:Delete",
  "s3:ObjectRemoved:DeleteMarkerCreated",
  "s3:ObjectRestore:*",
  "s3:ObjectRestore:Post",
  "s3:ObjectRestore:Completed",
  "s3:ObjectRestore:Delete",
  "s3:ObjectTagging:*",
  "s3:ObjectTagging:Put",
  "s3:ObjectTagging:Delete",
  "s3:LifecycleExpiration:*",
  "s3:LifecycleExpiration:Delete",
  "s3:LifecycleExpiration:DeleteMarkerCreated",
  "s3:LifecycleTransition",
  "s3:IntelligentTiering",
  "s3:Replication:*",
  "s3:Replication:OperationFailedReplication",
  "s3:Replication:OperationMissedThreshold",
  "s3:Replication:OperationReplicatedAfterThreshold",
  "s3:Replication:OperationNotTracked",
] as const;

/** Part of an object key. S3 limits the length of keys: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const keyPart = text(/^.{1,1024}$/, "1 to 1024 characters");

export const notificationSchema = z.strictObject({
  queueArn: queueArn.exactOptional().meta({
    description:
      "ARN of an SQS standard queue in the Region of the stack. The policy of the queue must allow s3.amazonaws.com sqs:SendMessage, and the policy of its KMS key, if it has one, kms:Decrypt and kms:GenerateDataKey. S3 verifies the queue, so it must exist before the update.",
    examples: ["arn:aws:sqs:eu-west-1:111122223333:uploads"],
  }),
  topicArn: topicArn.exactOptional().meta({
    description:
      "ARN of an SNS standard topic in the Region of the stack. The policy of the topic must allow s3.amazonaws.com sns:Publish, and the policy of its KMS key, if it has one, kms:Decrypt and kms:GenerateDataKey. S3 verifies the topic, so it must exist before the update.",
    examples: ["arn:aws:sns:eu-west-1:111122223333:uploads"],
  }),
  functionArn: functionArn.exactOptional().meta({
    description:
      "ARN of a Lambda function in the account and Region of the stack. The stack permits S3 to invoke the function.",
    examples: ["arn:aws:lambda:eu-west-1:111122223333:function:index"],
  }),
  events: distinct(z.enum(EVENTS))
    .min(1)
    .meta({ description: "Event types of S3.", examples: [["s3:ObjectCreated:*"]] }),
  prefix: keyPart.exactOptional().meta({
    description: "Notifies only about objects whose key starts with this text. Default: all objects.",
    examples: ["in/"],
  }),
  suffix: keyPart.exactOptional().meta({
    description: "Notifies only about objects whose key ends with this text. Default: all objects.",
    examples: [".csv"],
  }),
});
