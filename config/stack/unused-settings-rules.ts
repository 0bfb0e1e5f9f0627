import { endpointServices } from "../../domain/network/endpoint-bundles";
import type { FindingCode } from "../diagnostics/codes";
import { type Finding, remove } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule, RuleContext } from "../check/rule";

/**
 * A setting in the stack file that has no effect because of another one. It is a warning, because a stack file of an
 * older release may contain it; a setting that AWS refuses is an error.
 */
function unused(code: FindingCode, path: Path, reason: string, because: readonly Path[]): Finding {
  const key = path.at(-1);
  const name = typeof key === "string" ? `\`${key}\`` : "The entry";
  return { code, path, message: `${name} has no effect${reason}`, because, fix: [remove(path)], warning: true };
}

function* unusedKeys(
  { isWritten }: RuleContext,
  code: FindingCode,
  at: Path,
  keys: readonly string[],
  reason: string,
  because: readonly Path[],
): Iterable<Finding> {
  for (const path of keys.map((key) => [...at, key])) {
    if (isWritten(path)) yield unused(code, path, reason, because);
  }
}

/** `action` and `failOpen` are settings of the rules of the firewall, and without a list it has no rules. */
const firewallSettingsAreUsed: Rule = function* ({ network }, context) {
  if (network === undefined || network.existing !== undefined) return;
  const { blockedDomains, managedDomainLists } = network.dnsFirewall;
  if (blockedDomains.length + Object.keys(managedDomainLists).length > 0) return;
  const reason = " without `blockedDomains` or `managedDomainLists`: there is no firewall.";
  yield* unusedKeys(
    context,
    "stack/unused-dns-firewall-settings",
    ["network", "dnsFirewall"],
    ["action", "failOpen"],
    reason,
    [],
  );
};

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html */
const domainListsDoNotRepeat: Rule = function* ({ network }) {
  const lists = Object.keys(network?.dnsFirewall.managedDomainLists ?? {});
  const aggregate = "AWSManagedDomainsAggregateThreatList";
  if (!lists.includes(aggregate)) return;
  const at = (list: string): Path => ["network", "dnsFirewall", "managedDomainLists", list];
  for (const list of lists.filter((name) => name !== aggregate)) {
    yield unused("stack/redundant-domain-list", at(list), `: ${aggregate} contains its domains.`, [at(aggregate)]);
  }
};

/**
 * The VPC CNI finds the subnets of the pods by a tag. Nodes of Auto Mode ignore it: pods on them have addresses of the
 * private subnets. https://docs.aws.amazon.com/eks/latest/userguide/auto-networking.html
 */
const podCidrIsUsed: Rule = function* ({ network, cluster }) {
  if (network?.podCidr === undefined || network.existing !== undefined || cluster?.compute !== "auto-mode") return;
  yield {
    ...unused(
      "stack/unused-pod-cidr",
      ["network", "podCidr"],
      " with compute auto-mode: pods get addresses of the private subnets.",
      [["cluster", "compute"]],
    ),
    allowed: "no podCidr, and private subnets that are large enough for the pods",
  };
};

const existingIpv6IsUsed: Rule = function* ({ network, cluster }) {
  if (network?.existing?.ipv6 !== true || cluster?.ipFamily !== "ipv4") return;
  yield {
    ...unused(
      "stack/unused-ipv6-of-existing-vpc",
      ["network", "existing", "ipv6"],
      " unless `cluster.ipFamily` is ipv6.",
      [["cluster", "ipFamily"]],
    ),
    allowed: "false, or ipFamily ipv6",
  };
};

/** Log groups of Container Insights have the same retention, so with the add-on `logRetentionDays` has an effect. */
const logSettingsAreUsed: Rule = function* ({ cluster }, context) {
  if (cluster === undefined || cluster.logTypes.length > 0) return;
  const hasContainerInsights = cluster.optionalAddons["amazon-cloudwatch-observability"] !== undefined;
  const keys = [...(hasContainerInsights ? [] : ["logRetentionDays"]), "logClass", "retainLogs"];
  const reason = " without `logTypes`: the control plane writes no logs.";
  yield* unusedKeys(context, "stack/unused-log-settings", ["cluster"], keys, reason, [["cluster", "logTypes"]]);
};

const admissionSettingsAreUsed: Rule = function* ({ cluster }, context) {
  if (cluster === undefined || Object.keys(cluster.namespaces).length > 0) return;
  const reason = " without `cluster.namespaces`: admission policies apply to these namespaces only.";
  yield* unusedKeys(
    context,
    "stack/unused-admission-settings",
    ["cluster", "admission"],
    ["action", "registries"],
    reason,
    [],
  );
};

const backupSettingsAreUsed: Rule = function* ({ backup }, context) {
  if (backup?.enabled !== false) return;
  const keys = Object.keys(backup).filter((name) => name !== "enabled");
  yield* unusedKeys(context, "stack/unused-backup-settings", ["backup"], keys, ": `backup.enabled` is false.", [
    ["backup", "enabled"],
  ]);
};

const deletionWindowsAreUsed: Rule = function* ({ storage, backup, fleet, cluster }, context) {
  const choices: readonly (readonly [part: string, key: string, isOwn: boolean | undefined])[] = [
    ["storage", "encryption", isCustomerManaged(storage?.encryption)],
    ["backup", "encryption", backup?.enabled === true ? isCustomerManaged(backup.encryption) : undefined],
    ["fleet", "encryption", isCustomerManaged(fleet?.encryption)],
    ["cluster", "secretsEncryption", isCustomerManaged(cluster?.secretsEncryption)],
  ];
  for (const [part, key, isOwn] of choices) {
    if (isOwn !== false) continue;
    const reason = ` unless \`${part}.${key}\` is customer-managed: the stack creates no key.`;
    yield* unusedKeys(context, "stack/unused-key-deletion-window", [part], ["keyDeletionWindowDays"], reason, [
      [part, key],
    ]);
  }
};

