/** Default retention of log groups. Without a retention CloudWatch never deletes logs. */
const LOG_GROUP_DAYS = 14;

/** A log in a stack file. In S3 the retention of the log bucket applies, and rules refuse `retentionDays`. */
interface WrittenLog {
  readonly destination: string;
  readonly retentionDays?: number;
}

/** Only logs in CloudWatch have `retentionDays`. */
export type PlacedLog<L extends WrittenLog> = Omit<L, keyof WrittenLog> &
  (
    | { readonly destination: "cloudwatch"; readonly retentionDays: number }
    | { readonly destination: Exclude<L["destination"], "cloudwatch"> }
  );

export function withRetention<L extends WrittenLog>(log: L): PlacedLog<L> {
  const days = log.destination === "cloudwatch" ? { retentionDays: LOG_GROUP_DAYS } : {};
  return { ...days, ...log } as PlacedLog<L>;
}
