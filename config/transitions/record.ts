import { type Path, valueAt } from "../source/path";
import type { PlatformConfig } from "../resolve/resolve";

/**
 * What the next update has to know of this one, by path of config: plain text, exported as a stack output. A key is never
 * renamed: a record of an older release lacks the keys that it did not know, and only the others are compared.
 */
export type PlatformRecord = Readonly<Record<string, string>>;

/** Values on which the identity of a resource depends, values that AWS keeps when they are omitted, and versions. */
const RECORDED: readonly Path[] = [
  ["environment"],
  ["name"],
  ["aws", "region"],
  ["aws", "accountId"],
  ["network", "cidr"],
  ["network", "ipam", "poolId"],
  ["network", "ipam", "netmaskLength"],
  ["network", "existing", "vpcId"],
  ["network", "ipv6"],
  ["network", "podCidr"],
  ["network", "flowLogs", "fields"],
  ["network", "flowLogs", "destination"],
  ["network", "flowLogs", "traffic"],
  ["network", "flowLogs", "aggregationSeconds"],
  ["storage", "encryption"],
  ["backup", "enabled"],
  ["cluster", "ipFamily"],
  ["cluster", "serviceCidr"],
  ["cluster", "secretsEncryption"],
  ["cluster", "logTypes"],
  ["cluster", "compute"],
  ["cluster", "controlPlaneTier"],
  ["cluster", "version"],
  ["cluster", "nodeVersion"],
  ["cluster", "addons", "vpc-cni", "version"],
];

/** The zones of the first update, and so of the control plane: no later one changes them. */
export const CONTROL_PLANE_ZONES: Path = ["network", "controlPlaneZones"];

/** Names of what `storage.encryption` encrypts for good, apart from buckets. */
export const REGISTRIES: Path = ["storage", "registries"];
export const FILE_SYSTEMS: Path = ["storage", "fileSystems"];

/** Stands for a value that the stack file omits, where the resource exists all the same. */
export const REGIONAL = "regional";
export const COMPUTED = "computed";

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
  const zones = before[recordKey(CONTROL_PLANE_ZONES)] ?? config.network.zones.join(",");
  const recorded: Recorded[] = [...comparedValues(config), [CONTROL_PLANE_ZONES, zones]];
  return Object.fromEntries(
    recorded
      .filter(([[part = ""]]) => !secretKeys.has(String(part)))
      .map(([path, value]): [string, string] => [recordKey(path), value]),
  );
}

/** What a configuration says today, by the keys of a record. */
export function valuesNow(config: PlatformConfig): PlatformRecord {
  return Object.fromEntries(comparedValues(config).map(([path, value]): [string, string] => [recordKey(path), value]));
}

/** The record of the last update; empty before the first one. What is not text is left out. */
export function readRecord(output: unknown, secretKeys: ReadonlySet<string>): PlatformRecord {
  return Object.fromEntries(
    Object.entries(output ?? {}).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === "string" && !secretKeys.has(String(pathOfKey(entry[0])[0])),
    ),
  );
}

/** No recorded path has a dot in a segment. */
export function recordKey(path: Path): string {
  return path.join(".");
}

export function pathOfKey(key: string): Path {
  return key.split(".");
}

type Recorded = readonly [path: Path, value: string];

function comparedValues(config: PlatformConfig): Recorded[] {
  const single = RECORDED.flatMap((path): Recorded[] => {
    const value = textOf(valueAt(config, path));
    return value === undefined ? [] : [[path, value]];
  });
  return [
    ...single,
    ...whereTheyExist(config),
    ...secondRegion(config),
    ...subnets(config),
    ...securityGroups(config),
    ...registries(config),
    ...fileSystems(config),
  ];
}

/** Arguments of a resource that the stack may not have: without it, no change of theirs does harm. */
function whereTheyExist({ backup, cluster }: PlatformConfig): Recorded[] {
  return [
    ...(backup.enabled ? [[["backup", "encryption"], backup.encryption] as const] : []),
    ...(cluster.logTypes.length > 0 ? [[["cluster", "logClass"], cluster.logClass] as const] : []),
  ];
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(",");
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}

/** Only where something is there. */
function secondRegion({ aws, storage, backup }: PlatformConfig): Recorded[] {
  const isUsed =
    Object.values(storage.buckets).some(({ replicate }) => replicate) ||
    (backup.enabled && backup.secondRegionRetentionDays !== undefined);
  return isUsed && aws.secondRegion !== undefined ? [[["aws", "secondRegion"], aws.secondRegion]] : [];
}

function subnets({ network }: PlatformConfig): Recorded[] {
  const { existing, tiers, zones, zoneIds, subnets: blocks } = network;
  if (existing !== undefined) {
    return Object.entries(existing.subnets["control-plane"] ?? {}).map(([zone, id]): Recorded => [
      ["network", "existing", "subnets", "control-plane", zone],
      id,
    ]);
  }
  const places = tiers.flatMap((tier) => zones.map((zone) => ({ tier, zone })));
  return [
    ...places.map(({ tier, zone }): Recorded => [["network", "subnets", tier, zone], blocks[tier]?.[zone] ?? COMPUTED]),
    ...zones.flatMap((zone): Recorded[] => {
      const id = zoneIds[zone];
      return id === undefined ? [] : [[["network", "zoneIds", zone], id]];
    }),
  ];
}

function securityGroups({ network }: PlatformConfig): Recorded[] {
  return Object.entries(network.securityGroups).map(([key, { description }]): Recorded => [
    ["network", "securityGroups", key, "description"],
    description,
  ]);
}

function registries({ storage }: PlatformConfig): Recorded[] {
  return [[REGISTRIES, Object.keys(storage.registries).join(",")]];
}

function fileSystems({ storage }: PlatformConfig): Recorded[] {
  const placed = Object.entries(storage.fileSystems).flatMap(([key, { zone = REGIONAL, accessPoints }]): Recorded[] => {
    const path = ["storage", "fileSystems", key];
    const mounts = Object.entries(accessPoints).flatMap(([accessPoint, values]) =>
      Object.entries(values).map(([setting, value]): Recorded => [
        [...path, "accessPoints", accessPoint, setting],
        String(value),
      ]),
    );
    return [[[...path, "zone"], zone], ...mounts];
  });
  return [[FILE_SYSTEMS, Object.keys(storage.fileSystems).join(",")], ...placed];
}
