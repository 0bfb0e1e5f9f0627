import { type FixStep, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { LOG_TYPES } from "../cluster/schema";
import { ZONE_LETTERS } from "../../domain/network/zones-and-tiers";
import type { Rule } from "../check/rule";

const ZONES = 3;

/** Makes a rule that holds in prod only. */
function inProd(check: (parts: Parameters<Rule>[0]) => Iterable<Demand>): Rule {
  return function* (parts) {
    if (parts.environment !== "prod") return;
    for (const demand of check(parts)) yield { ...demand, because: [["environment"], ...(demand.because ?? [])] };
  };
}

interface Demand {
  readonly path: Path;
  readonly message: string;
  readonly allowed: string;
  readonly fix: readonly FixStep[];
  readonly because?: readonly Path[];
}

/** Destroying prod takes two steps: `teardown` and `up`, then destroy. */
const prodIsProtected = inProd(function* ({ storage, backup, cluster, fleet, teardown }) {
  if (teardown !== undefined) return;
  for (const [part, settings] of [
    ["storage", storage],
    ["backup", backup?.enabled === true ? backup : undefined],
    ["cluster", cluster],
    ["fleet", fleet],
  ] as const) {
    if (settings?.deletionProtection !== false) continue;
    const path: Path = [part, "deletionProtection"];
    yield {
      path,
      message: "Prod is protected against deletion.",
      allowed: "true; to destroy the stack, name it in teardown first",
      fix: [set(path, true)],
    };
  }
  for (const [part, settings] of [
    ["storage", storage],
    ["fleet", fleet],
  ] as const) {
    if (settings?.forceDestroy !== true) continue;
    const path: Path = [part, "forceDestroy"];
    yield {
      path,
      message: "Prod data is not deleted along with its bucket.",
      allowed: "false",
      fix: [set(path, false)],
    };
  }
});

const prodSurvivesAZone = inProd(function* ({ network, storage }) {
  for (const [key, { zone }] of Object.entries(storage?.fileSystems ?? {})) {
    if (zone === undefined) continue;
    const path: Path = ["storage", "fileSystems", key, "zone"];
    yield {
      path,
      message: "A file system in one zone is lost with it.",
      allowed: "absent: all zones keep the data",
      fix: [remove(path)],
    };
  }
  if (network === undefined) return;
  const { zones, nat } = network;
  if (zones.length < ZONES) {
    const free = ZONE_LETTERS.filter((letter) => !zones.includes(letter)).slice(0, ZONES - zones.length);
    yield {
      path: ["network", "zones"],
      message: "Prod stands in three zones, so that it survives the loss of one.",
      allowed: `${ZONES} zones or more`,
      fix: free.map((letter, index) => set(["network", "zones", zones.length + index], letter)),
    };
  }
  if (nat === "single" && network.existing === undefined) {
    const path: Path = ["network", "nat"];
    yield {
      path,
      message: "With a single NAT gateway the loss of its zone takes all others off the internet.",
      allowed: "per-zone, regional or none",
      fix: [set(path, "per-zone")],
    };
  }
});

const prodApiIsPrivate = inProd(function* ({ cluster }) {
  if (cluster?.endpoint.public !== true) return;
  const path: Path = ["cluster", "endpoint", "public"];
  yield {
    path,
    message: "The Kubernetes API of prod is reachable from its network only.",
    allowed: "false",
    fix: [set(path, false)],
  };
});

const prodOwnsItsKeys = inProd(function* ({ storage, backup, cluster, fleet }) {
  const settings = [
    [["storage", "encryption"], storage?.encryption],
    [["backup", "encryption"], backup?.enabled === true ? backup.encryption : undefined],
    [["cluster", "secretsEncryption"], cluster?.secretsEncryption],
    [["fleet", "encryption"], fleet?.encryption],
  ] as const;
  for (const [path, encryption] of settings) {
    if (encryption === undefined || encryption === "customer-managed") continue;
    yield {
      path,
      message: "Prod requires customer-managed keys: their use is logged, and access can be withdrawn.",
      allowed: "customer-managed",
      fix: [set(path, "customer-managed")],
    };
  }
});

const prodKeepsAllLogs = inProd(function* ({ cluster }) {
  if (cluster === undefined) return;
  const absent = LOG_TYPES.filter((type) => !cluster.logTypes.includes(type));
  if (absent.length === 0) return;
  yield {
    path: ["cluster", "logTypes"],
    message: "Prod keeps every control plane log.",
    allowed: LOG_TYPES.join(", "),
    fix: LOG_TYPES.map((type, index) => set(["cluster", "logTypes", index], type)),
  };
});

export const productionRules: readonly Rule[] = [
  prodIsProtected,
  prodSurvivesAZone,
  prodApiIsPrivate,
  prodOwnsItsKeys,
  prodKeepsAllLogs,
];
