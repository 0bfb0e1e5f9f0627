import type { BootstrapConfig } from "../bootstrap/resolve-bootstrap";
import type { FleetConfig } from "../fleet/resolve-fleet";
import type { LogClass, LogGroupSettings } from "../../domain/monitoring/log-groups";
import type { CostTopics } from "../../domain/monitoring/publishers";
import { TAG_MEANINGS } from "../../domain/tags/tag-keys";
import type { PlatformConfig } from "../resolve/resolve";
import { isTornDown } from "../stack/teardown";

/**
 * The settings that each component takes as arguments. Omitted are keys that rules, prices or the rehearsal alone read.
 * Return types are inferred: they follow the schema, and `argsFor` compares them with the arguments of the component.
 */
export function componentSettings(config: PlatformConfig) {
  const { account, backup, budgets, cluster, monitoring, network, resilience, storage, tags } = config;
  const { logTypes, access, accessRoles, optionalAddons } = cluster;
  const { groups } = monitoring.logs;
  return {
    account: {
      ...account,
      cloudTrail: { ...account.cloudTrail, ...logClassOf(groups.trail) },
      tagKeys: TAG_MEANINGS.map((meaning) => tags.keys[meaning]),
      deletionProtection: storage.deletionProtection,
      keyDeletionWindowDays: storage.keyDeletionWindowDays,
    },
    /** Settings of the cluster that alarms on its logs depend on, and topics of budgets, which the alarm topics may be among. */
    audited: { logTypes, access, accessRoles, optionalAddons, costTopics: costTopics(budgets) },
    backup,
    cluster: {
      ...omit(cluster, "acceptForcedUpgrade", "compute"),
      containerLogs: { retentionDays: cluster.logRetentionDays, ...groups.containers },
    },
    fileSystems: { fileSystems: storage.fileSystems, deletionProtection: storage.deletionProtection },
    budgets: omit(budgets, "costCeilingUsd", "waste"),
    // The areas that create log groups have their settings.
    monitoring: {
      ...omit(monitoring, "prometheus", "grafana"),
      logs: omit(monitoring.logs, "groups"),
      ...workspaces(config),
    },
    network: {
      ...omit(network, "existing", "interfaceEndpoints"),
      flowLogs: { ...network.flowLogs, ...logClassOf(groups.flowLogs) },
      queryLog: { ...network.queryLog, ...logClassOf(groups.dnsQueries) },
      // The bundles are among the services already.
      interfaceEndpoints: { services: network.interfaceEndpoints.services },
      ...(network.existing === undefined ? {} : { existing: omit(network.existing, "ipv6") }),
    },
    resilience:
      resilience.experiments === undefined ? {} : { experiments: omit(resilience.experiments, "allowInProd") },
    storage: omit(storage, "fileSystems"),
    tags: tagSettings(tags),
    componentTags: tags.components,
    provider: { ignoredTags: tags.ignore },
  };
}

/** Workspaces hold data, so the protection of data applies to them. */
function workspaces({ monitoring: { prometheus, grafana }, storage, teardown }: PlatformConfig) {
  const isKept = (key: string): boolean => storage.deletionProtection && !isTornDown(teardown, ["monitoring", key]);
  return {
    ...(prometheus === undefined ? {} : { prometheus: { ...prometheus, deletionProtection: isKept("prometheus") } }),
    ...(grafana === undefined ? {} : { grafana: { ...grafana, deletionProtection: isKept("grafana") } }),
  };
}

/** Omitted where the stack file sets none. */
function logClassOf(group: LogGroupSettings = {}): { readonly logClass?: LogClass } {
  return group.logClass === undefined ? {} : { logClass: group.logClass };
}

/** The settings of the tags that every resource has. */
export function tagSettings(tags: PlatformConfig["tags"]): Omit<PlatformConfig["tags"], "components" | "ignore"> {
  return omit(tags, "components", "ignore");
}

function costTopics({ account, stack, anomalies }: PlatformConfig["budgets"]): CostTopics {
  const arns = (...parts: readonly ({ readonly notificationTopicArn?: string } | undefined)[]): string[] =>
    parts.flatMap((part) => part?.notificationTopicArn ?? []);
  return { budgetTopicArns: arns(account, stack), anomalyTopicArns: arns(anomalies) };
}

/** The settings that a fleet of buckets takes: the inventory is in its buckets already. */
export function fleetSettings({ fleet }: FleetConfig): Omit<FleetConfig["fleet"], "inventory"> {
  return omit(fleet, "inventory");
}

/** The settings that the bootstrap of an account takes. */
export function bootstrapSettings({ bootstrap }: BootstrapConfig): BootstrapConfig["bootstrap"] {
  return bootstrap;
}

function omit<Value extends object, Key extends keyof Value & string>(value: Value, ...keys: Key[]): Omit<Value, Key> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key as Key))) as Omit<Value, Key>;
}
