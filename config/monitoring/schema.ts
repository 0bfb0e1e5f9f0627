import { z } from "zod";
import { distinct, email } from "../schema/fields";
import { observabilityShape } from "./observability-schema";

export const monitoringSchema = z
  .strictObject({
    alarms: z
      .strictObject({
        emails: distinct(email)
          .min(1)
          .meta({
            description:
              "Email addresses that receive notifications of all alarms. Each recipient must confirm two subscriptions. Other endpoints can subscribe to the topics <name>-<environment>-alarms (P1: act now) and <name>-<environment>-alarms-p2 (P2: act within a working day).",
            examples: [["platform@example.com"]],
          }),
        auditedAccess: distinct(z.string())
          .default([])
          .meta({
            description:
              "Keys of cluster.access. An alarm is raised whenever one of these access entries is used, for example one for emergencies. Needs the audit log (cluster.logTypes). $0.10 a month each. Default: none.",
            examples: [["break-glass"]],
          }),
      })
      .exactOptional()
      .meta({
        description:
          "CloudWatch alarms on unschedulable pods, API server errors and the database size of the cluster, port exhaustion of NAT gateways, failed backups, and file systems at their throughput limit; with the audit log also on anonymous requests and many forbidden requests. $0.10 per alarm and month, $1 per month for the KMS key of the topics, and $0.30 per metric of the audit log in a month with data. Default: none; recommended in prod. https://aws.amazon.com/cloudwatch/pricing/",
      }),
    ...observabilityShape,
  })
  .meta({ description: "Alarms on the platform." });
