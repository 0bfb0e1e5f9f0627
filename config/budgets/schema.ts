import { z } from "zod";
import { distinct, email } from "../schema/fields";

/** The maximum number of subscribers of a budget notification: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
const MOST_SUBSCRIBERS = 10;

/** A larger number is a typing error. */
const MOST_USD = 10_000_000;

export const budgetsSchema = z
  .strictObject({
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
    account: z
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
  .meta({ description: "Ceiling of the fixed costs of the stack, and budget of the account." });
