/** Subscribers by email of a notification: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
export const MOST_EMAILS = 10;

/** Notifications of a budget, one for each threshold: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html */
export const MOST_THRESHOLDS = 5;

/** Name of the budget of a stack. Budgets belong to the account, so two Regions with one platform name need two names. */
export function stackBudgetName(platformName: string, region: string): string {
  return `${platformName}-${region}`;
}

/**
 * Impact of an anomaly in percent, as Cost Anomaly Detection states it: the part of the costs above the expected ones. Costs
 * of 150% of the expected ones have an impact of 50%.
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html
 */
export function impactPercent(percentOfExpected: number): number {
  return percentOfExpected - 100;
}
