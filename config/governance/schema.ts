import { z } from "zod";
import { distinct, text } from "../schema/fields";

const email = text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "an email address, such as platform@example.com").meta({
  examples: ["platform@example.com"],
});

/** The maximum number of subscribers of a budget notification: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
const MOST_SUBSCRIBERS = 10;

/** A larger number is a typing error. */
const MOST_USD = 10_000_000;

export const governanceSchema = z
  .strictObject({
    alarms: z
      .strictObject({
        emails: distinct(email)
          .min(1)
          .meta({
            description:
              "Email addresses that receive notifications of alarms. Each recipient must confirm the subscription. Other endpoints can subscribe to the topic <name>-<environment>-alarms.",
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
          "CloudWatch alarms on unschedulable pods, API server errors and the database size of the cluster, port exhaustion of NAT gateways, failed backups, and file systems at their throughput limit; with the audit log also on anonymous requests and many forbidden requests. $0.10 per alarm and month, $1 per month for the KMS key of the topic, and $0.30 per metric of the audit log in a month with data. Default: none; recommended in prod. https://aws.amazon.com/cloudwatch/pricing/",
      }),
    costCeilingUsd: z
      .int()
      .min(1)
      .max(MOST_USD)
      .exactOptional()
      .meta({
        description:
          "Maximum fixed costs of the stack in whole US dollars per month. A preview of a stack that costs more fails, or warns if prices are those of another Region or older than 180 days. Counts resources with a known price, without usage. npm run config -- show <stack> prints the costs. Default: none.",
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
              "Budget of the whole account in whole US dollars per month. npm run config -- show <stack> prints the fixed costs of the stack.",
            examples: [500],
          }),
        emails: distinct(email)
          .min(1)
          .max(MOST_SUBSCRIBERS)
          .meta({
            description:
              "Email addresses that receive a notification when actual costs exceed 80% of the budget, and when forecasted costs exceed the budget.",
            examples: [["platform@example.com"]],
          }),
      })
      .exactOptional()
      .meta({
        description:
          "Monthly AWS budget of the account. It sends notifications and does not stop resources. $0. Default: none.",
      }),
  })
  .meta({ description: "Alarms, budget and cost ceiling." });
