import { listed } from "../../domain/listed";
import {
  isCreatedAfterFilters,
  LOG_GROUP_KINDS,
  type LogGroupKind,
  logGroupKindOf,
  SUBSCRIPTIONS_PER_LOG_GROUP,
} from "../../domain/monitoring/log-groups";
import { edit, type Finding, remove, set } from "../diagnostics/finding";
import { type Path, valueAt } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";
import { GROUPS, logClassOf } from "./log-class";

const LOGS: Path = ["monitoring", "logs"];
const OBSERVABILITY_ADDON = "amazon-cloudwatch-observability";

/** Settings of the areas that create log groups, by kind and setting. */
const AREA_SETTINGS: readonly (readonly [LogGroupKind, "retentionDays" | "logClass", Path])[] = [
  ["controlPlane", "retentionDays", ["cluster", "logRetentionDays"]],
  ["controlPlane", "logClass", ["cluster", "logClass"]],
  ["flowLogs", "retentionDays", ["network", "flowLogs", "retentionDays"]],
  ["dnsQueries", "retentionDays", ["network", "queryLog", "retentionDays"]],
];

const settingsAgree: Rule = function* (parts, { isWritten }) {
  for (const [kind, setting, area] of AREA_SETTINGS) {
    const path: Path = [...GROUPS, kind, setting];
    if (!isWritten(path) || !isWritten(area) || valueAt(parts, path) === valueAt(parts, area)) continue;
    yield {
      code: "monitoring/log-setting-twice",
      path,
      message: `\`${area.join(".")}\` sets another value for the same log group.`,
      because: [area],
      allowed: "one of the two settings",
      fix: [remove(area)],
    };
  }
};

/** Whether the stack creates log groups of a kind; undefined if the parts that decide it are invalid. */
function isCreated({ cluster, network, account }: ReadableParts, kind: LogGroupKind): boolean | undefined {
  if (cluster === undefined || network === undefined || account === undefined) return undefined;
  const { trail, logGroupRetentionDays } = account.cloudTrail;
  const exists: Readonly<Record<LogGroupKind, boolean>> = {
    controlPlane: cluster.logTypes.length > 0,
    containers: cluster.optionalAddons[OBSERVABILITY_ADDON] !== undefined,
    flowLogs: network.existing === undefined && network.flowLogs.destination === "cloudwatch",
    dnsQueries: network.queryLog.destination === "cloudwatch",
    trail: trail === "create" && logGroupRetentionDays !== undefined,
  };
  return exists[kind];
}

const DECIDED_BY: Readonly<Record<LogGroupKind, Path>> = {
  controlPlane: ["cluster", "logTypes"],
  containers: ["cluster", "optionalAddons"],
  flowLogs: ["network", "flowLogs"],
  dnsQueries: ["network", "queryLog"],
  trail: ["account", "cloudTrail"],
};

const CREATED_WITH: Readonly<Record<LogGroupKind, string>> = {
  controlPlane: "`cluster.logTypes`",
  containers: `\`cluster.optionalAddons.${OBSERVABILITY_ADDON}\``,
  flowLogs: "`network.flowLogs.destination` cloudwatch",
  dnsQueries: "`network.queryLog.destination` cloudwatch",
  trail: "`account.cloudTrail.logGroupRetentionDays`",
};

const groupsExist: Rule = function* (parts) {
  const groups = parts.monitoring?.logs.groups ?? {};
  for (const kind of LOG_GROUP_KINDS) {
    if (groups[kind] === undefined || isCreated(parts, kind) !== false) continue;
    yield {
      code: "monitoring/unused-log-group-settings",
      path: [...GROUPS, kind],
      message: `\`${kind}\` has no effect: the stack creates no such log group.`,
      because: [DECIDED_BY[kind]],
      fix: [remove([...GROUPS, kind])],
      warning: true,
    };
  }
};

