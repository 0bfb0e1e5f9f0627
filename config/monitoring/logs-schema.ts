import { z } from "zod";

import { missingBracket } from "../../domain/monitoring/filter-pattern";
import { LOG_CLASSES } from "../../domain/monitoring/log-groups";
import { SEVERITIES } from "../../domain/monitoring/severity";
import { checked, distinct, logRetentionDays, text } from "../schema/fields";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const logGroupName = text(
  /^[\w./#-]{1,512}$/,
  "the name of a log group: 1 to 512 letters, digits and characters of . - _ / #",
).meta({ examples: ["aws-cloudtrail-logs"] });

/** Part of names of alarms, metrics and canaries. */
export const key = text(
  /^[a-z][a-z0-9-]{0,39}$/,
  "1 to 40 lowercase letters, digits and hyphens, with a letter first",
).meta({ examples: ["web"] });

const pattern = checked(z.string().max(1024), function* (value) {
  const bracket = missingBracket(value);
  if (bracket === undefined) return;
  yield {
    message: `The pattern does not end with ${bracket}, so CloudWatch Logs refuses it.`,
    allowed: `a pattern whose first ${bracket === "}" ? "{" : "["} has its ${bracket} at the end`,
  };
});

const LOG_CLASS =
  "Class of the log group. INFREQUENT_ACCESS: $0.25 per GB instead of $0.50, without metric filters, subscriptions, archive and Live Tail. A change replaces the log group and deletes its events; to go back, set STANDARD";

/** @param fallback where the retention is set otherwise */
function retention(fallback: string): z.ZodExactOptional<typeof logRetentionDays> {
  return logRetentionDays.exactOptional().meta({
    description: `Days for which CloudWatch Logs keeps the events, $0.03 per GB and month. Default: ${fallback}.`,
    examples: [30],
  });
}

/** @param fallback the class without this key */
function logClass(
  fallback: string,
): z.ZodExactOptional<z.ZodEnum<{ STANDARD: "STANDARD"; INFREQUENT_ACCESS: "INFREQUENT_ACCESS" }>> {
  return z
    .enum(LOG_CLASSES)
    .exactOptional()
    .meta({
      description: `${LOG_CLASS}. Default: ${fallback}. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html`,
      examples: ["INFREQUENT_ACCESS"],
    });
}

const logGroupsSchema = z
  .strictObject({
    controlPlane: z
      .strictObject({ retentionDays: retention("cluster.logRetentionDays"), logClass: logClass("cluster.logClass") })
      .exactOptional()
      .meta({ description: "Log group of the control plane, which exists with cluster.logTypes." }),
    containers: z
      .strictObject({ retentionDays: retention("cluster.logRetentionDays"), logClass: logClass("STANDARD") })
      .exactOptional()
      .meta({
        description:
          "Log groups of containers, dataplane and hosts, which exist with the add-on amazon-cloudwatch-observability. Its group of metrics has the same retention, and class STANDARD: other classes do not extract metrics.",
      }),
    flowLogs: z
      .strictObject({ retentionDays: retention("network.flowLogs.retentionDays"), logClass: logClass("STANDARD") })
      .exactOptional()
      .meta({ description: "Log group of VPC flow logs, which exists with network.flowLogs.destination cloudwatch." }),
    dnsQueries: z
      .strictObject({ retentionDays: retention("network.queryLog.retentionDays"), logClass: logClass("STANDARD") })
      .exactOptional()
      .meta({ description: "Log group of DNS queries, which exists with network.queryLog.destination cloudwatch." }),
    trail: z
      .strictObject({ logClass: logClass("STANDARD") })
      .exactOptional()
      .meta({
        description:
          "Log group of the trail of the stack, which account.cloudTrail.logGroupRetentionDays creates and gives its retention.",
      }),
  })
  .prefault({})
  .meta({
    description:
      "Retention and class of the log groups that the stack creates, by kind. Default: as the areas that create them.",
    examples: [{ containers: { retentionDays: 14, logClass: "INFREQUENT_ACCESS" } }],
  });

/** Streams with names of 64 characters for which the inline policy of the sender's role, of at most 10,240 characters, has room. */
const MOST_ARCHIVED_LOG_GROUPS = 50;

const archiveSchema = z
  .strictObject({
    logGroups: z
      .record(key, logGroupName)
      .refine((groups) => Object.keys(groups).length > 0, "name at least one log group")
      .refine(
        (groups) => Object.keys(groups).length <= MOST_ARCHIVED_LOG_GROUPS,
        `name at most ${MOST_ARCHIVED_LOG_GROUPS} log groups`,
      )
      .meta({
        description:
          "Log groups by key, the folder of their objects: existing ones in the Region of the stack, of class STANDARD, or ones that the stack creates. At most 50. CloudWatch Logs allows two subscriptions of a log group: to rename the key of one that has two, remove it in one update, and add it in the next.",
        examples: [{ "control-plane": "/aws/eks/shop-prod/cluster" }],
      }),
    bucket: z
      .string()
      .exactOptional()
      .meta({
        description:
          "Key of storage.buckets. Its lifecycle moves and deletes the objects. Default: the log bucket, which deletes them after storage.logRetentionDays.",
        examples: ["archive"],
      }),
  })
  .exactOptional()
  .meta({
    description:
      "Archive of log events in S3. A subscription sends the events of each log group to a stream of Amazon Data Firehose, which writes them as compressed lines of JSON below log-archive/<key>/<year>/<month>/<day>/<hour>/ within 15 minutes; events that fail are below log-archive-errors/. With monitoring.alarms, two alarms for each log group, $0.20 a month. $0.029 per GB of compressed events, each batch rounded up to 5 KB, and storage of S3. Default: no archive. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample",
  });

export const logsSchema = z
  .strictObject({
    groups: logGroupsSchema,
    archive: archiveSchema,
    queriedLogGroups: distinct(logGroupName)
      .max(50)
      .default([])
      .meta({
        description:
          "Log groups for which the stack saves queries of Logs Insights in the folder <name>-<environment>: errors-per-hour, top-messages, unique-addresses and slow-requests. A query costs $0.005 per GB that it reads, a saved one $0. Default: none. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html",
        examples: [["/aws/containerinsights/shop-prod/application"]],
      }),
    metricFilters: z
      .record(
        key,
        z.strictObject({
          logGroupName: logGroupName.meta({
            description: "Existing log group of class STANDARD in the Region of the stack.",
            examples: ["/aws/containerinsights/shop-prod/application"],
          }),
          pattern: pattern.min(1).meta({
            description:
              "Filter pattern of CloudWatch Logs, 1 to 1024 characters; JSON logs have a syntax of their own. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html",
            examples: ['{ $.level = "error" && $.component = "payment" }'],
          }),
          threshold: z
            .int()
            .min(1)
            .default(1)
            .meta({
              description: "Matching events within minutes that raise the alarm. Default: 1.",
              examples: [10],
            }),
          minutes: z
            .int()
            .min(1)
            .max(1440)
            .default(5)
            .meta({
              description: "Minutes over which matching events are counted, 1 to 1440. Default: 5.",
              examples: [15],
            }),
          severity: z.enum(SEVERITIES).default("P2").meta({
            description: "Topic that is notified. P1: act now. P2: act within a working day. Default: P2.",
          }),
        }),
      )
      .default({})
      .meta({
        description:
          "Metrics of log events by key, each with an alarm. Needs monitoring.alarms. $0.10 for the alarm and $0.30 for the metric in a month with events. Default: none.",
        examples: [
          {
            payments: {
              logGroupName: "/aws/containerinsights/shop-prod/application",
              pattern: '{ $.level = "error" }',
            },
          },
        ],
      }),
    subscriptions: z
      .record(
        key,
        z.strictObject({
          logGroupNames: distinct(logGroupName)
            .min(1)
            .meta({
              description: "Existing log groups whose events are sent. CloudWatch Logs allows two subscriptions each.",
              examples: [["/aws/eks/shop-prod/cluster"]],
            }),
          destinationArn: text(
            /^arn:aws:logs:[a-z0-9-]+:\d{12}:destination:[\w./#-]{1,512}$/,
            "the ARN of a destination of CloudWatch Logs",
          ).meta({
            description:
              "Destination of CloudWatch Logs in the central account, whose policy must allow the account of the stack. Must be in the Region of the stack. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html",
            examples: ["arn:aws:logs:eu-west-1:444455556666:destination:central-logs"],
          }),
          pattern: pattern.default("").meta({
            description: "Filter pattern of the events that are sent, up to 1024 characters. Default: all events.",
            examples: ['{ $.level = "error" }'],
          }),
        }),
      )
      .default({})
      .meta({
        description:
          "Subscriptions by key, which send the events of log groups to a central account. $0 for the subscription; the central account pays its stream. Default: none. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
        examples: [
          {
            central: {
              logGroupNames: ["/aws/eks/shop-prod/cluster"],
              destinationArn: "arn:aws:logs:eu-west-1:444455556666:destination:central-logs",
            },
          },
        ],
      }),
  })
  .prefault({})
  .meta({
    description: "Retention, class, saved queries, metrics, subscriptions and archive of log groups. Default: none.",
  });

export const dashboardsSchema = z
  .strictObject({
    signals: z.boolean().default(false).meta({
      description:
        "Whether the stack has the dashboard <name>-<environment>-signals of the four golden signals: traffic, errors, latency and saturation of the cluster, NAT gateways, file systems, load balancers of monitoring.slos and canaries. $3 a month, free for the first three dashboards of an account. Default: false.",
    }),
    cost: z.boolean().default(false).meta({
      description:
        "Whether the stack has the dashboard <name>-<environment>-cost of the charges of the account this month, and of the traffic and logs that drive them. Charges need billing alerts. $3 a month, free for the first three dashboards of an account. Default: false. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html",
    }),
  })
  .prefault({})
  .meta({ description: "Dashboards of CloudWatch. Default: none. https://aws.amazon.com/cloudwatch/pricing/" });
