import { endpointServices } from "../../domain/network/endpoint-bundles";
import { type Finding, remove } from "../finding";
import type { Path } from "../path";
import type { ReadableParts, Rule, RuleContext } from "./rule";

/** A setting that is written and has no effect because of another one. The stack works, but not as its file suggests. */
function idle(path: Path, reason: string, because: readonly Path[]): Finding {
  return { path, message: `Has no effect: ${reason}`, because, fix: [remove(path)], warning: true };
}

/** What `backup` says besides, while it is off. */
const backupSettingsHaveBackups: Rule = function* ({ backup }, { isWritten }) {
  if (backup?.enabled !== false) return;
  for (const key of Object.keys(backup).filter((name) => name !== "enabled")) {
    const path: Path = ["backup", key];
    if (isWritten(path)) yield idle(path, "`backup.enabled` is false.", [["backup", "enabled"]]);
  }
};

const deletionWindowsHaveAKey: Rule = function* ({ storage, backup, fleet }, { isWritten }) {
  for (const [part, encryption] of [
    ["storage", storage?.encryption],
    ["backup", backup?.enabled === true ? backup.encryption : undefined],
    ["fleet", fleet?.encryption],
  ] as const) {
    const path: Path = [part, "keyDeletionWindowDays"];
    if (encryption !== "aws-managed" || !isWritten(path)) continue;
    yield idle(path, `\`${part}.encryption\` is aws-managed, so the stack has no key of its own.`, [
      [part, "encryption"],
    ]);
  }
};

const organizationIsKnown: Rule = function* ({ storage, aws }, { isWritten }) {
  const path: Path = ["storage", "organizationOnly"];
  if (storage === undefined || aws === undefined || aws.organizationId !== undefined || !isWritten(path)) return;
  yield idle(path, "`aws.organizationId` names no organization.", [["aws"]]);
};

const fleetsCreateBucketsOnly: Rule = function* ({ aws, fleet }) {
  if (fleet === undefined) return;
  if (aws?.secondRegion !== undefined) yield idle(["aws", "secondRegion"], "a fleet has no replicas.", []);
  if (aws?.permissionsBoundaryArn !== undefined) {
    yield idle(["aws", "permissionsBoundaryArn"], "a fleet has no IAM roles.", []);
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
  yield idle(path, "no bucket, backup or registry is copied to it.", [["storage"], ["backup"], ["account"]]);
};

/** Only whom `trustedPrincipals` lists signs in with MFA; tokens of GitHub Actions have none. */
const mfaIsAskedOfSomebody: Rule = function* ({ cluster }, { isWritten }) {
  for (const [key, { trustedPrincipals }] of Object.entries(cluster?.accessRoles ?? {})) {
    const at: Path = ["cluster", "accessRoles", key];
    const path: Path = [...at, "requireMfa"];
    if (trustedPrincipals.length > 0 || !isWritten(path)) continue;
    yield idle(path, "`trustedPrincipals` is empty, and workflows of GitHub Actions have no MFA.", [
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
  for (const [key, isIdle, reason] of unbilled) {
    if (isIdle && context.isWritten(["usage", key])) yield idle(["usage", key], reason, [["network"]]);
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
      yield idle(path, "traffic through a gateway endpoint is free of charge.", []);
    } else if (hasNoNat && endpoints !== undefined && !endpointServices(endpoints).includes(service)) {
      yield idle(path, "without NAT and without an interface endpoint, nothing bills this traffic.", [["network"]]);
    }
  }
}

export const settingsWithoutEffect: readonly Rule[] = [
  backupSettingsHaveBackups,
  deletionWindowsHaveAKey,
  organizationIsKnown,
  fleetsCreateBucketsOnly,
  secondRegionIsUsed,
  mfaIsAskedOfSomebody,
  usageIsBilled,
];
