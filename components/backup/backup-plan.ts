/** How often copies are made, and how long each is kept. */
export interface BackupRetention {
  /** Days that the copy of each night is kept. */
  readonly dailyRetentionDays: number;
  /** Days that the copy of the first of each month is kept; none is made when absent. */
  readonly monthlyRetentionDays?: number | undefined;
}

/** One rule as `backup.Plan` takes it. */
export interface BackupRule {
  readonly ruleName: "daily" | "monthly";
  readonly schedule: string;
  readonly startWindow: number;
  readonly completionWindow: number;
  readonly lifecycle: { readonly deleteAfter: number };
}

/** Minutes in which a copy has to begin and to end; AWS Backup spreads the load over the first. */
const START_WINDOW_MINUTES = 60;
const COMPLETION_WINDOW_MINUTES = 8 * 60;

/** In UTC; the monthly copy begins after the daily one may no longer begin, since a resource is copied once at a time. */
const NIGHTLY = "cron(0 2 * * ? *)";
const FIRST_OF_MONTH = "cron(0 4 1 * ? *)";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
export function backupRules({ dailyRetentionDays, monthlyRetentionDays }: BackupRetention): BackupRule[] {
  const daily = rule("daily", NIGHTLY, dailyRetentionDays);
  return monthlyRetentionDays === undefined ? [daily] : [daily, rule("monthly", FIRST_OF_MONTH, monthlyRetentionDays)];
}

/** The shortest retention of any rule: a vault that demanded more would refuse the copies of that rule. */
export function shortestRetentionDays(retention: BackupRetention): number {
  return Math.min(...backupRules(retention).map(({ lifecycle }) => lifecycle.deleteAfter));
}

function rule(ruleName: BackupRule["ruleName"], schedule: string, deleteAfter: number): BackupRule {
  return {
    ruleName,
    schedule,
    startWindow: START_WINDOW_MINUTES,
    completionWindow: COMPLETION_WINDOW_MINUTES,
    lifecycle: { deleteAfter },
  };
}
