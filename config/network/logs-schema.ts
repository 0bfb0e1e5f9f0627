import { z } from "zod";
import { distinct, logRetentionDays } from "../schema/fields";

/**
 * Fields of a VPC flow log record, without the fields for Amazon ECS, which the platform does not run, and those for
 * tags, which need a list of tag keys.
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
  // Fields that AWS added later.
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
        "Destination of the records. cloudwatch: a log group, $0.50 per GB. s3: the log bucket, as Parquet in hourly partitions below AWSLogs/, $0.25 per GB plus about 15 % for the conversion; suited to frequent analysis, since Athena reads only the hours and columns that a query needs. A change to s3 deletes the log group and its records; a change to cloudwatch retains the records in S3. Default: cloudwatch, which needs no table before it can be searched. https://aws.amazon.com/cloudwatch/pricing/",
    }),
    traffic: z.enum(["ALL", "ACCEPT", "REJECT"]).default("REJECT").meta({
      description:
        "Traffic to log. Default: REJECT, which Security Hub EC2.6 requires, at a fraction of the volume of ALL.",
    }),
    fields: distinct(z.enum(FLOW_LOG_FIELDS))
      .min(1)
      .exactOptional()
      .meta({
        description:
          "Fields of a record, in this order. pkt-srcaddr and pkt-dstaddr are the addresses of pods behind a node's address; traffic-path is the path of egress traffic. Default: the fourteen fields of AWS's default format, which most tools read. A change replaces the flow log and retains its records. https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html",
        examples: [["srcaddr", "dstaddr", "dstport", "bytes", "action", "flow-direction", "traffic-path"]],
      }),
    retentionDays: logRetentionDays.exactOptional().meta({
      description:
        "Days to retain flow logs in CloudWatch, $0.03 per GB and month; storage.logRetentionDays sets the retention in S3. Default: 14, enough to investigate an incident.",
      examples: [30],
    }),
    aggregationSeconds: z.literal([60, 600]).default(600).meta({
      description:
        "Maximum aggregation interval of a record, in seconds. Default: 600, which writes a tenth of the records of 60, except for network interfaces of Nitro instances, whose interval is always 60 or less. https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    }),
  })
  .prefault({})
  .meta({
    description:
      "VPC flow logs, in CloudWatch Logs or S3. https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  });

export const queryLogSchema = z
  .strictObject({
    destination: z.enum(["none", "cloudwatch", "s3"]).default("none").meta({
      description:
        "Destination of the log of DNS queries that the VPC's resolver receives, with answers and source addresses: none, cloudwatch (a log group, $0.50 per GB) or s3 (the log bucket, $0.25 per GB). The log also shows which queries the DNS Firewall blocked. Default: none. https://aws.amazon.com/cloudwatch/pricing/",
    }),
    retentionDays: logRetentionDays.exactOptional().meta({
      description:
        "Days to retain the log in CloudWatch, $0.03 per GB and month; storage.logRetentionDays sets the retention in S3. Default: 14.",
      examples: [30],
    }),
  })
  .prefault({})
  .meta({
    description:
      "Log of DNS queries from the VPC. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html",
  });
