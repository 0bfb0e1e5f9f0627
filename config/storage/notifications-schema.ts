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

/** Of an object key, whose length S3 limits: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const keyPart = text(/^.{1,1024}$/, "1 to 1024 characters");

export const notificationSchema = z.strictObject({
  queueArn: queueArn.exactOptional().meta({
    description:
      "Queue to send to. Its policy must let s3.amazonaws.com do sqs:SendMessage, and so must the policy of its KMS key, if it has one. S3 tries it at once, so the queue comes first.",
    examples: ["arn:aws:sqs:eu-west-1:111122223333:uploads"],
  }),
  topicArn: topicArn.exactOptional().meta({
    description:
      "Topic to publish to. Its policy must let s3.amazonaws.com do sns:Publish, and so must the policy of its KMS key, if it has one. S3 tries it at once, so the topic comes first.",
    examples: ["arn:aws:sns:eu-west-1:111122223333:uploads"],
  }),
  functionArn: functionArn.exactOptional().meta({
    description: "Function to invoke. The permission that lets S3 do so comes with it.",
    examples: ["arn:aws:lambda:eu-west-1:111122223333:function:index"],
  }),
  events: distinct(z.enum(EVENTS))
    .min(1)
    .meta({ description: "What is told, in S3's words.", examples: [["s3:ObjectCreated:*"]] }),
  prefix: keyPart
    .exactOptional()
    .meta({ description: "Only objects whose key starts so. Default: all.", examples: ["in/"] }),
  suffix: keyPart
    .exactOptional()
    .meta({ description: "Only objects whose key ends so. Default: all.", examples: [".csv"] }),
});
