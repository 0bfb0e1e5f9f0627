import { deletionOf } from "../../domain/storage/deletion";
import type { BucketClass } from "../../domain/storage/bucket-classes";
import { isTornDown } from "../stack/teardown";
import { type Path, valueAt } from "../source/path";
import type { PlatformConfig } from "../resolve/resolve";

/** Resources that Pulumi refuses to delete while they are protected. */
export interface ProtectedKind {
  /** The key that creates a resource of the kind. */
  readonly path: Path;
  readonly noun: string;
  /** What is lost with it. */
  readonly data: string;
  /** How many segments of the path `teardown` names. */
  readonly depth: number;
}

/** Those that contain others first. */
export const PROTECTED_KINDS: readonly ProtectedKind[] = [
  { path: ["storage", "buckets", "*"], noun: "the bucket", data: "the objects in it", depth: 3 },
  { path: ["storage", "buckets", "*", "replicate"], noun: "the replica", data: "the objects in it", depth: 3 },
  { path: ["storage", "registries", "*"], noun: "the registry", data: "the images in it", depth: 3 },
  { path: ["storage", "fileSystems", "*"], noun: "the file system", data: "the files in it", depth: 3 },
  { path: ["storage", "secrets", "*"], noun: "the secret", data: "its value", depth: 3 },
  { path: ["cluster", "namespaces", "*"], noun: "the namespace", data: "its workloads and their volumes", depth: 3 },
  {
    path: ["cluster", "hostedZones", "*"],
    noun: "the hosted zone",
    data: "its records and name servers",
    depth: 3,
  },
  { path: ["backup", "enabled"], noun: "the backup vaults", data: "their recovery points", depth: 1 },
  {
    path: ["backup", "secondRegionRetentionDays"],
    noun: "the vault in the second Region",
    data: "its recovery points",
    depth: 1,
  },
  { path: ["monitoring", "prometheus"], noun: "the workspace of Prometheus", data: "its metrics", depth: 2 },
  { path: ["monitoring", "grafana"], noun: "the workspace of Grafana", data: "its dashboards", depth: 2 },
];

/** What Pulumi refuses to delete after an update with this configuration, for the record of the update. */
export function protections(config: PlatformConfig): [path: Path, value: string][] {
  return PROTECTED_KINDS.flatMap(({ path }) => existing(config, path))
    .filter((path) => isProtected(config, path))
    .map((path) => [protectionOf(path), "true"]);
}

/** Ends the key of a record that says that a resource is protected. */
export const PROTECTION = "deletionProtection";

function protectionOf(path: Path): Path {
  return [...path, PROTECTION];
}

/** The paths in the configuration that create a resource of this kind. */
export function existing(config: PlatformConfig, pattern: Path): Path[] {
  const star = pattern.indexOf("*");
  const keys = star === -1 ? [] : Object.keys(valueAt(config, pattern.slice(0, star)) ?? {});
  const paths = star === -1 ? [pattern] : keys.map((key) => pattern.map((part) => (part === "*" ? key : part)));
  return paths.filter((path) => {
    const value = valueAt(config, path);
    return ![undefined, false].includes(value as undefined) && !isOfOthers(value);
  });
}

/** A hosted zone with an ID is not of the stack, which does not delete it. */
function isOfOthers(value: unknown): boolean {
  return valueAt(value, ["zoneId"]) !== undefined;
}

function isProtected(config: PlatformConfig, [area, kind, key = ""]: Path): boolean {
  if (area === "backup") return config.backup.enabled && config.backup.deletionProtection;
  if (area === "monitoring") {
    return config.storage.deletionProtection && !isTornDown(config.teardown, [area, kind ?? ""]);
  }
  const whole = area === "storage" ? config.storage.deletionProtection : config.cluster.deletionProtection;
  const entry = valueAt(config, [area ?? "", kind ?? "", key]) as { deletionProtection?: false; class?: BucketClass };
  const deletionProtection = entry.deletionProtection ?? whole;
  return deletionOf(entry.class, { forceDestroy: false, deletionProtection }).deletionProtection;
}
