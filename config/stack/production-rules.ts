import { type Finding, propose, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { LOG_TYPES } from "../cluster/schema";
import { ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import type { Rule } from "../check/rule";
import { isWholeTeardown } from "./teardown";

const ZONES = 3;

/** Makes a rule that applies to stacks of prod only. */
function inProd(check: (parts: Parameters<Rule>[0]) => Iterable<Finding>): Rule {
  return function* (parts) {
    if (parts.environment !== "prod") return;
    for (const finding of check(parts)) yield { ...finding, because: [["environment"]] };
  };
}

/** To destroy a stack of prod takes two steps: `teardown` and `pulumi up`, then `pulumi destroy`. */
const prodIsProtected = inProd(function* ({ storage, backup, cluster, fleet, teardown }) {
  if (isWholeTeardown(teardown)) return;
  for (const [part, settings] of [
    ["storage", storage],
    ["backup", backup?.enabled === true ? backup : undefined],
    ["cluster", cluster],
    ["fleet", fleet],
  ] as const) {
    if (settings?.deletionProtection !== false) continue;
    const path: Path = [part, "deletionProtection"];
    yield {
      code: "stack/prod-unprotected",
      path,
      message: "A stack of prod needs deletion protection: without it, one wrong command deletes data.",
      allowed: "true; to destroy the stack, set teardown to its name first",
      fix: [set(path, true)],
    };
  }
});

/** `teardown` limits `forceDestroy` to what it names. */
const prodKeepsObjects = inProd(function* ({ storage, fleet, teardown }) {
  if (teardown !== undefined) return;
  for (const [part, settings] of [
    ["storage", storage],
    ["fleet", fleet],
  ] as const) {
    if (settings?.forceDestroy !== true) continue;
    const path: Path = [part, "forceDestroy"];
    yield {
      code: "stack/prod-force-destroy",
      path,
      message: "With `forceDestroy`, the deletion of a bucket of prod deletes the objects in it.",
      allowed: "false",
      fix: [set(path, false)],
    };
  }
});

const prodSurvivesZoneLoss = inProd(function* ({ network, storage }) {
  for (const [key, { zone }] of Object.entries(storage?.fileSystems ?? {})) {
    if (zone === undefined) continue;
    const path: Path = ["storage", "fileSystems", key, "zone"];
    yield {
      code: "stack/prod-single-zone-file-system",
      path,
      message: "A file system in one Availability Zone is lost if the zone is.",
      allowed: "no zone: all zones keep the files",
      fix: [remove(path)],
    };
  }
  if (network === undefined) return;
  const { zones, nat } = network;
  if (zones.length < ZONES) {
    const free = ZONE_LETTERS.filter((letter) => !zones.includes(letter)).slice(0, ZONES - zones.length);
    yield {
      code: "stack/prod-too-few-zones",
      path: ["network", "zones"],
      message: "A stack of prod needs three Availability Zones, to survive the loss of one.",
      allowed: `${ZONES} zones or more`,
      fix: free.map((letter, index) => propose(["network", "zones", zones.length + index], letter)),
    };
  }
  if (nat === "single" && network.existing === undefined) {
    const path: Path = ["network", "nat"];
    yield {
      code: "stack/prod-single-nat",
      path,
      message:
        "With a single NAT gateway, the loss of its Availability Zone disconnects all private subnets from the internet.",
      allowed: "per-zone, regional or none",
      fix: [set(path, "per-zone")],
    };
  }
});

const prodApiIsPrivate = inProd(function* ({ cluster }) {
  if (cluster?.endpoint.public !== true) return;
  const path: Path = ["cluster", "endpoint", "public"];
  yield {
    code: "stack/prod-public-endpoint",
    path,
    message: "The Kubernetes API of prod must be reachable only from its network.",
    allowed: "false",
    fix: [set(path, false)],
  };
});

const prodUsesCustomerManagedKeys = inProd(function* ({ storage, backup, cluster, fleet }) {
  const settings = [
    [["storage", "encryption"], storage?.encryption],
    [["backup", "encryption"], backup?.enabled === true ? backup.encryption : undefined],
    [["cluster", "secretsEncryption"], cluster?.secretsEncryption],
    [["fleet", "encryption"], fleet?.encryption],
  ] as const;
  for (const [path, encryption] of settings) {
    if (encryption === undefined || encryption === "customer-managed") continue;
    yield {
      code: "stack/prod-without-customer-managed-key",
      path,
      message:
        "A stack of prod needs customer managed keys: the account controls who may use them, and can withdraw access.",
      allowed: "customer-managed",
      fix: [set(path, "customer-managed")],
    };
  }
});

const prodWritesAllLogs = inProd(function* ({ cluster }) {
  if (cluster === undefined) return;
  const absent = LOG_TYPES.filter((type) => !cluster.logTypes.includes(type));
  if (absent.length === 0) return;
  yield {
    code: "stack/prod-without-all-logs",
    path: ["cluster", "logTypes"],
    message: "A stack of prod needs all control plane logs: a log that is off cannot be read after an incident.",
    allowed: LOG_TYPES.join(", "),
    fix: [set(["cluster", "logTypes"], [...LOG_TYPES])],
  };
});

export const productionRules: readonly Rule[] = [
  prodIsProtected,
  prodKeepsObjects,
  prodSurvivesZoneLoss,
  prodApiIsPrivate,
  prodUsesCustomerManagedKeys,
  prodWritesAllLogs,
];
