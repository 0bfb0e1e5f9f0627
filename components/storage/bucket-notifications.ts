import * as lambda from "@pulumi/aws/lambda";
import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";

import { autonameFits, fitName } from "../../domain/names";

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
const STATEMENT_ID_LENGTH = 100;

/** A destination and the events that S3 sends to it. Exactly one of the three ARNs is set. */
export interface NotificationTarget {
  /** Standard queue in the bucket's Region. Its policy must allow `s3.amazonaws.com` to send messages. */
  readonly queueArn?: string | undefined;
  /** Standard topic in the bucket's Region. Its policy must allow `s3.amazonaws.com` to publish. */
  readonly topicArn?: string | undefined;
  /** Function in the bucket's Region and account. The component permits S3 to invoke it. */
  readonly functionArn?: string | undefined;
  /** Event types of S3, such as `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  /** Only objects whose key starts with this text. */
  readonly prefix?: string | undefined;
  /** Only objects whose key ends with this text. */
  readonly suffix?: string | undefined;
}

export interface NotificationArgs {
  readonly region?: string | undefined;
  readonly accountId: string;
  readonly eventBridge?: boolean | undefined;
  readonly notifications?: Readonly<Record<string, NotificationTarget>> | undefined;
}

/**
 * Creates all notifications of a bucket as one resource: S3 has one notification configuration per bucket, so a second
 * resource would overwrite the first. S3 verifies every destination when it receives the configuration, so the
 * permissions are created before.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
 */
export function createNotifications(
  name: string,
  args: NotificationArgs,
  bucket: s3.Bucket,
  options: (...dependsOn: pulumi.Resource[]) => pulumi.CustomResourceOptions,
): void {
  const targets = Object.entries(args.notifications ?? {});
  if (args.eventBridge !== true && targets.length === 0) return;
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
  // Other platforms may send to the same function, so the statement ID begins with the bucket name, which is unique.
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
      // The ARN of a bucket contains no account: the next owner of the bucket name could invoke the function.
      sourceAccount: accountId,
    },
    options,
  );
}

type Configuration = Pick<s3.BucketNotificationArgs, "eventbridge" | "queues" | "topics" | "lambdaFunctions">;

/** The destinations by kind, without kinds that have none. */
function configuration({ eventBridge = false, notifications = {} }: NotificationArgs): Configuration {
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
