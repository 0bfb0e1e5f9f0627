import { policyDocument } from "../../../domain/iam/policy-document";

interface MetricsScope {
  /** Names of SQS queues, with `*` for any characters. */
  readonly queues: readonly string[];
  readonly cloudWatchMetrics: boolean;
  readonly region: string;
  readonly accountId: string;
}

/**
 * Reading the number of messages of queues, and CloudWatch metrics where they are switched on: the only calls of the triggers
 * `aws-sqs-queue` and `aws-cloudwatch`. GetMetricData supports no resources, only a condition on the Region.
 * https://keda.sh/docs/latest/scalers/aws-sqs/
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function kedaPolicy({ queues, cloudWatchMetrics, region, accountId }: MetricsScope): string {
  return policyDocument([
    {
      Effect: "Allow",
      Action: "sqs:GetQueueAttributes",
      Resource: queues.map((queue) => `arn:aws:sqs:${region}:${accountId}:${queue}`),
    },
    ...(cloudWatchMetrics
      ? [
          {
            Effect: "Allow" as const,
            Action: "cloudwatch:GetMetricData",
            Resource: "*",
            Condition: { StringEquals: { "aws:RequestedRegion": region } },
          },
        ]
      : []),
  ]);
}
