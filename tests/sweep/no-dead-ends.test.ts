import { IMMUTABLE_KEYS } from "../../config/transitions/immutable-keys";
import { check, checkChange } from "../../config/check/check";
import type { Problem } from "../../config/diagnostics/problem";
import { type PlatformRecord, recordOf } from "../../config/transitions/record";
import { isEditCommand, runOnValues } from "../unit/config/commands";
import { edited, type Edits, fileText, MINIMAL, sourceOf, TODAY, verdictOn } from "../unit/config/fixtures";

const SUBNETS = { a: "subnet-00000001", b: "subnet-00000002" };
const existing = (vpcId: string, controlPlane: object = SUBNETS): Edits => ({
  "network.cidr": undefined,
  "network.existing": {
    vpcId,
    cidr: "10.20.0.0/16",
    subnets: { private: SUBNETS, "control-plane": controlPlane },
  },
});
const pool = (poolId: string, netmaskLength: number): Edits => ({
  "network.cidr": undefined,
  "network.ipam": { poolId: `ipam-pool-0000000${poolId}`, netmaskLength },
});
const replicas = (region: string): Edits => ({
  "aws.secondRegion": region,
  "storage.buckets": { data: { noncurrentExpirationDays: 30, replicate: true } },
});
const files = (accessPoint: object, zone?: string): Edits => ({
  "storage.fileSystems": {
    shared: {
      ...(zone === undefined ? {} : { zone }),
      accessPoints: { uploads: { path: "/u", uid: 1, gid: 1, ...accessPoint } },
    },
  },
});
const group = (description: string): Edits => ({ "network.securityGroups": { web: { description } } });
const backup = (settings: object): Edits => ({ backup: settings });
const flowLogs = (settings: object): Edits => ({ "network.flowLogs": settings });
const logs = (logTypes: string[], logClass?: string): Edits => ({
  "cluster.logTypes": logTypes,
  ...(logClass === undefined ? {} : { "cluster.logClass": logClass }),
});
const zone = (domain: string): Edits => ({ "cluster.hostedZones": { main: { domain } } });
const CUSTOMER_MANAGED = { "storage.encryption": "customer-managed" };
const AUTO_MODE = { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} };

const METRICS_KEY = "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-0000-1111-2222-333344445555";
const PROMETHEUS = { "monitoring.prometheus": {} };
const classes = (kind: string, more: Edits = {}): readonly [Edits, Edits] => [
  more,
  { ...more, "monitoring.logs.groups": { [kind]: { logClass: "INFREQUENT_ACCESS" } } },
];

