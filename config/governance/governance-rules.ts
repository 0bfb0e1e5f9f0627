import { remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";

const WATCHED: Path = ["governance", "alarms", "auditedAccess"];

const auditedAccessExists: Rule = function* ({ governance, cluster }) {
  if (cluster === undefined) return;
  const entries = Object.keys(cluster.access);
  for (const [index, entry] of (governance?.alarms?.auditedAccess ?? []).entries()) {
    if (entries.includes(entry)) continue;
    const path: Path = [...WATCHED, index];
    yield {
      path,
      message: "There is no such access entry to watch.",
      because: [["cluster", "access"]],
      allowed: entries.join(", "),
      fix: [remove(path)],
    };
  }
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html */
const auditAlarmsReadTheLog: Rule = function* ({ governance, cluster }) {
  if (governance?.alarms === undefined || cluster?.logClass !== "INFREQUENT_ACCESS") return;
  if (!cluster.logTypes.includes("audit")) return;
  const path: Path = ["cluster", "logClass"];
  yield {
    path,
    message: "Logs of this class raise no alarm: it has no metric filters.",
    because: [["governance", "alarms"]],
    allowed: "STANDARD, or no governance.alarms",
    fix: [set(path, "STANDARD")],
  };
};

const auditedAccessIsLogged: Rule = function* ({ governance, cluster }) {
  if (cluster === undefined || cluster.logTypes.includes("audit")) return;
  if ((governance?.alarms?.auditedAccess ?? []).length === 0) return;
  const logTypes: Path = ["cluster", "logTypes"];
  yield {
    path: WATCHED,
    message: "Nobody sees who uses the entry: the audit log is off.",
    because: [logTypes],
    allowed: "an empty list, or cluster.logTypes with audit",
    fix: [set([...logTypes, cluster.logTypes.length], "audit")],
  };
};

export const budgetAndAlarmRules: readonly Rule[] = [auditedAccessExists, auditedAccessIsLogged, auditAlarmsReadTheLog];
