import { endpointServices } from "../../domain/network/endpoint-bundles";
import { type Finding, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule, RuleContext } from "../check/rule";

/**
 * A setting that is written and has no effect because of another one. The stack works, but not as its file suggests. A
 * warning, because a stack of an older release may hold it; what AWS refuses is an error.
 */
function unused(path: Path, reason: string, because: readonly Path[]): Finding {
  const key = path.at(-1);
  const name = typeof key === "string" ? `\`${key}\`` : "The entry";
  return { path, message: `${name} has no effect${reason}`, because, fix: [remove(path)], warning: true };
}

function* unusedKeys(
  { isWritten }: RuleContext,
  at: Path,
  keys: readonly string[],
  reason: string,
  because: readonly Path[],
): Iterable<Finding> {
  for (const path of keys.map((key) => [...at, key])) {
    if (isWritten(path)) yield unused(path, reason, because);
  }
}

/** The action and the failure mode of a firewall are settings of its rules, and without a list it has none. */
const firewallSettingsHaveLists: Rule = function* ({ network }, context) {
  if (network === undefined || network.existing !== undefined) return;
  const { blockedDomains, managedDomainLists } = network.dnsFirewall;
  if (blockedDomains.length + Object.keys(managedDomainLists).length > 0) return;
  const reason = " without `blockedDomains` or `managedDomainLists`: there is no firewall.";
  yield* unusedKeys(context, ["network", "dnsFirewall"], ["action", "failOpen"], reason, []);
};

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html */
const aggregateListStandsAlone: Rule = function* ({ network }) {
  const lists = Object.keys(network?.dnsFirewall.managedDomainLists ?? {});
  const aggregate = "AWSManagedDomainsAggregateThreatList";
  if (!lists.includes(aggregate)) return;
  const at = (list: string): Path => ["network", "dnsFirewall", "managedDomainLists", list];
  for (const list of lists.filter((name) => name !== aggregate)) {
    yield unused(at(list), `: ${aggregate} holds its domains.`, [at(aggregate)]);
  }
};

/**
 * The VPC CNI finds the pods' subnets by a tag. Nodes of Auto Mode do not look for it, and pods on them have addresses of
 * the private subnets: https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
const podBlockIsUsed: Rule = function* ({ network, cluster }) {
  if (network?.podCidr === undefined || network.existing !== undefined || cluster?.compute !== "auto-mode") return;
  yield {
    ...unused(["network", "podCidr"], " with compute auto-mode: pods get addresses of the private subnets.", [
      ["cluster", "compute"],
    ]),
    allowed: "no podCidr, and private subnets with room for pods",
  };
};

/** Only an IPv6 cluster looks at what the owner of the VPC says. */
const existingIpv6IsUsed: Rule = function* ({ network, cluster }) {
  if (network?.existing?.ipv6 !== true || cluster?.ipFamily !== "ipv4") return;
  yield {
    ...unused(["network", "existing", "ipv6"], " unless `cluster.ipFamily` is ipv6.", [["cluster", "ipFamily"]]),
    allowed: "false, or ipFamily ipv6",
  };
};

/** Container Insights keeps its logs as long as the control plane's, so with the add-on the days are in use. */
const logSettingsHaveLogs: Rule = function* ({ cluster }, context) {
  if (cluster === undefined || cluster.logTypes.length > 0) return;
  const keepsOthers = cluster.optionalAddons["amazon-cloudwatch-observability"] !== undefined;
  const keys = [...(keepsOthers ? [] : ["logRetentionDays"]), "logClass", "retainLogs"];
  const reason = " without `logTypes`: the control plane writes no logs.";
  yield* unusedKeys(context, ["cluster"], keys, reason, [["cluster", "logTypes"]]);
};

/** The policies look at the platform's namespaces alone. */
const admissionHasNamespaces: Rule = function* ({ cluster }, context) {
  if (cluster === undefined || Object.keys(cluster.namespaces).length > 0) return;
  const reason = " without `cluster.namespaces`: admission rules hold in these alone.";
  yield* unusedKeys(context, ["cluster", "admission"], ["action", "registries"], reason, []);
};

/** What `backup` says besides, while it is off. */
const backupSettingsHaveBackups: Rule = function* ({ backup }, context) {
  if (backup?.enabled !== false) return;
  const keys = Object.keys(backup).filter((name) => name !== "enabled");
  yield* unusedKeys(context, ["backup"], keys, ": `backup.enabled` is false.", [["backup", "enabled"]]);
};

const deletionWindowsHaveAKey: Rule = function* ({ storage, backup, fleet, cluster }, context) {
  const choices: readonly (readonly [part: string, key: string, isOwn: boolean | undefined])[] = [
    ["storage", "encryption", isCustomerManaged(storage?.encryption)],
    ["backup", "encryption", backup?.enabled === true ? isCustomerManaged(backup.encryption) : undefined],
    ["fleet", "encryption", isCustomerManaged(fleet?.encryption)],
    ["cluster", "secretsEncryption", isCustomerManaged(cluster?.secretsEncryption)],
  ];
  for (const [part, key, isOwn] of choices) {
    if (isOwn !== false) continue;
    const reason = ` unless \`${part}.${key}\` is customer-managed: the stack has no key of its own.`;
    yield* unusedKeys(context, [part], ["keyDeletionWindowDays"], reason, [[part, key]]);
  }
};

