import { type Finding, remove } from "../finding";
import type { Path } from "../path";
import type { Rule } from "./rule";

/** The defaults of config/schema/cluster.ts. */
const LONGEST_KEY_WINDOW = 30;
const LOG_RETENTION_DAYS = 30;

/** Settings that differ from their defaults where nothing reads them. What is written as the default does no harm. */
type Unused = readonly [key: string, isChanged: boolean];

function* unused(at: Path, settings: readonly Unused[], why: string, because: readonly Path[]): Iterable<Finding> {
  for (const [key] of settings.filter(([, isChanged]) => isChanged)) {
    const path = [...at, key];
    yield { path, message: `\`${key}\` has no effect ${why}`, because, fix: [remove(path)] };
  }
}

/** The action and the failure mode of a firewall are settings of its rules, and without a list it has none. */
const firewallSettingsHaveLists: Rule = function* ({ network }) {
  if (network === undefined || network.existing !== undefined) return;
  const { blockedDomains, managedDomainLists, action, failOpen } = network.dnsFirewall;
  if (blockedDomains.length + Object.keys(managedDomainLists).length > 0) return;
  yield* unused(
    ["network", "dnsFirewall"],
    [
      ["action", action !== "block"],
      ["failOpen", failOpen],
    ],
    "without `blockedDomains` or `managedDomainLists`: there is no firewall.",
    [],
  );
};

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html */
const aggregateListStandsAlone: Rule = function* ({ network }) {
  const lists = Object.keys(network?.dnsFirewall.managedDomainLists ?? {});
  const aggregate = "AWSManagedDomainsAggregateThreatList";
  if (!lists.includes(aggregate)) return;
  const at = (list: string): Path => ["network", "dnsFirewall", "managedDomainLists", list];
  for (const list of lists.filter((name) => name !== aggregate)) {
    yield {
      path: at(list),
      message: `The list has no effect: ${aggregate} holds its domains.`,
      because: [at(aggregate)],
      fix: [remove(at(list))],
      warning: true,
    };
  }
};

/**
 * The VPC CNI finds the pods' subnets by a tag. Nodes of Auto Mode do not look for it, and pods on them have addresses of
 * the private subnets: https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
const podBlockIsUsed: Rule = function* ({ network, cluster }) {
  if (network?.podCidr === undefined || network.existing !== undefined || cluster?.compute !== "auto-mode") return;
  yield {
    path: ["network", "podCidr"],
    message: "`podCidr` has no effect with compute auto-mode: pods get addresses of the private subnets.",
    because: [["cluster", "compute"]],
    allowed: "no podCidr, and private subnets with room for pods",
    warning: true,
  };
};

/** Only an IPv6 cluster looks at what the owner of the VPC says. */
const existingIpv6IsUsed: Rule = function* ({ network, cluster }) {
  if (network?.existing?.ipv6 !== true || cluster?.ipFamily !== "ipv4") return;
  yield {
    path: ["network", "existing", "ipv6"],
    message: "`ipv6` has no effect unless `cluster.ipFamily` is ipv6.",
    because: [["cluster", "ipFamily"]],
    allowed: "false, or ipFamily ipv6",
    warning: true,
  };
};

const clusterKeyIsThere: Rule = function* ({ cluster }) {
  if (cluster?.secretsEncryption !== "aws-owned") return;
  yield* unused(
    ["cluster"],
    [["keyDeletionWindowDays", cluster.keyDeletionWindowDays !== LONGEST_KEY_WINDOW]],
    "unless `secretsEncryption` is customer-managed: there is no key.",
    [["cluster", "secretsEncryption"]],
  );
};

/** Container Insights keeps its logs as long as the control plane's, so with the add-on the days are in use. */
const logSettingsHaveLogs: Rule = function* ({ cluster }) {
  if (cluster === undefined || cluster.logTypes.length > 0) return;
  const keepsOthers = cluster.optionalAddons["amazon-cloudwatch-observability"] !== undefined;
  yield* unused(
    ["cluster"],
    [
      ["logRetentionDays", cluster.logRetentionDays !== LOG_RETENTION_DAYS && !keepsOthers],
      ["logClass", cluster.logClass !== "STANDARD"],
      ["keepLogs", cluster.keepLogs],
    ],
    "without `logTypes`: the control plane writes no logs.",
    [["cluster", "logTypes"]],
  );
};

/** The policies look at the platform's namespaces alone. */
const admissionHasNamespaces: Rule = function* ({ cluster }) {
  if (cluster === undefined || Object.keys(cluster.namespaces).length > 0) return;
  const { action, registries } = cluster.admission;
  const findings = unused(
    ["cluster", "admission"],
    [
      ["action", action !== "deny"],
      ["registries", registries.length > 0],
    ],
    "without `cluster.namespaces`: admission rules hold in these alone.",
    [],
  );
  for (const finding of findings) yield { ...finding, warning: true };
};

export const unusedSettingsRules: readonly Rule[] = [
  firewallSettingsHaveLists,
  aggregateListStandsAlone,
  podBlockIsUsed,
  existingIpv6IsUsed,
  clusterKeyIsThere,
  logSettingsHaveLogs,
  admissionHasNamespaces,
];
