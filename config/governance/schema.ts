import { z } from "zod";
import { distinct, text } from "../schema/fields";

const email = text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "an email address, such as platform@example.com").meta({
  examples: ["platform@example.com"],
});

/** A budget tells ten at most: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
const MOST_SUBSCRIBERS = 10;

/** More is a slip of the pen. */
const MOST_USD = 10_000_000;

export const governanceSchema = z
  .strictObject({
    alarms: z
      .strictObject({
        emails: distinct(email)
          .min(1)
          .meta({
            description:
              "Who is told. Everyone has to confirm the first mail. A chat or pager subscribes to the topic <name>-<environment>-alarms.",
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
          "Alarms on pods without a node, API errors and a full database of the cluster, on NAT gateways out of ports, failed backups and file systems at their limit; with the audit log, on anonymous and many forbidden requests too. $0.10 a month each, $1 for the topic's key, and $0.30 for each metric of the audit log in a month in which it saw anything. Default: none, as suits dev; prod should have them. https://aws.amazon.com/cloudwatch/pricing/",
      }),
    costCeilingUsd: z
      .int()
      .min(1)
      .max(MOST_USD)
      .exactOptional()
      .meta({
        description:
          "Whole dollars a month that the stack may cost before any use, at the prices of domain/cost/prices.ts; a preview above it is refused. What has no price there does not count. Default: none. npm run config -- show <stack> has the bill.",
        examples: [500],
      }),
    budget: z
      .strictObject({
        monthlyUsd: z
          .int()
          .min(1)
          .max(MOST_USD)
          .meta({
            description:
              "Whole dollars a month for the whole account, whatever made them. npm run config -- show <stack> ends with what the stack costs at least.",
            examples: [500],
          }),
        emails: distinct(email)
          .min(1)
          .max(MOST_SUBSCRIBERS)
          .meta({
            description: "Who is told when 80 % are spent, and when the forecast is above all of it.",
            examples: [["platform@example.com"]],
          }),
      })
      .exactOptional()
      .meta({ description: "A monthly budget that tells, and stops nothing. Free. Default: none." }),
  })
  .meta({ description: "What keeps the platform honest after day one: alarms, and a budget." });
