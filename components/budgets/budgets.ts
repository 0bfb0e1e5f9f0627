import * as budgets from "@pulumi/aws/budgets";
import * as pulumi from "@pulumi/pulumi";

import { stackBudgetName } from "../../domain/cost/budget-limits";
import type { Tags } from "../../domain/tags/tags";
import { type AnomalyArgs, createAnomalyAlerts } from "./anomalies";

export interface BudgetArgs {
  /** US dollars a month. */
  readonly monthlyUsd: number;
  /** Email addresses that receive each notification; at most 10. */
  readonly emails: readonly string[];
  /** SNS topic that receives each notification. Its policy and that of its KMS key must allow AWS Budgets. */
  readonly notificationTopicArn?: string;
  /** Percentages of the budget; actual costs above one cause a notification. */
  readonly actualPercentages: readonly number[];
  /** Percentages of the budget; costs that AWS forecasts for the month above one cause a notification. */
  readonly forecastPercentages: readonly number[];
}

export interface BudgetsArgs {
  readonly platformName: string;
  readonly region: string;
  /** Tags by which the budget of the stack finds its costs. */
  readonly identifyingTags: Tags;
  /** Of the whole account. Omitted: no budget of the account is created. */
  readonly account?: BudgetArgs;
  /** Of the resources of the stack. Omitted: no budget of the stack is created. */
  readonly stack?: BudgetArgs;
  /** Omitted: no alerts about unusual costs are created. */
  readonly anomalies?: AnomalyArgs;
}

/**
 * Monthly budgets of the account and of the stack, and alerts about unusual costs of a service. They notify and stop no
 * resource. $0: AWS charges budgets with actions only, and these have none.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class Budgets extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:budgets:Budgets", name, {}, opts);
    if (args.account !== undefined) this.createAccountBudget(name, args.platformName, args.account);
    if (args.stack !== undefined) this.createStackBudget(name, args, args.stack);
    if (args.anomalies !== undefined) createAnomalyAlerts(this, name, args.platformName, args.anomalies);
    this.registerOutputs();
  }

  private createAccountBudget(name: string, platformName: string, budget: BudgetArgs): void {
    // Release 0.1.0 created the budget in a component for alarms and budgets.
    const oldParent = pulumi.createUrn("governance", "groundwork:governance:Governance");
    new budgets.Budget(
      `${name}-account`,
      { name: platformName, ...monthly(budget) },
      { parent: this, aliases: [{ name: "governance-budget", parent: oldParent }] },
    );
  }

  /**
   * Counts costs with all identifying tags in the Region of the stack. AWS counts nothing until the management account of the
   * organization activates the keys as cost allocation tags, and counts only costs after the activation:
   * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
   */
  private createStackBudget(
    name: string,
    { platformName, region, identifyingTags }: Pick<BudgetsArgs, "platformName" | "region" | "identifyingTags">,
    budget: BudgetArgs,
  ): void {
    const matchOptions = ["EQUALS"];
    new budgets.Budget(
      `${name}-stack`,
      {
        name: stackBudgetName(platformName, region),
        ...monthly(budget),
        filterExpression: {
          ands: [
            { dimensions: { key: "REGION", values: [region], matchOptions } },
            ...Object.entries(identifyingTags).map(([key, value]) => ({
              tags: { key, values: [value], matchOptions },
            })),
          ],
        },
      },
      { parent: this },
    );
  }
}

function monthly(budget: BudgetArgs): budgets.BudgetArgs {
  const { monthlyUsd, emails, notificationTopicArn, actualPercentages, forecastPercentages } = budget;
  const notification = {
    comparisonOperator: "GREATER_THAN",
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: [...emails],
    ...(notificationTopicArn === undefined ? {} : { subscriberSnsTopicArns: [notificationTopicArn] }),
  };
  return {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: String(monthlyUsd),
    limitUnit: "USD",
    notifications: [
      ...actualPercentages.map((threshold) => ({ ...notification, notificationType: "ACTUAL", threshold })),
      ...forecastPercentages.map((threshold) => ({ ...notification, notificationType: "FORECASTED", threshold })),
    ],
  };
}