function isCustomerManaged(encryption: string | undefined): boolean | undefined {
  return encryption === undefined ? undefined : encryption === "customer-managed";
}

const organizationOnlyIsUsed: Rule = function* ({ storage, aws }, { isWritten }) {
  const path: Path = ["storage", "organizationOnly"];
  if (storage === undefined || aws === undefined || aws.organizationId !== undefined || !isWritten(path)) return;
  yield unused("stack/unused-organization-only", path, ": `aws.organizationId` is not set.", [["aws"]]);
};

const fleetSettingsAreUsed: Rule = function* ({ fleet }, context) {
  if (fleet === undefined) return;
  const unusedByFleet = {
    secondRegion: "a fleet does not replicate its buckets.",
    permissionsBoundaryArn: "a fleet creates no IAM roles.",
  };
  for (const [key, reason] of Object.entries(unusedByFleet)) {
    yield* unusedKeys(context, "stack/unused-by-fleet", ["aws"], [key], `: ${reason}`, []);
  }
};

/** Replicas of buckets, copies of backups and replicated images are in the second Region. */
const secondRegionIsUsed: Rule = function* ({ aws, storage, backup, account }) {
  if (aws?.secondRegion === undefined || storage === undefined || backup === undefined || account === undefined) return;
  const path: Path = ["aws", "secondRegion"];
  const isUsed =
    Object.values(storage.buckets).some(({ replicate }) => replicate) ||
    backup.secondRegionRetentionDays !== undefined ||
    account.registry.replicatedPrefixes.length > 0;
  if (isUsed) return;
  yield unused("stack/unused-second-region", path, ": no bucket, backup or registry is copied to it.", [
    ["storage"],
    ["backup"],
    ["account"],
  ]);
};

/** Principals in `trustedPrincipals` can sign in with MFA; tokens of GitHub Actions cannot. */
const mfaRequirementIsUsed: Rule = function* ({ cluster }, { isWritten }) {
  for (const [key, { trustedPrincipals }] of Object.entries(cluster?.accessRoles ?? {})) {
    const at: Path = ["cluster", "accessRoles", key];
    const path: Path = [...at, "requireMfa"];
    if (trustedPrincipals.length > 0 || !isWritten(path)) continue;
    yield unused(
      "stack/unused-mfa-requirement",
      path,
      ": `trustedPrincipals` is empty, and GitHub Actions workflows do not use MFA.",
      [[...at, "trustedPrincipals"]],
    );
  }
};

/** Free of charge through the gateway endpoints, which every network has. */
const FREE_SERVICES = ["s3", "dynamodb"];
const UNBILLED = "usage/unbilled-traffic";

/** An estimate without effect: no line of the bill multiplies it by a price. */
const usageIsBilled: Rule = function* (parts, context) {
  const { network, monitoring } = parts;
  if (network === undefined) return;
  const { nat, transitGateway, queryLog, dnsFirewall } = network;
  const filters = dnsFirewall.blockedDomains.length > 0 || Object.keys(dnsFirewall.managedDomainLists).length > 0;
  const hasNoNat = network.existing !== undefined || nat === "none";
  const unbilled: [string, boolean, string][] = [
    ["internetInGb", hasNoNat, "the stack has no NAT gateway whose traffic is billed."],
    ["transitGatewayGb", transitGateway === undefined, "`network.transitGateway` is not set."],
    ["flowLogGb", network.existing !== undefined, "the stack creates no flow logs in an existing VPC."],
    ["queryLogGb", queryLog.destination === "none", "`network.queryLog.destination` is none."],
    ["dnsQueryMillions", !filters, "`network.dnsFirewall` filters no domain."],
  ];
  for (const [key, isUnused, reason] of unbilled) {
    if (isUnused && context.isWritten(["usage", key]))
      yield unused(UNBILLED, ["usage", key], `: ${reason}`, [["network"]]);
  }
  yield* serviceUsage(parts, hasNoNat, context);
  if (monitoring !== undefined && monitoring.logs.archive === undefined) {
    const reason = ": `monitoring.logs.archive` is not set.";
    yield* unusedKeys(context, UNBILLED, ["usage"], ["logArchiveGb"], reason, [["monitoring", "logs"]]);
  }
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
      yield unused(UNBILLED, path, ": traffic through a gateway endpoint is free of charge.", []);
    } else if (hasNoNat && endpoints !== undefined && !endpointServices(endpoints).includes(service)) {
      yield unused(UNBILLED, path, ": without NAT and an interface endpoint, AWS does not bill this traffic.", [
        ["network"],
      ]);
    }
  }
}

export const unusedSettingsRules: readonly Rule[] = [
  firewallSettingsAreUsed,
  domainListsDoNotRepeat,
  podCidrIsUsed,
  existingIpv6IsUsed,
  logSettingsAreUsed,
  admissionSettingsAreUsed,
  backupSettingsAreUsed,
  deletionWindowsAreUsed,
  organizationOnlyIsUsed,
  fleetSettingsAreUsed,
  secondRegionIsUsed,
  mfaRequirementIsUsed,
  usageIsBilled,
];