/** A change of each immutable key that is valid in a stack file alone. */
const CHANGES: Readonly<Record<string, readonly [before: Edits, after: Edits]>> = {
  name: [{}, { name: "store" }],
  "aws.region": [{}, { "aws.region": "eu-central-1" }],
  "aws.accountId": [{}, { "aws.accountId": "999988887777" }],
  "aws.secondRegion": [replicas("eu-central-1"), replicas("eu-north-1")],
  "network.cidr": [{}, { "network.cidr": "10.9.0.0/16" }],
  "network.ipam.poolId": [pool("1", 18), pool("2", 18)],
  "network.ipam.netmaskLength": [pool("1", 18), pool("1", 16)],
  "network.existing.vpcId": [existing("vpc-00000001"), existing("vpc-00000002")],
  "network.existing.subnets.control-plane.*": [
    existing("vpc-00000001"),
    existing("vpc-00000001", { ...SUBNETS, b: "subnet-00000003" }),
  ],
  "network.subnets.*.*": [{}, { "network.subnets": { public: { a: "10.0.24.0/24", b: "10.0.56.0/24" } } }],
  "network.zoneIds.*": [
    { "network.zoneIds": { a: "euw1-az1", b: "euw1-az2" } },
    { "network.zoneIds": { a: "euw1-az1", b: "euw1-az3" } },
  ],
  "network.podCidr": [{ "network.podCidr": "100.64.0.0/16" }, { "network.podCidr": "100.80.0.0/16" }],
  "network.securityGroups.*.description": [group("Web servers"), group("Servers")],
  "storage.encryption": [CUSTOMER_MANAGED, {}],
  "storage.fileSystems.*.zone": [files({}, "a"), files({})],
  "storage.fileSystems.*.accessPoints.*.*": [files({}), files({ uid: 2 })],
  "backup.encryption": [backup({ enabled: true }), backup({ enabled: true, encryption: "customer-managed" })],
  "cluster.compute": [AUTO_MODE, {}],
  "cluster.ipFamily": [{ "network.ipv6": true }, { "network.ipv6": true, "cluster.ipFamily": "ipv6" }],
  "cluster.serviceCidr": [{}, { "cluster.serviceCidr": "10.100.0.0/16" }],
  "cluster.logClass": [logs(["api"]), logs(["api"], "INFREQUENT_ACCESS")],
  "cluster.hostedZones.*.domain": [zone("dev.example.com"), zone("dev.example.org")],
  "monitoring.prometheus.kmsKeyArn": [{ "monitoring.prometheus": { kmsKeyArn: METRICS_KEY } }, PROMETHEUS],
  "monitoring.grafana.signIn": [
    { "monitoring.grafana": { signIn: ["SAML"] } },
    { "monitoring.grafana": { signIn: ["AWS_SSO"] } },
  ],
  "monitoring.logs.groups.containers.logClass": classes("containers", {
    "cluster.optionalAddons": { "amazon-cloudwatch-observability": {} },
  }),
  "monitoring.logs.groups.flowLogs.logClass": classes("flowLogs"),
  "monitoring.logs.groups.dnsQueries.logClass": classes("dnsQueries", {
    "network.queryLog": { destination: "cloudwatch" },
  }),
  "monitoring.logs.groups.trail.logClass": classes("trail", {
    "account.cloudTrail": { trail: "create", logGroupRetentionDays: 30 },
  }),
  "cluster.secretsEncryption": [{ "cluster.secretsEncryption": "customer-managed" }, {}],
};

const OF_THE_STACK = "environment";

/** Settings that depend on each other; a stack file can change between any two of a kind. */
const KINDS: Readonly<Record<string, readonly Edits[]>> = {
  backup: [
    {},
    backup({ enabled: false, encryption: "customer-managed" }),
    backup({ enabled: true }),
    backup({ enabled: true, encryption: "customer-managed" }),
  ],
  "logs of the control plane": [
    logs([]),
    logs([], "INFREQUENT_ACCESS"),
    logs(["api"]),
    logs(["api"], "INFREQUENT_ACCESS"),
  ],
  storage: [
    {},
    { "storage.registries": { api: {} } },
    { "storage.registries": { api: {}, web: {} } },
    files({}),
  ].flatMap((held): Edits[] => [held, { ...held, ...CUSTOMER_MANAGED }]),
  "zone ids": [{}, { "network.zoneIds": { a: "euw1-az1", b: "euw1-az2" } }, { "network.zoneIds": { b: "euw1-az3" } }],
  "the flow log": [
    {},
    flowLogs({ fields: ["srcaddr"] }),
    flowLogs({ destination: "s3" }),
    flowLogs({ destination: "s3", fields: ["srcaddr"] }),
    flowLogs({ traffic: "ALL" }),
  ],
};

/** Keys that AWS keeps when they are omitted, and for which no component sets another value then. */
const KEPT: Readonly<Record<string, Edits>> = {
  "cluster.controlPlaneTier": { "cluster.controlPlaneTier": "tier-xl" },
  "network.flowLogs.fields": flowLogs({ fields: ["srcaddr"] }),
  "network.ipv6": { "network.ipv6": true },
  "cluster.compute": AUTO_MODE,
};

function recordAfter(edits: Edits): PlatformRecord {
  const { config, problems } = verdictOn(edits);
  if (config === undefined) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join("; "));
  return recordOf(config, new Set());
}

