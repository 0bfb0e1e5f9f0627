/** A log group would keep its logs for ever; long enough to look into an incident. */
const LOG_GROUP_DAYS = 14;

/** A log as a stack file has it. In S3 it is kept as long as all that the log bucket holds, and the rules let no days pass. */
interface WrittenLog {
  readonly destination: string;
  readonly retentionDays?: number;
}

/** Only in CloudWatch a log has days of its own. */
export type PlacedLog<L extends WrittenLog> = Omit<L, keyof WrittenLog> &
  (
    | { readonly destination: "cloudwatch"; readonly retentionDays: number }
    | { readonly destination: Exclude<L["destination"], "cloudwatch"> }
  );

export function withRetention<L extends WrittenLog>(log: L): PlacedLog<L> {
  const days = log.destination === "cloudwatch" ? { retentionDays: LOG_GROUP_DAYS } : {};
  return { ...days, ...log } as PlacedLog<L>;
}
