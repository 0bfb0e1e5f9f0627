/** How long backups are kept. */
export interface BackupRetention {
  /** Days after which daily backups are deleted. */
  readonly dailyRetentionDays: number;
  /** Days after which monthly backups are deleted. Omitted: no monthly backups are created. */
  readonly monthlyRetentionDays?: number | undefined;
}

/** A rule of `backup.Plan`. */
export interface BackupRule {
  readonly ruleName: "daily" | "monthly";
  readonly schedule: string;
  readonly startWindow: number;
  readonly completionWindow: number;
  readonly lifecycle: { readonly deleteAfter: number };
}

/** Minutes within which a backup must start and complete. AWS Backup distributes the starts within the window. */
const START_WINDOW_MINUTES = 60;
const COMPLETION_WINDOW_MINUTES = 8 * 60;

/** In UTC. Monthly backups start after the start window of daily ones, because a resource has one backup job at a time. */
const NIGHTLY = "cron(0 2 * * ? *)";
const FIRST_OF_MONTH = "cron(0 4 1 * ? *)";

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
export function backupRules({ dailyRetentionDays, monthlyRetentionDays }: BackupRetention): BackupRule[] {
  const daily = rule("daily", NIGHTLY, dailyRetentionDays);
  return monthlyRetentionDays === undefined ? [daily] : [daily, rule("monthly", FIRST_OF_MONTH, monthlyRetentionDays)];
}

/** The shortest retention of all rules. A vault lock with a longer retention would refuse the backups of that rule. */
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
