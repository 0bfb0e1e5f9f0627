import { type Path, valueAt } from "./path";
import type { PlatformConfig } from "./resolve";

/**
 * What the next update has to know of this one, by path of config: plain text, exported as a stack output. Never
 * renamed: an older record lacks what it did not know, and is compared by the rest.
 */
export type PlatformRecord = Readonly<Record<string, string>>;

/** Values on which the identity of something depends that cannot be made again, and the versions in use. */
export const RECORDED: readonly Path[] = [
  ["environment"],
  ["name"],
  ["aws", "region"],
  ["aws", "accountId"],
  ["network", "cidr"],
  ["network", "ipam", "poolId"],
  ["network", "existing", "vpcId"],
  ["storage", "encryption"],
  ["backup", "encryption"],
  ["cluster", "ipFamily"],
  ["cluster", "serviceCidr"],
  ["cluster", "secretsEncryption"],
  ["cluster", "logClass"],
  ["cluster", "compute"],
  ["cluster", "version"],
  ["cluster", "nodeVersion"],
  ["cluster", "addons", "vpc-cni", "version"],
];

/** The zones of the first update, and so of the control plane: no later one changes them. */
export const BIRTH_ZONES: Path = ["network", "controlPlaneZones"];

/**
 * Parts that hold a secret are left out, and so never compared.
 *
 * @param before the record of the last update
 */
export function recordOf(
  config: PlatformConfig,
  secretKeys: ReadonlySet<string>,
  before: PlatformRecord = {},
): PlatformRecord {
  const recorded = withoutSecrets([...RECORDED, BIRTH_ZONES], secretKeys).flatMap((path): [string, string][] => {
    const value =
      path === BIRTH_ZONES ? (before[recordKey(path)] ?? config.network.zones.join(",")) : recordedValue(config, path);
    return value === undefined ? [] : [[recordKey(path), value]];
  });
  return Object.fromEntries(recorded);
}

/** The record of the last update; empty before the first one. Whatever is not in order is left out. */
export function readRecord(output: unknown, secretKeys: ReadonlySet<string>): PlatformRecord {
  return Object.fromEntries(
    withoutSecrets([...RECORDED, BIRTH_ZONES], secretKeys).flatMap((path): [string, string][] => {
      const value = valueAt(output, [recordKey(path)]);
      return typeof value === "string" ? [[recordKey(path), value]] : [];
    }),
  );
}

function withoutSecrets(paths: readonly Path[], secretKeys: ReadonlySet<string>): readonly Path[] {
  return paths.filter(([part = ""]) => !secretKeys.has(String(part)));
}

export function recordKey(path: Path): string {
  return path.join(".");
}

export function recordedValue(config: PlatformConfig, path: Path): string | undefined {
  const value = valueAt(config, path);
  return typeof value === "string" ? value : undefined;
}
