import { remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

/** In S3 logs end with whatever else the log bucket holds; a key that changes nothing would be a false promise. */
const onlyLogGroupsHaveTheirOwnRetention: Rule = function* ({ network }) {
  if (network === undefined) return;
  for (const log of ["flowLogs", "queryLog"] as const) {
    const { destination, retentionDays } = network[log];
    if (destination === "cloudwatch" || retentionDays === undefined) continue;
    const path: Path = ["network", log, "retentionDays"];
    yield {
      path,
      message:
        destination === "s3"
          ? "`retentionDays` has no effect: the log bucket keeps its logs for `storage.logRetentionDays`."
          : "`retentionDays` has no effect without a log.",
      because: [["network", log, "destination"]],
      fix: [remove(path)],
      warning: true,
    };
  }
};

export const networkLogsRules: readonly Rule[] = [onlyLogGroupsHaveTheirOwnRetention];