/** Settings that create a metric filter or a subscription filter, each with the name of its log group. */
function filters({ monitoring }: ReadableParts): readonly { readonly path: Path; readonly logGroup: string }[] {
  if (monitoring === undefined) return [];
  const { metricFilters, subscriptions, archive } = monitoring.logs;
  return [
    ...Object.entries(metricFilters).map(([key, { logGroupName }]) => ({
      path: [...LOGS, "metricFilters", key, "logGroupName"],
      logGroup: logGroupName,
    })),
    ...Object.entries(subscriptions).flatMap(([key, { logGroupNames }]) =>
      logGroupNames.map((logGroup, index) => ({
        path: [...LOGS, "subscriptions", key, "logGroupNames", index],
        logGroup,
      })),
    ),
    ...Object.entries(archive?.logGroups ?? {}).map(([key, logGroup]) => ({
      path: [...LOGS, "archive", "logGroups", key],
      logGroup,
    })),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html */
const filteredGroupsAreStandard: Rule = function* (parts) {
  const { name, environment, monitoring } = parts;
  for (const { path, logGroup } of filters(parts)) {
    const kind = logGroupKindOf(logGroup, `${name ?? ""}-${environment ?? ""}`);
    const [logClass, at] = (kind && logClassOf(parts, kind)) ?? [];
    if (logClass === "INFREQUENT_ACCESS" && at !== undefined) yield notStandard(path, at);
  }
  // Alarms on the events of the trail that the stack creates.
  const trail = logClassOf(parts, "trail");
  if (trail?.[0] !== "INFREQUENT_ACCESS" || isCreated(parts, "trail") !== true) return;
  if (monitoring?.trail !== undefined && monitoring.trail.logGroupName === undefined) {
    yield notStandard([...LOGS.slice(0, 1), "trail"], trail[1]);
  }
};

function notStandard(path: Path, classPath: Path): Finding {
  return {
    code: "monitoring/log-class-without-filters",
    path,
    message: "The log group has class `INFREQUENT_ACCESS`, which supports no metric filters and no subscriptions.",
    because: [classPath],
    allowed: "a log group of class STANDARD",
    fix: [set(classPath, "STANDARD")],
  };
}

/** Other stacks and people may have subscriptions as well. */
const subscriptionsFitTheQuota: Rule = function* (parts) {
  const ofGroup = new Map<string, Path[]>();
  for (const { path, logGroup } of filters(parts)) {
    if (path[2] === "metricFilters") continue;
    ofGroup.set(logGroup, [...(ofGroup.get(logGroup) ?? []), path]);
  }
  for (const paths of ofGroup.values()) {
    for (const path of paths.slice(SUBSCRIPTIONS_PER_LOG_GROUP)) {
      yield {
        code: "monitoring/too-many-subscriptions",
        path,
        message: `The log group has ${paths.length} subscriptions, with those of the archive.`,
        because: paths.slice(0, SUBSCRIPTIONS_PER_LOG_GROUP),
        allowed: `${SUBSCRIPTIONS_PER_LOG_GROUP} subscriptions of a log group`,
        fix: [edit("remove the log group from the archive or from a subscription")],
      };
    }
  }
};

const filtersFollowTheirLogGroups: Rule = function* (parts) {
  const { name, environment } = parts;
  for (const { path, logGroup } of filters(parts)) {
    if (!isCreatedAfterFilters(logGroup, `${name ?? ""}-${environment ?? ""}`)) continue;
    yield {
      code: "monitoring/filter-before-log-group",
      path,
      message:
        "The stack creates this log group together with its filters or after them, so the first update would fail.",
      allowed: "a log group of the cluster, the network or an application",
      fix: [edit("remove the log group here")],
    };
  }
};

/** Another agent may create the groups of containers, so this is a warning. */
const filteredGroupsExist: Rule = function* (parts) {
  const { name, environment } = parts;
  for (const { path, logGroup } of filters(parts)) {
    const kind = logGroupKindOf(logGroup, `${name ?? ""}-${environment ?? ""}`);
    if (kind === undefined || isCreated(parts, kind) !== false) continue;
    yield {
      code: "monitoring/log-group-not-created",
      path,
      message: `The stack creates this log group only with ${CREATED_WITH[kind]}. If it does not exist, CloudWatch Logs refuses the filter, and the update fails.`,
      because: [DECIDED_BY[kind]],
      allowed: `a log group that exists, or ${CREATED_WITH[kind]}`,
      fix: [edit(`set ${CREATED_WITH[kind]}, or remove the log group here unless something else creates it`)],
      warning: true,
    };
  }
};

const archiveBucketExists: Rule = function* ({ monitoring, storage }) {
  const bucket = monitoring?.logs.archive?.bucket;
  if (bucket === undefined || storage === undefined || Object.hasOwn(storage.buckets, bucket)) return;
  const buckets = Object.keys(storage.buckets);
  const path: Path = [...LOGS, "archive", "bucket"];
  yield {
    code: "monitoring/unknown-archive-bucket",
    path,
    message: "`storage.buckets` has no bucket with this key.",
    because: [["storage", "buckets"]],
    allowed: buckets.length === 0 ? "no bucket, for the log bucket" : `one of ${listed(buckets)}, or no bucket`,
    fix: [remove(path)],
  };
};

export const logRules: readonly Rule[] = [
  settingsAgree,
  groupsExist,
  filteredGroupsAreStandard,
  subscriptionsFitTheQuota,
  filtersFollowTheirLogGroups,
  filteredGroupsExist,
  archiveBucketExists,
];
