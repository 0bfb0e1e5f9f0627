import { z } from "zod";
import { distinct, email } from "../schema/fields";
import { maintenance } from "./maintenance-schema";
import { certificates, loadBalancers } from "./monitored-schema";
import { receivers } from "./receivers-schema";
import { metricsShape } from "./metrics-schema";
import { observabilityShape } from "./observability-schema";

export const monitoringSchema = z
  .strictObject({
    alarms: z
      .strictObject({
        emails: distinct(email)
          .default([])
          .meta({
            description:
              "Email addresses that receive notifications of all alarms. Each recipient must confirm two subscriptions. Other endpoints can subscribe to the topics <name>-<environment>-alarms (P1: act now) and <name>-<environment>-alarms-p2 (P2: act within a working day). Default: none; each severity needs an address here or one of `receivers`.",
            examples: [["platform@example.com"]],
          }),
        receivers,
        loadBalancers,
        certificates,
        maintenance,
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
          "CloudWatch alarms on control plane, nodes, pods, NAT gateways, backups, file systems, quotas of the account and, with the audit log, on requests to the Kubernetes API: docs/monitoring.md lists them. Composite alarms notify once for each cause. $0.10 per metric of an alarm and month, $0.50 per composite alarm and month, $1 per month for the KMS key of the topics, and $0.30 per metric of the audit log in a month with data. Default: none; recommended in prod. https://aws.amazon.com/cloudwatch/pricing/",
      }),
    ...observabilityShape,
    ...metricsShape,
  })
  .meta({ description: "Alarms on the platform." });
