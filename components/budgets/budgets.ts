import * as budgets from "@pulumi/aws/budgets";
import * as pulumi from "@pulumi/pulumi";

export interface AccountBudgetArgs {
  /** US dollars a month for the whole account. */
  readonly monthlyUsd: number;
  readonly emails: readonly string[];
}

export interface BudgetsArgs {
  readonly platformName: string;
  /** Omitted: no budget is created. */
  readonly account?: AccountBudgetArgs;
}

/**
 * A monthly budget of the account, which notifies and stops no resource. $0.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class Budgets extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:budgets:Budgets", name, {}, opts);
    if (args.account !== undefined) this.createAccountBudget(name, args.platformName, args.account);
    this.registerOutputs();
  }

  /** For the whole account: a budget by tags counts nothing until the tags are activated as cost allocation tags. */
  private createAccountBudget(name: string, platformName: string, { monthlyUsd, emails }: AccountBudgetArgs): void {
    const notification = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...emails],
    };
    // Release 0.1.0 created the budget in a component for alarms and budgets.
    const oldParent = pulumi.createUrn("governance", "groundwork:governance:Governance");
    new budgets.Budget(
      `${name}-account`,
      {
        name: platformName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        notifications: [
          { ...notification, notificationType: "ACTUAL", threshold: 80 },
          { ...notification, notificationType: "FORECASTED", threshold: 100 },
        ],
      },
      { parent: this, aliases: [{ name: "governance-budget", parent: oldParent }] },
    );
  }
}
