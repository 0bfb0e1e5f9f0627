import * as lambda from "@pulumi/aws/lambda";
import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

import { autonameFits, fitName } from "../../domain/names";

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const STATEMENT_ID_LENGTH = 100;

/** Where S3 sends events, and which. Exactly one of the three ARNs is there. */
export interface NotificationTarget {
  /** Standard queue in the bucket's Region. Its policy must let `s3.amazonaws.com` send to it. */
  readonly queueArn?: string | undefined;
  /** Standard topic in the bucket's Region. Its policy must let `s3.amazonaws.com` publish to it. */
  readonly topicArn?: string | undefined;
  /** Function in the bucket's Region and account. S3 gets the permission to invoke it. */
  readonly functionArn?: string | undefined;
  /** In S3's words, such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** Only objects whose key starts so. */
  readonly prefix?: string | undefined;
  /** Only objects whose key ends so. */
  readonly suffix?: string | undefined;
}

export interface NotificationArgs {
  readonly region: string | undefined;
  readonly accountId: string;
  readonly eventBridge: boolean;
  readonly notifications: Readonly<Record<string, NotificationTarget>>;
}

/**
 * All that a bucket tells of itself, in one resource: S3 keeps one notification configuration per bucket, so that a second
 * one would silently overwrite the first. S3 tries every target when it takes the configuration, so what lets it in comes
 * before.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export function createNotifications(
  name: string,
  args: NotificationArgs,
  bucket: s3.Bucket,
  options: (...dependsOn: pulumi.Resource[]) => pulumi.CustomResourceOptions,
): void {
  const targets = Object.entries(args.notifications);
  if (!args.eventBridge && targets.length === 0) return;
  const permissions = targets.flatMap(([key, { functionArn }]) =>
    functionArn === undefined ? [] : [allowInvocation(name, key, functionArn, args, bucket, options())],
  );
  new s3.BucketNotification(
    `${name}-events`,
    { bucket: bucket.bucket, region: args.region, ...configuration(args) },
    options(...permissions),
  );
}

function allowInvocation(
  name: string,
  key: string,
  functionArn: string,
  { region, accountId }: NotificationArgs,
  bucket: s3.Bucket,
  options: pulumi.CustomResourceOptions,
): lambda.Permission {
  const logicalName = `${name}-events-${key}`;
  // The function may be another platform's target too, so a chosen name begins with the bucket's, which is unique.
  const statementId = bucket.bucket.apply((bucketName) => fitName(`${bucketName}-${key}`, STATEMENT_ID_LENGTH));
  return new lambda.Permission(
    logicalName,
    {
      region,
      ...(autonameFits(logicalName, STATEMENT_ID_LENGTH) ? {} : { statementId }),
      function: functionArn,
      action: "lambda:InvokeFunction",
      principal: "s3.amazonaws.com",
      sourceArn: bucket.arn,
      // A bucket's ARN names no account: whoever takes the name of a deleted bucket could invoke the function.
      sourceAccount: accountId,
    },
    options,
  );
}

type Configuration = Pick<s3.BucketNotificationArgs, "eventbridge" | "queues" | "topics" | "lambdaFunctions">;

/** The targets, each under the setting of its kind; of what there is none nothing is said. */
function configuration({ eventBridge, notifications }: NotificationArgs): Configuration {
  const rules = Object.entries(notifications).map(([id, { events, prefix, suffix, ...target }]) => ({
    ...target,
    rule: { id, events: [...events], filterPrefix: prefix, filterSuffix: suffix },
  }));
  return {
    ...(eventBridge ? { eventbridge: true } : {}),
    ...some(
      "queues",
      rules.flatMap(({ rule, queueArn }) => (queueArn === undefined ? [] : [{ ...rule, queueArn }])),
    ),
    ...some(
      "topics",
      rules.flatMap(({ rule, topicArn }) => (topicArn === undefined ? [] : [{ ...rule, topicArn }])),
    ),
    ...some(
      "lambdaFunctions",
      rules.flatMap(({ rule, functionArn }) =>
        functionArn === undefined ? [] : [{ ...rule, lambdaFunctionArn: functionArn }],
      ),
    ),
  };
}

function some<K extends string, T>(key: K, list: T[]): Partial<Record<K, T[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<K, T[]>);
}
