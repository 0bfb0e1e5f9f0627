import type { LogGroupSettings } from "../monitoring/log-groups";

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

/** @param group settings of the kind of log group */
export function withRetention<L extends WrittenLog>(log: L, group: LogGroupSettings = {}): PlacedLog<L> {
  if (log.destination !== "cloudwatch") return log as unknown as PlacedLog<L>;
  const { retentionDays = log.retentionDays ?? LOG_GROUP_DAYS } = group;
  return { ...log, retentionDays } as unknown as PlacedLog<L>;
}
