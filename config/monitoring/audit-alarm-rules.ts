import { listed } from "../../domain/listed";
import { remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { Rule } from "../check/rule";
import { logClassOf } from "./log-class";

const AUDITED_ACCESS: Path = ["monitoring", "alarms", "auditedAccess"];

const auditedAccessExists: Rule = function* ({ monitoring, cluster }) {
  if (cluster === undefined) return;
  const entries = Object.keys(cluster.access);
  for (const [index, entry] of (monitoring?.alarms?.auditedAccess ?? []).entries()) {
    if (entries.includes(entry)) continue;
    const path: Path = [...AUDITED_ACCESS, index];
    yield {
      code: "monitoring/unknown-audited-access",
      path,
      message: "`cluster.access` has no entry with this key.",
      because: [["cluster", "access"]],
      allowed: `one of ${listed(entries)}`,
      fix: [remove(path)],
    };
  }
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html */
const auditAlarmsReadTheLog: Rule = function* (parts) {
  const { monitoring, cluster } = parts;
  const [logClass, path] = logClassOf(parts, "controlPlane") ?? [];
  if (monitoring?.alarms === undefined || path === undefined || logClass !== "INFREQUENT_ACCESS") return;
  if (cluster?.logTypes.includes("audit") !== true) return;
  yield {
    code: "monitoring/log-class-without-metric-filters",
    path,
    message:
      "`INFREQUENT_ACCESS` log groups do not support metric filters, so the alarms on the audit log cannot work.",
    because: [["monitoring", "alarms"]],
    allowed: "STANDARD, or no monitoring.alarms",
    fix: [set(path, "STANDARD")],
  };
};

const auditedAccessIsLogged: Rule = function* ({ monitoring, cluster }) {
  if (cluster === undefined || cluster.logTypes.includes("audit")) return;
  if ((monitoring?.alarms?.auditedAccess ?? []).length === 0) return;
  const logTypes: Path = ["cluster", "logTypes"];
  yield {
    code: "monitoring/audited-access-without-audit-log",
    path: AUDITED_ACCESS,
    message: "The alarms read the audit log, and `cluster.logTypes` does not contain `audit`.",
    because: [logTypes],
    allowed: "an empty list, or audit in cluster.logTypes",
    fix: [set([...logTypes, cluster.logTypes.length], "audit")],
  };
};

export const auditAlarmRules: readonly Rule[] = [auditedAccessExists, auditedAccessIsLogged, auditAlarmsReadTheLog];
