import { z } from "zod";
import { distinct, logRetentionDays } from "../schema/fields";

/**
 * What a flow log can record of a VPC. Left out are the fields of Amazon ECS, which the platform does not run, and
 * those of tags, which AWS looks up by itself only for keys that one names.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
const FLOW_LOG_FIELDS = [
  // AWS's default format, in its order.
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  // And what came later.
  "vpc-id",
  "subnet-id",
  "instance-id",
  "tcp-flags",
  "type",
  "pkt-srcaddr",
  "pkt-dstaddr",
  "region",
  "az-id",
  "sublocation-type",
  "sublocation-id",
  "pkt-src-aws-service",
  "pkt-dst-aws-service",
  "flow-direction",
  "traffic-path",
  "reject-reason",
  "resource-id",
  "encryption-status",
] as const;

export const flowLogsSchema = z
  .strictObject({
    destination: z.enum(["cloudwatch", "s3"]).default("cloudwatch").meta({
      description:
        "Where the records go. cloudwatch: a log group, $0.50 per GB. s3: the log bucket, as Parquet in hourly partitions below AWSLogs/, $0.25 per GB and some 15 % for the conversion; for more than a look now and then, since Athena reads only the hours and columns that a query asks for. A change leaves the records of before where they are in S3, and deletes them with their log group in CloudWatch. Default cloudwatch: searched at once, without a table to set up. https://aws.amazon.com/cloudwatch/pricing/",
    }),
    traffic: z.enum(["ALL", "ACCEPT", "REJECT"]).default("REJECT").meta({
      description:
        "Which traffic to log. Default REJECT: what Security Hub EC2.6 asks for, at a fraction of the volume of ALL.",
    }),
    fields: distinct(z.enum(FLOW_LOG_FIELDS))
      .min(1)
      .exactOptional()
      .meta({
        description:
          "What a record holds, in this order. pkt-srcaddr and pkt-dstaddr are the pods behind a node's address, traffic-path the way out that was paid for. Default: AWS's own fourteen fields, the format that every tool reads. A change replaces the flow log, not its records. https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html",
        examples: [["srcaddr", "dstaddr", "dstport", "bytes", "action", "flow-direction", "traffic-path"]],
      }),
    retentionDays: logRetentionDays.exactOptional().meta({
      description:
        "Days to keep flow logs in CloudWatch, $0.03 per GB and month; in S3 storage.logRetentionDays says it. Default 14: long enough to look into an incident.",
      examples: [30],
    }),
    aggregationSeconds: z.literal([60, 600]).default(600).meta({
      description:
        "Longest time that one record covers, in seconds. Default 600: a tenth of the records of 60, but for the interfaces of Nitro instances, which AWS always records by the minute. https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    }),
  })
  .prefault({})
  .meta({
    description:
      "VPC flow logs, to CloudWatch or to S3. https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  });

export const queryLogSchema = z
  .strictObject({
    destination: z.enum(["none", "cloudwatch", "s3"]).default("none").meta({
      description:
        "Where the names go that the VPC's resolver was asked for, with the answers and who asked: none, cloudwatch (a log group, $0.50 per GB) or s3 (the log bucket, $0.25 per GB). Only with it one sees what the DNS firewall stopped. Default none. https://aws.amazon.com/cloudwatch/pricing/",
    }),
    retentionDays: logRetentionDays.exactOptional().meta({
      description:
        "Days to keep the log in CloudWatch, $0.03 per GB and month; in S3 storage.logRetentionDays says it. Default 14.",
      examples: [30],
    }),
  })
  .prefault({})
  .meta({
    description:
      "Log of the VPC's DNS queries. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html",
  });