/** The record of a release that did not contain whether a vault, a log group or a registry exists. */
function olderRecordAfter(edits: Edits): PlatformRecord {
  const { config } = verdictOn(edits);
  const { backup: backups, cluster } = config ?? {};
  const younger =
    /^(backup\.enabled|cluster\.logTypes|storage\.(registries|fileSystems)|network\.flowLogs\.(?!fields).*)$/;
  return {
    ...Object.fromEntries(Object.entries(recordAfter(edits)).filter(([key]) => !younger.test(key))),
    "backup.encryption": String(backups?.encryption),
    "cluster.logClass": String(cluster?.logClass),
  };
}

/** The remedy for the removal of a protected resource is in words: it takes two updates. */
function withoutProtections(record: PlatformRecord): PlatformRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !key.endsWith(".deletionProtection")));
}

/** The report of the update if validate accepts the file; otherwise the report of validate. */
function refusals(values: unknown, record: PlatformRecord): readonly Problem[] {
  const source = sourceOf(fileText(values));
  const { config, problems } = check(source, TODAY);
  return config === undefined ? problems : checkChange(source, config, record, TODAY).problems;
}

/** The file after the commands of every report, including those of warnings. */
function obey(
  values: unknown,
  record: PlatformRecord,
): { readonly values: unknown; readonly left: readonly Problem[] } {
  let current = values;
  for (let round = 0; round < 3; round += 1) {
    const advice = [...refusals(current, record), ...check(sourceOf(fileText(current)), TODAY).warnings];
    const commands = advice.flatMap(({ fix }) => fix).filter(isEditCommand);
    current = commands.reduce((before, line) => runOnValues(line, before), current);
  }
  return { values: current, left: refusals(current, record) };
}

/** The one remedy in words, because a command cannot set a list. */
const DEFAULT_FIELDS = /^set `network\.flowLogs\.fields` to the default of AWS: \[(.*)\]/;

function withWords(values: unknown, left: readonly Problem[]): unknown {
  const [, list] = DEFAULT_FIELDS.exec(left[0]?.fix[0] ?? "") ?? [];
  return list === undefined ? values : edited(values, { "network.flowLogs.fields": list.split(", ") });
}

describe("a change of an immutable key", () => {
  const keys = IMMUTABLE_KEYS.map(({ path }) => path.join("."));

  it.each(keys.filter((key) => key !== OF_THE_STACK))("can be reverted with the report: %s", (key) => {
    const [before, after] = CHANGES[key] ?? [{}, {}];
    const [record, values] = [recordAfter(before), edited(MINIMAL, after)];
    expect(verdictOn(after).problems).toEqual([]);
    const pattern = new RegExp(`^${key.replaceAll(".", "\\.").replaceAll("*", "[\\w-]+")}$`);
    const paths = refusals(values, record).map(({ path }) => path);
    expect(paths).not.toEqual([]);
    expect(paths.filter((path) => !pattern.test(path))).toEqual([]);
    expect(obey(values, record).left).toEqual([]);
  });

  it("is refused by validate for environment, which is the stack's name", () => {
    const staging = sourceOf(fileText(edited(MINIMAL, { [OF_THE_STACK]: "staging" })));
    expect(check(staging, TODAY).problems.map(({ path }) => path)).toEqual([OF_THE_STACK]);
  });
});

describe.each(Object.entries(KINDS))("a change of %s", (_, states) => {
  const pairs = states.flatMap((before, from) => states.map((after, to) => ({ from, to, before, after })));

  it.each(pairs)("from $from to $to is accepted, directly or after the commands of the report", ({ before, after }) => {
    for (const record of [recordAfter(before), olderRecordAfter(before)].map(withoutProtections)) {
      const { values, left } = obey(edited(MINIMAL, after), record);
      expect(refusals(withWords(values, left), record)).toEqual([]);
    }
  });

  it.each(states.map((state, index) => ({ index, state })))("from $index to itself is accepted", ({ state }) => {
    expect(refusals(edited(MINIMAL, state), recordAfter(state))).toEqual([]);
    expect(refusals(edited(MINIMAL, state), olderRecordAfter(state))).toEqual([]);
  });
});

describe("a key that AWS keeps when it is omitted", () => {
  it.each(Object.entries(KEPT))("cannot be omitted without a message: %s", (key, before) => {
    expect(refusals(MINIMAL, recordAfter(before)).map(({ path }) => path)).toContain(key);
  });
});
