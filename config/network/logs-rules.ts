import { remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

/** In S3, the lifecycle of the log bucket expires logs, so a retention of one log would have no effect. */
const onlyLogGroupsHaveTheirOwnRetention: Rule = function* ({ network }) {
  if (network === undefined) return;
  for (const log of ["flowLogs", "queryLog"] as const) {
    const { destination, retentionDays } = network[log];
    if (destination === "cloudwatch" || retentionDays === undefined) continue;
    const path: Path = ["network", log, "retentionDays"];
    yield {
      code: "network/log-retention-unused",
      path,
      message:
        destination === "s3"
          ? "`retentionDays` has no effect: the log bucket keeps its logs for `storage.logRetentionDays`."
          : "`retentionDays` has no effect: `destination` is none, so no log is written.",
      because: [["network", log, "destination"]],
      fix: [remove(path)],
      warning: true,
    };
  }
};

export const networkLogsRules: readonly Rule[] = [onlyLogGroupsHaveTheirOwnRetention];
