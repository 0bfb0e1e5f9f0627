import type { Codes } from "../diagnostics/code";

const S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

/** Findings about notifications and replicas of buckets. */
export const deliveryCodes = {
  "storage/notification-without-destination": {
    cause: "The notification names no queue, topic or function, so S3 cannot send it.",
    remedy: "Set `queueArn`, `topicArn` or `functionArn`.",
  },
  "storage/notification-with-several-destinations": {
    cause: `A [notification configuration](${S3}/how-to-enable-disable-notification-intro.html) has one destination, and this one names several.`,
    remedy: "Keep one destination, and add a notification under another key for each of the others.",
  },
  "storage/notification-to-another-region": {
    cause: `S3 sends notifications [only to destinations in the Region of the bucket](${S3}/how-to-enable-disable-notification-intro.html), and refuses others.`,
    remedy:
      "Name a destination in the Region of the stack, or set `eventBridge` to true and forward the events by a rule.",
  },
  "storage/notification-function-of-another-account": {
    cause:
      "S3 may invoke a function only if the policy of the function permits it, and this stack cannot change the policy of a function in another account.",
    remedy: "Name a function of the stack's account, or a queue or topic from which the function is invoked.",
  },
  "storage/notifications-overlap": {
    cause: `S3 [refuses](${S3}/notification-how-to-filtering.html) two notifications of a bucket for the same event if an object can match the prefix and suffix of both.`,
    remedy:
      "Change the events, prefix or suffix of one, or set `eventBridge` to true and send the events to both destinations by rules.",
  },
  "storage/event-never-occurs": {
    cause: `S3 sends [this event](${S3}/notification-how-to-event-types-and-destinations.html) only for a feature that the bucket does not use, so the notification never arrives.`,
    remedy: "Remove the event, or turn on the feature that the message names.",
  },
  "storage/replica-without-second-region": {
    cause: "The replica of a bucket is in `aws.secondRegion`, and the stack file does not set it.",
    remedy: "Set `aws.secondRegion` to a Region in which the data may be stored, or set `replicate` to false.",
  },
  "storage/replication-without-versioning": {
    cause: `S3 [refuses](${S3}/replication-requirements.html) to replicate a bucket without versioning.`,
    remedy: "Set `versioning` to true, or remove `replicate`.",
  },
  "storage/replica-of-scratch": {
    cause:
      "Objects of a scratch bucket are deleted after some days, and a replica of them adds costs without protection.",
    remedy: "Remove `replicate`, or choose another class.",
  },
  "storage/backup-of-backups": {
    cause: "A bucket of class backup holds copies of data, and AWS Backup would store and bill copies of these copies.",
    remedy: "Set `backup` to false, or choose another class.",
  },
} as const satisfies Codes<"storage">;