function isCustomerManaged(encryption: string | undefined): boolean | undefined {
  return encryption === undefined ? undefined : encryption === "customer-managed";
}

const organizationIsKnown: Rule = function* ({ storage, aws }, { isWritten }) {
  const path: Path = ["storage", "organizationOnly"];
  if (storage === undefined || aws === undefined || aws.organizationId !== undefined || !isWritten(path)) return;
  yield unused(path, ": `aws.organizationId` names no organization.", [["aws"]]);
};

const fleetsCreateBucketsOnly: Rule = function* ({ aws, fleet }) {
  if (fleet === undefined) return;
  if (aws?.secondRegion !== undefined) yield unused(["aws", "secondRegion"], ": a fleet has no replicas.", []);
  if (aws?.permissionsBoundaryArn !== undefined) {
    yield unused(["aws", "permissionsBoundaryArn"], ": a fleet has no IAM roles.", []);
  }
};

/** Replicas, second copies of backups and replicated images go there. */
const secondRegionIsUsed: Rule = function* ({ aws, storage, backup, account }) {
  if (aws?.secondRegion === undefined || storage === undefined || backup === undefined || account === undefined) return;
  const path: Path = ["aws", "secondRegion"];
  const isUsed =
    Object.values(storage.buckets).some(({ replicate }) => replicate) ||
    backup.secondRegionRetentionDays !== undefined ||
    account.registry.replicatedPrefixes.length > 0;
  if (isUsed) return;
  yield unused(path, ": no bucket, backup or registry is copied to it.", [["storage"], ["backup"], ["account"]]);
};

/** Only whom `trustedPrincipals` lists signs in with MFA; tokens of GitHub Actions have none. */
const mfaIsAskedOfSomebody: Rule = function* ({ cluster }, { isWritten }) {
  for (const [key, { trustedPrincipals }] of Object.entries(cluster?.accessRoles ?? {})) {
    const at: Path = ["cluster", "accessRoles", key];
    const path: Path = [...at, "requireMfa"];
    if (trustedPrincipals.length > 0 || !isWritten(path)) continue;
    yield unused(path, ": `trustedPrincipals` is empty, and workflows of GitHub Actions have no MFA.", [
      [...at, "trustedPrincipals"],
    ]);
  }
};

/** Free of charge through the gateway endpoints that every network has. */
const FREE_SERVICES = ["s3", "dynamodb"];

/** An estimate that no line of the bill multiplies with a price. */
const usageIsBilled: Rule = function* (parts, context) {
  const { network } = parts;
  if (network === undefined) return;
  const { nat, transitGateway, queryLog, dnsFirewall } = network;
  const filters = dnsFirewall.blockedDomains.length > 0 || Object.keys(dnsFirewall.managedDomainLists).length > 0;
  const hasNoNat = network.existing !== undefined || nat === "none";
  const unbilled: [string, boolean, string][] = [
    ["internetInGb", hasNoNat, "the stack has no NAT gateway whose traffic is billed."],
    ["transitGatewayGb", transitGateway === undefined, "`network.transitGateway` is not set."],
    ["flowLogGb", network.existing !== undefined, "flow logs of an existing VPC belong to its owner."],
    ["queryLogGb", queryLog.destination === "none", "`network.queryLog.destination` is none."],
    ["dnsQueryMillions", !filters, "`network.dnsFirewall` filters no domain."],
  ];
  for (const [key, isUnused, reason] of unbilled) {
    if (isUnused && context.isWritten(["usage", key])) yield unused(["usage", key], `: ${reason}`, [["network"]]);
  }
  yield* serviceUsage(parts, hasNoNat, context);
};

function* serviceUsage(
  { usage, network }: ReadableParts,
  hasNoNat: boolean,
  { isWritten }: RuleContext,
): Iterable<Finding> {
  const endpoints = network?.interfaceEndpoints;
  for (const service of Object.keys(usage?.awsServiceGb ?? {})) {
    const path: Path = ["usage", "awsServiceGb", service];
    if (!isWritten(path)) continue;
    if (FREE_SERVICES.includes(service)) {
      yield unused(path, ": traffic through a gateway endpoint is free of charge.", []);
    } else if (hasNoNat && endpoints !== undefined && !endpointServices(endpoints).includes(service)) {
      yield unused(path, ": without NAT and without an interface endpoint, nothing bills this traffic.", [["network"]]);
    }
  }
}

export const unusedSettingsRules: readonly Rule[] = [
  firewallSettingsHaveLists,
  aggregateListStandsAlone,
  podBlockIsUsed,
  existingIpv6IsUsed,
  logSettingsHaveLogs,
  admissionHasNamespaces,
  backupSettingsHaveBackups,
  deletionWindowsHaveAKey,
  organizationIsKnown,
  fleetsCreateBucketsOnly,
  secondRegionIsUsed,
  mfaIsAskedOfSomebody,
  usageIsBilled,
];
