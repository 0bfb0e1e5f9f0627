import { DEFAULT_TAG_KEYS, TAG_MEANINGS } from "../../domain/tags/tag-keys";
import { isContainer, type Path, valueAt } from "../source/path";
import type { PlatformConfig } from "../resolve/resolve";
import { protections } from "./protections";

/**
 * Values of an update that the next one compares, by config path: plain text, exported as a stack output. Keys are never
 * renamed. The record of an older release lacks newer keys, and these are not compared.
 */
export type PlatformRecord = Readonly<Record<string, string>>;

/**
 * Values on which the identity of a resource depends, values that AWS keeps when they are omitted, versions, and values whose
 * change has effects on other resources.
 */
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
  ["network", "nat"],
  ["network", "natAllocationIds"],
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

/** The zones of the first update, in which the control plane was created. Later updates keep the value. */
export const CONTROL_PLANE_ZONES: Path = ["network", "controlPlaneZones"];

/** Names of the resources, apart from buckets, whose encryption is set only at creation. */
export const REGISTRIES: Path = ["storage", "registries"];
export const FILE_SYSTEMS: Path = ["storage", "fileSystems"];

export const WEB_ACL: Path = ["cluster", "webAcl"];

/** Represent a value that the stack file omits although the resource exists. */
export const REGIONAL = "regional";
export const COMPUTED = "computed";
export const UNLIMITED = "unlimited";

const NODE_GROUP_KEYS = [
  "amiType",
  "instanceTypes",
  "capacityType",
  "zones",
  "diskSizeGiB",
  "bottlerocket",
  "desiredSize",
];
const BUCKET_KEYS = ["class", "expirationDays", "noncurrentExpirationDays", "transitions", "noncurrentTransitions"];

/**
 * Records the values of an update. Parts with a secret are omitted, and so never compared.
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

/** The values of a configuration, by the keys of a record. */
export function valuesNow(config: PlatformConfig): PlatformRecord {
  return Object.fromEntries(comparedValues(config).map(([path, value]): [string, string] => [recordKey(path), value]));
}

/** The record of the last update; empty before the first one. Values that are not text are omitted. */
export function readRecord(output: unknown, secretKeys: ReadonlySet<string>): PlatformRecord {
  return Object.fromEntries(
    Object.entries(output ?? {}).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === "string" && !secretKeys.has(String(pathOfKey(entry[0])[0])),
    ),
  );
}

/** The key of a path in a record: no segment contains a dot. */
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
    [["tags"], tagsText(config)],
    ...single,
    ...optionalResources(config),
    ...secondRegion(config),
    ...subnets(config),
    ...securityGroups(config),
    ...registries(config),
    ...fileSystems(config),
    ...protections(config),
    ...entriesOf(config, ["cluster", "nodeGroups"], NODE_GROUP_KEYS),
    ...entriesOf(config, ["storage", "buckets"], BUCKET_KEYS),
  ];
}

/** Without the rules, which change no resource, and default keys, which records of release 0.1.0 lack. */
function tagsText({ tags }: PlatformConfig): string {
  const changed = TAG_MEANINGS.filter((meaning) => tags.keys[meaning] !== DEFAULT_TAG_KEYS[meaning]);
  const keys = Object.fromEntries(changed.map((meaning) => [meaning, tags.keys[meaning]]));
  // Tags of other components, and ignored tags, are on no node.
  const { cluster } = tags.components;
  const components = Object.keys(cluster).length === 0 ? undefined : { cluster };
  const unused = { required: undefined, ignore: undefined };
  return JSON.stringify({ ...tags, keys: changed.length === 0 ? undefined : keys, components, ...unused });
}

/** The values of these keys in every entry of a map. */
function entriesOf(config: PlatformConfig, map: Path, keys: readonly string[]): Recorded[] {
  return Object.entries(valueAt(config, map) ?? {}).flatMap(([name, entry]) =>
    keys.map((key): Recorded => [[...map, name, key], textOf(valueAt(entry, [key])) ?? UNLIMITED]),
  );
}

/** Settings of optional resources: if the stack has no such resource, a change replaces nothing. */
function optionalResources(config: PlatformConfig): Recorded[] {
  const { backup, cluster } = config;
  return [
    ...(backup.enabled ? [[["backup", "encryption"], backup.encryption] as const] : []),
    ...(cluster.logTypes.length > 0 ? [[["cluster", "logClass"], cluster.logClass] as const] : []),
    ...logClasses(config),
    ...workspaces(config),
    ...(cluster.webAcl === undefined ? [] : [[WEB_ACL, "true"] as const]),
    ...hostedZones(config),
  ];
}

/** An existing zone stays if the domain changes. */
function hostedZones({ cluster }: PlatformConfig): Recorded[] {
  return Object.entries(cluster.hostedZones)
    .filter(([, { zoneId }]) => zoneId === undefined)
    .map(([key, { domain }]): Recorded => [["cluster", "hostedZones", key, "domain"], domain]);
}

function workspaces({ monitoring: { prometheus, grafana } }: PlatformConfig): Recorded[] {
  return [
    ...(prometheus === undefined
      ? []
      : [[["monitoring", "prometheus", "kmsKeyArn"], prometheus.kmsKeyArn ?? COMPUTED] as const]),
    ...(grafana === undefined ? [] : [[["monitoring", "grafana", "signIn"], grafana.signIn.join(",")] as const]),
  ];
}

/** Classes of the log groups that the stack has, other than that of the control plane. */
function logClasses({ account, cluster, network, monitoring }: PlatformConfig): Recorded[] {
  const { flowLogs, queryLog } = network;
  const { trail, logGroupRetentionDays } = account.cloudTrail;
  const exists = {
    containers: cluster.optionalAddons["amazon-cloudwatch-observability"] !== undefined,
    flowLogs: network.existing === undefined && flowLogs.destination === "cloudwatch",
    dnsQueries: queryLog.destination === "cloudwatch",
    trail: trail === "create" && logGroupRetentionDays !== undefined,
  };
  return Object.entries(exists).flatMap(([kind, isCreated]): Recorded[] => {
    const path: Path = ["monitoring", "logs", "groups", kind, "logClass"];
    return isCreated ? [[path, textOf(valueAt({ monitoring }, path)) ?? "STANDARD"]] : [];
  });
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value) && !value.some(isContainer)) return value.join(",");
  if (isContainer(value)) return JSON.stringify(value);
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}

/** The second Region, if the stack has resources in it. */
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
