import { componentSettings } from "../../../../config";
import { type Edits, problemsWith, verdictOn } from "../fixtures";

const ALARMS = { emails: ["ops@example.com"] };
const OBSERVABILITY = { "cluster.optionalAddons": { "amazon-cloudwatch-observability": {} } };
const OWN_TRAIL = { "account.cloudTrail": { trail: "create", logGroupRetentionDays: 90 } };
const QUERY_LOG = { "network.queryLog": { destination: "cloudwatch" } };
const INFREQUENT = "INFREQUENT_ACCESS";
const CONTROL_PLANE = "/aws/eks/shop-dev/cluster";

function settingsOf(edits: Edits): ReturnType<typeof componentSettings> {
  const { config, problems } = verdictOn(edits);
  if (config === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return componentSettings(config);
}

function groups(settings: object): Edits {
  return { "monitoring.logs.groups": settings };
}

describe("monitoring.logs.groups", () => {
  it("sets the retention and the class of each kind of log group", () => {
    const setting = { retentionDays: 7, logClass: INFREQUENT };
    const kinds = { controlPlane: setting, containers: setting, flowLogs: setting, dnsQueries: setting };
    const { cluster, network, account } = settingsOf({
      ...OBSERVABILITY,
      ...OWN_TRAIL,
      ...QUERY_LOG,
      ...groups({ ...kinds, trail: { logClass: INFREQUENT } }),
    });
    expect([cluster.logRetentionDays, cluster.logClass]).toEqual([7, INFREQUENT]);
    expect([cluster.containerLogs, network.flowLogs, network.queryLog]).toMatchObject([setting, setting, setting]);
    expect(account.cloudTrail.logClass).toBe(INFREQUENT);
  });

  it("leaves the settings of the areas where it has none", () => {
    const { cluster, network } = settingsOf({ "cluster.logRetentionDays": 60, "network.flowLogs.retentionDays": 5 });
    expect([cluster.logRetentionDays, cluster.logClass, cluster.containerLogs]).toEqual([
      60,
      "STANDARD",
      { retentionDays: 60 },
    ]);
    expect(network.flowLogs).toMatchObject({ retentionDays: 5 });
    expect(network.flowLogs).not.toHaveProperty("logClass");
  });

  it("sets the retention of containers apart from that of the control plane", () => {
    const { cluster } = settingsOf({
      ...OBSERVABILITY,
      ...groups({ containers: { retentionDays: 3 } }),
      "cluster.logRetentionDays": 60,
    });
    expect([cluster.logRetentionDays, cluster.containerLogs.retentionDays]).toEqual([60, 3]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a retention that the area sets too",
      { ...groups({ flowLogs: { retentionDays: 7 } }), "network.flowLogs.retentionDays": 5 },
      ["monitoring.logs.groups.flowLogs.retentionDays: monitoring/log-setting-twice"],
    ],
    [
      "a class that the alarms on the audit log need otherwise",
      { ...groups({ controlPlane: { logClass: INFREQUENT } }), "monitoring.alarms": ALARMS },
      ["monitoring.logs.groups.controlPlane.logClass: monitoring/log-class-without-metric-filters"],
    ],
    [
      "a class that the alarms on the trail need otherwise",
      {
        ...OWN_TRAIL,
        ...groups({ trail: { logClass: INFREQUENT } }),
        "monitoring.alarms": ALARMS,
        "monitoring.trail": {},
      },
      ["monitoring.trail: monitoring/log-class-without-filters"],
    ],
    [
      "a retention that CloudWatch does not have",
      groups({ flowLogs: { retentionDays: 8 } }),
      ["monitoring.logs.groups.flowLogs.retentionDays: schema/not-allowed-value"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("monitoring.logs.archive", () => {
  const archive = (settings: object = {}): Edits => ({
    "monitoring.logs.archive": { logGroups: { "control-plane": CONTROL_PLANE }, ...settings },
  });
  const central = (key: string): object => ({
    logGroupNames: [CONTROL_PLANE],
    destinationArn: `arn:aws:logs:eu-west-1:444455556666:destination:${key}`,
  });

  it.each<[string, Edits]>([
    ["the log bucket", archive()],
    ["a bucket of the stack", { ...archive({ bucket: "audit" }), "storage.buckets": { audit: { class: "archive" } } }],
    ["a log group with one other subscription", { ...archive(), "monitoring.logs.subscriptions": { a: central("a") } }],
  ])("may have %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, string, Edits, Edits]>([
    ["the control plane", CONTROL_PLANE, { "cluster.logTypes": [] }, {}],
    ["containers", "/aws/containerinsights/shop-dev/application", {}, OBSERVABILITY],
    ["DNS queries", "/aws/vendedlogs/route53resolver/shop-dev", {}, QUERY_LOG],
  ])("has a warning on a log group of %s that the stack does not create", (_, logGroup, without, created) => {
    const warnings = (edits: Edits): string[] =>
      verdictOn({ ...archive({ logGroups: { main: logGroup } }), ...edits }).warnings.map(({ code }) => code);
    expect(warnings(without)).toEqual(["monitoring/log-group-not-created"]);
    expect(warnings(created)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "more log groups than the policy of the sender has room for",
      archive({ logGroups: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`g${index}`, "app"])) }),
      ["monitoring.logs.archive.logGroups: schema/invalid-value"],
    ],
    ["no log group", archive({ logGroups: {} }), ["monitoring.logs.archive.logGroups: schema/invalid-value"]],
    [
      "an unknown bucket",
      archive({ bucket: "audit" }),
      ["monitoring.logs.archive.bucket: monitoring/unknown-archive-bucket"],
    ],
    [
      "a log group with two other subscriptions",
      { ...archive(), "monitoring.logs.subscriptions": { a: central("a"), b: central("b") } },
      ["monitoring.logs.archive.logGroups.control-plane: monitoring/too-many-subscriptions"],
    ],
    [
      "a log group of a class without subscriptions",
      { ...archive(), "cluster.logClass": INFREQUENT },
      ["monitoring.logs.archive.logGroups.control-plane: monitoring/log-class-without-filters"],
    ],
  ])("cannot have %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
