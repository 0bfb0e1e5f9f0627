import { z } from "zod";
import { MOST_EMAILS, MOST_THRESHOLDS } from "../../domain/cost/budget-limits";
import { costMonitorArn, topicArn } from "../schema/arns";
import { checked, distinct, email } from "../schema/fields";
import { wasteSchema } from "./waste-schema";

/** A larger number is a typing error. */
const MOST_USD = 10_000_000;

const usd = z.int().min(1).max(MOST_USD);

function emails(receive: string) {
  return distinct(email)
    .max(MOST_EMAILS)
    .default([])
    .meta({
      description: `Email addresses that receive ${receive}; at most ${MOST_EMAILS}. Default: none; notificationTopicArn is then required.`,
      examples: [["platform@example.com"]],
    });
}

function notificationTopicArn(service: string) {
  return topicArn.exactOptional().meta({
    description: `SNS topic of the account that receives each notification. The topic <name>-<environment>-alarms of monitoring.alarms admits the service when it is set here; the policies of any other topic and of its KMS key must allow ${service}. Default: none; emails is then required.`,
    examples: ["arn:aws:sns:eu-west-1:111122223333:costs"],
  });
}

/** A list of percentages of a budget, ascending in the examples only. */
function percentages(of: string, defaults: number[]) {
  return checked(z.array(z.int().min(1).max(1000)), function* (list) {
    for (const [index, value] of list.entries()) {
      if (list.indexOf(value) < index)
        yield { message: "The list contains this value twice.", allowed: "each value once", path: [index] };
    }
  })
    .default(defaults)
    .meta({
      description: `Percentages of monthlyUsd. ${of} A budget has at most ${MOST_THRESHOLDS} percentages in both lists together.`,
      examples: [defaults],
    });
}

const budget = {
  emails: emails("each notification of the budget"),
  notificationTopicArn: notificationTopicArn("budgets.amazonaws.com"),
  actualPercentages: percentages(
    "AWS sends a notification when actual costs of the month exceed one of them. Default: 50, which shows within the month that costs rise; 80, with time to act; 100.",
    [50, 80, 100],
  ),
  forecastPercentages: percentages(
    "AWS sends a notification when the costs that it forecasts for the month exceed one of them; it needs about five weeks of costs. Default: 100, the earliest sign that the month exceeds the budget.",
    [100],
  ),
};

interface Receivers {
  readonly emails: readonly string[];
  readonly notificationTopicArn?: string;
}

interface Thresholds {
  readonly actualPercentages: readonly number[];
  readonly forecastPercentages: readonly number[];
}

function* refuseWithoutReceiver({ emails, notificationTopicArn }: Receivers) {
  if (emails.length > 0 || notificationTopicArn !== undefined) return;
  yield {
    message: "Nobody receives the notifications: AWS refuses a notification without a subscriber.",
    allowed: "at least one address in `emails`, or `notificationTopicArn`",
  };
}

function* refuseBudget(settings: Receivers & Thresholds) {
  yield* refuseWithoutReceiver(settings);
  const count = settings.actualPercentages.length + settings.forecastPercentages.length;
  if (count > MOST_THRESHOLDS) {
    yield {
      message: `The budget has ${count} notifications, one for each percentage. AWS refuses more than ${MOST_THRESHOLDS}.`,
      allowed: `at most ${MOST_THRESHOLDS} percentages in \`actualPercentages\` and \`forecastPercentages\` together`,
    };
  }
}

export const budgetsSchema = z
  .strictObject({
    costCeilingUsd: usd.exactOptional().meta({
      description:
        "Maximum fixed costs of the stack in whole US dollars per month. A preview of a stack that costs more fails, or warns if prices are those of another Region or older than 180 days. Counts resources with a known price, without usage. npm run config -- show <stack> prints the costs. Default: none.",
      examples: [500],
    }),
    account: checked(
      z.strictObject({
        monthlyUsd: usd.meta({
          description:
            "Budget of the whole account in whole US dollars per month. npm run config -- show <stack> prints the fixed costs of the stack.",
          examples: [500],
        }),
        ...budget,
      }),
      refuseBudget,
    )
      .exactOptional()
      .meta({
        description:
          "Monthly AWS budget of the account, named <name>-<environment>. Set it in one stack of the account: a stack of the same name in another Region would create a budget of the same name, which AWS refuses. It sends notifications and does not stop resources. $0. Default: none. https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
      }),
    stack: checked(
      z.strictObject({
        monthlyUsd: usd.default(500).meta({
          description:
            "Budget of the stack in whole US dollars per month. Default: 500. npm run config -- show <stack> prints the fixed costs of the stack.",
          examples: [500],
        }),
        ...budget,
      }),
      refuseBudget,
    )
      .exactOptional()
      .meta({
        description:
          "Monthly AWS budget of the stack, named <name>-<environment>-<region>. It counts costs in the Region of the stack with the tags of the project, environment and managedBy. AWS counts nothing until the management account activates these tag keys as cost allocation tags, and forecasts after about five weeks. It sends notifications and does not stop resources. $0. Default: none. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html",
      }),
    anomalies: checked(
      z.strictObject({
        monitorArn: costMonitorArn.exactOptional().meta({
          description:
            "Existing cost monitor of all AWS services. An account has at most one, and AWS creates it in accounts that enabled Cost Explorer since March 2023. Default: the stack creates it.",
          examples: ["arn:aws:ce::111122223333:anomalymonitor/1f2e3d4c-5b6a-7988-9a0b-1c2d3e4f5a6b"],
        }),
        percentOfExpected: z
          .int()
          .min(101)
          .max(10_000)
          .default(150)
          .meta({
            description:
              "Costs of a service in percent of the costs that AWS expects, from which an anomaly is reported. Default: 150.",
            examples: [150, 200],
          }),
        minImpactUsd: z
          .int()
          .min(1)
          .max(MOST_USD)
          .default(10)
          .meta({
            description:
              "US dollars above the expected costs, below which an anomaly is not reported. Default: 10, because half of a dollar more exceeds the percentage of a small service.",
            examples: [10, 100],
          }),
        emails: emails("a summary of anomalies once a day"),
        notificationTopicArn: notificationTopicArn("costalerts.amazonaws.com"),
      }),
      refuseWithoutReceiver,
    )
      .exactOptional()
      .meta({
        description:
          "Alerts about unusual costs of an AWS service in the account, from AWS Cost Anomaly Detection: a daily summary by email, and each anomaly to an SNS topic. AWS detects an anomaly within about a day. Only one stack per account may set it without monitorArn. $0. Default: none. https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html",
      }),
    waste: wasteSchema,
  })
  .meta({
    description:
      "Ceiling of the fixed costs of the stack, budgets of account and stack, alerts about unusual costs, and settings of the waste report.",
  });
