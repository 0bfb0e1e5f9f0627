import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { alarmTopicArn } from "../../../domain/monitoring/alarm-topic";
import { auditAlarms } from "../../../domain/monitoring/audit-alarms";
import { Monitoring, type MonitoringArgs } from "../../../components/monitoring";
import { type Recording, record } from "../../support/record";
import { NO_OBSERVABILITY } from "./fixture";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const LOG_GROUP = "/aws/eks/groundwork-test/cluster";

/** Arguments with only a cluster to monitor. */
const BARE: Pick<MonitoringArgs, "network" | "backup" | "fileSystems"> & typeof NO_OBSERVABILITY = {
  ...NO_OBSERVABILITY,
  network: { natMetrics: {} },
  backup: { vaultName: undefined, secondRegionVaultName: undefined },
  fileSystems: { fileSystemIds: {} },
};

const ARGS: MonitoringArgs = {
  ...BARE,
  platformName: "groundwork-test",
  accountId: "111122223333",
  region: "eu-west-1",
  alarms: {
    emails: ["platform@example.com", "oncall@example.com"],
    auditedAccess: ["break-glass"],
  },
  logTypes: ["api", "audit"],
  access: {
    deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer" },
    "break-glass": { principalArn: "arn:aws:iam::111122223333:role/emergency/break-glass" },
  },
  accessRoles: {},
  optionalAddons: { "amazon-cloudwatch-observability": {} },
  cluster: { clusterName: "groundwork-test" },
};

function recordMonitoring(args: Partial<MonitoringArgs> = {}, preview = false): Promise<Recording<Monitoring>> {
  const world = new World();
  new Cloud(world).create("aws:cloudwatch/logGroup:LogGroup", "logs", { name: LOG_GROUP }, SCOPE);
  return record(() => new Monitoring("monitoring", { ...ARGS, ...args }, {}), { preview, world });
}

const names = (recording: Recording<unknown>, type: string): readonly string[] =>
  recording.ofType(type).map(({ name }) => name.replace("monitoring-", ""));

/** What the policies of topics and key allow EventBridge if an access role names this topic. */
async function eventStatements(notificationTopicArn: string): Promise<[unknown[], unknown[]]> {
  const recording = await recordMonitoring({ accessRoles: { "break-glass": { notificationTopicArn }, deployer: {} } });
  const of = (document: unknown): unknown[] =>
    (JSON.parse(String(document)) as { Statement: { Principal: { Service?: string } }[] }).Statement.filter(
      ({ Principal }) => Principal.Service === "events.amazonaws.com",
    );
  return [
    recording.ofType(TOPIC).flatMap(({ inputs }) => of(inputs["policy"])),
    of(recording.one("aws:kms/key:Key").inputs["policy"]),
  ];
}

describe("Monitoring", () => {
  it("creates no resources by default", async () => {
    const { platformName, accountId, region, logTypes, access, accessRoles, cluster } = ARGS;
    const args = { platformName, accountId, region, logTypes, access, accessRoles, cluster, ...BARE };
    const recording = await record(() => new Monitoring("monitoring", args, {}));
    expect(recording.resources.map(({ name }) => name)).toEqual(["monitoring"]);
    expect(recording.result.alarmTopicArn).toBeUndefined();
  });

  it("has alarms on pending pods, API errors, crash loops and unhealthy nodes of its cluster", async () => {
    const recording = await recordMonitoring();
    const ofCluster = recording.ofType(ALARM).filter(({ inputs }) => inputs["dimensions"] !== undefined);
    expect(
      ofCluster.map(({ inputs }) => [inputs["name"], inputs["namespace"], inputs["metricName"]].join(" ")).toSorted(),
    ).toEqual([
      "groundwork-test-api-errors AWS/EKS apiserver_request_total_5XX",
      "groundwork-test-api-storage AWS/EKS apiserver_storage_size_bytes",
      "groundwork-test-crash-loops ContainerInsights pod_container_status_waiting_reason_crash_loop_back_off",
      "groundwork-test-failed-nodes ContainerInsights cluster_failed_node_count",
      "groundwork-test-unschedulable-pods AWS/EKS scheduler_pending_pods_UNSCHEDULABLE",
    ]);
    expect(ofCluster.map(({ inputs }) => inputs["dimensions"])).toEqual(
      ofCluster.map(() => ({ ClusterName: "groundwork-test" })),
    );
  });

  it.each<[string, Partial<MonitoringArgs>, [string, string, string, Record<string, string>][]]>([
    [
      "gateways out of ports, by zone",
      { network: { natMetrics: { a: { NatGatewayId: "nat-1" }, b: { NatGatewayId: "nat-2" } } } },
      [
        ["nat-ports-a", "AWS/NATGateway", "ErrorPortAllocation", { NatGatewayId: "nat-1" }],
        ["nat-ports-b", "AWS/NATGateway", "ErrorPortAllocation", { NatGatewayId: "nat-2" }],
      ],
    ],
    [
      "backups that failed",
      { backup: { vaultName: "vault", secondRegionVaultName: undefined } },
      [["failed-backups", "AWS/Backup", "NumberOfBackupJobsFailed", { BackupVaultName: "vault" }]],
    ],
    [
      "copies in the second Region that failed, by vault",
      { backup: { vaultName: "vault", secondRegionVaultName: "second" } },
      [
        ["failed-backups", "AWS/Backup", "NumberOfBackupJobsFailed", { BackupVaultName: "vault" }],
        ["failed-copies", "AWS/Backup", "NumberOfCopyJobsFailed", { BackupVaultName: "vault" }],
        ["failed-copies-by-destination", "AWS/Backup", "NumberOfCopyJobsFailed", { BackupVaultName: "second" }],
      ],
    ],
    [
      "file systems at the limit of their requests",
      { fileSystems: { fileSystemIds: { uploads: "fs-1" } } },
      [["file-system-uploads", "AWS/EFS", "PercentIOLimit", { FileSystemId: "fs-1" }]],
    ],
  ])("has alarms for %s", async (_, standing, alarms) => {
    const recording = await recordMonitoring({ logTypes: [], optionalAddons: {}, ...standing });
    const found = recording.ofType(ALARM).filter(({ inputs }) => inputs["namespace"] !== "AWS/EKS");
    expect(
      found.map(({ inputs }) => [inputs["name"], inputs["namespace"], inputs["metricName"], inputs["dimensions"]]),
    ).toEqual(alarms.map(([key, ...metric]) => [`groundwork-test-${key}`, ...metric]));
  });

  it("raises an alarm after one hour with a failed backup, and after 15 minutes of exhausted ports or a file system at its limit", async () => {
    const recording = await recordMonitoring({
      network: { natMetrics: { a: { NatGatewayId: "nat-1" } } },
      backup: { vaultName: "vault", secondRegionVaultName: undefined },
      fileSystems: { fileSystemIds: { uploads: "fs-1" } },
    });
    const patience = (key: string): unknown[] => {
      const { statistic, threshold, period, evaluationPeriods, datapointsToAlarm } = recording.one(
        ALARM,
        `monitoring-${key}`,
      ).inputs;
      return [statistic, threshold, period, evaluationPeriods, datapointsToAlarm];
    };
    expect(patience("failed-backups")).toEqual(["Sum", 1, 3600, 1, 1]);
    expect(patience("nat-ports-a")).toEqual(["Sum", 1, 60, 15, 5]);
    expect(patience("file-system-uploads")).toEqual(["Average", 100, 60, 15, 15]);
  });

  it("has alarms on Container Insights and on the audit log only if the cluster has them", async () => {
    const bare = await recordMonitoring({ logTypes: ["api"], optionalAddons: {} });
    expect(names(bare, ALARM)).toEqual(["unschedulable-pods", "api-errors", "api-storage"]);
    expect(bare.ofType(FILTER)).toEqual([]);
  });

  it("has a metric filter for the metric of each alarm on the audit log", async () => {
    const recording = await recordMonitoring();
    const filters = recording.ofType(FILTER);
    expect(names(recording, FILTER)).toEqual([
      "anonymous-requests-filter",
      "forbidden-requests-filter",
      "use-of-break-glass-filter",
    ]);
    for (const { name, inputs } of filters) {
      const alarm = recording.one(ALARM, name.replace("-filter", "")).inputs;
      expect(inputs["logGroupName"]).toBe(LOG_GROUP);
      expect(inputs["metricTransformation"]).toEqual({
        namespace: alarm["namespace"],
        name: alarm["metricName"],
        value: "1",
      });
    }
  });

  it("notifies all recipients of alarms and of their end by the topic of the severity, and treats missing data as no alarm", async () => {
    const recording = await recordMonitoring();
    const topics = {
      P1: recording.one(TOPIC, "monitoring-alarms-topic").state["arn"],
      P2: recording.one(TOPIC, "monitoring-alarms-p2-topic").state["arn"],
    };
    const ofSeverity = (severity: string): string[] => {
      const alarms = recording
        .ofType(ALARM)
        .filter(({ inputs }) => String(inputs["alarmDescription"]).startsWith(severity));
      for (const { inputs } of alarms) {
        const topic = topics[severity as keyof typeof topics];
        expect(inputs).toMatchObject({
          alarmActions: [topic],
          okActions: [topic],
          treatMissingData: "notBreaching",
          comparisonOperator: "GreaterThanOrEqualToThreshold",
        });
      }
      return alarms.map(({ name }) => name.replace("monitoring-", "")).toSorted();
    };
    expect(ofSeverity("P1")).toEqual([
      "anonymous-requests",
      "api-errors",
      "api-storage",
      "failed-nodes",
      "unschedulable-pods",
      "use-of-break-glass",
    ]);
    expect(ofSeverity("P2")).toEqual(["crash-loops", "forbidden-requests"]);
    expect(
      recording.ofType(SUBSCRIPTION).map(({ inputs }) => [inputs["topic"], inputs["protocol"], inputs["endpoint"]]),
    ).toEqual(
      [topics.P1, topics.P2].flatMap((topic) => [
        [topic, "email", "platform@example.com"],
        [topic, "email", "oncall@example.com"],
      ]),
    );
  });

  it("keeps name and logical name of the only topic of release 0.1.0 for P1", async () => {
    const recording = await recordMonitoring();
    expect(recording.ofType(TOPIC).map(({ name, inputs }) => [name, inputs["name"]])).toEqual([
      ["monitoring-alarms-topic", "groundwork-test-alarms"],
      ["monitoring-alarms-p2-topic", "groundwork-test-alarms-p2"],
    ]);
    expect(recording.result.topicArns).toMatchObject({ P1: recording.result.alarmTopicArn });
    expect(names(recording, SUBSCRIPTION)).toContain("alarms-platform@example.com");
  });

  it("SNS.1, SNS.4: encrypts the topics with one key that CloudWatch can use, and allows alarms of this account only", async () => {
    const recording = await recordMonitoring();
    const key = recording.one("aws:kms/key:Key");
    const statement = {
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    };
    expect(JSON.parse(String(key.inputs["policy"]))).toMatchObject({
      Statement: [
        { Sid: "AccountDecidesByIam" },
        { ...statement, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" },
      ],
    });
    const topics = recording.ofType(TOPIC);
    expect(topics).toHaveLength(2);
    for (const { inputs, state } of topics) {
      expect(inputs["kmsMasterKeyId"]).toBe(key.state["arn"]);
      expect(JSON.parse(String(inputs["policy"]))).toMatchObject({
        Statement: [{ ...statement, Action: "sns:Publish", Resource: state["arn"] }],
      });
    }
  });

  it.each(["P1", "P2"] as const)(
    "allows EventBridge to use the topic of %s and the key, without a condition, only if an access role names the topic",
    async (severity) => {
      const own = alarmTopicArn(ARGS, severity);
      expect(await eventStatements("arn:aws:sns:eu-west-1:111122223333:others")).toEqual([[], []]);
      const events = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" } };
      expect(await eventStatements(own)).toEqual([
        [{ Sid: "EventsOfRules", ...events, Action: "sns:Publish", Resource: own }],
        [
          {
            Sid: "PublisherWithoutSource",
            ...events,
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
          },
        ],
      ]);
    },
  );

  it("registers the same resources in a preview", async () => {
    const made = (recording: Recording<unknown>): string[] => recording.resources.map(({ name }) => name);
    expect(made(await recordMonitoring({}, true))).toEqual(made(await recordMonitoring()));
  });
});

describe("the patterns of the audit log", () => {
  const pattern = (arn: string): string | undefined => auditAlarms("n", [{ name: "x", arn }])["use-of-x"]?.pattern;

  it.each([
    ["arn:aws:iam::111122223333:role/break-glass", "arn:aws:sts::111122223333:assumed-role/break-glass/*"],
    ["arn:aws:iam::111122223333:role/a/b/break-glass", "arn:aws:sts::111122223333:assumed-role/break-glass/*"],
    ["arn:aws:iam::111122223333:user/jane", "arn:aws:iam::111122223333:user/jane"],
  ])("match %s by its sessions", (arn, logged) => {
    expect(pattern(arn)).toBe(`{ $.user.extra.arn[0] = "${logged}" }`);
  });

  it("do not match health checks", () => {
    expect(auditAlarms("n", [])["anonymous-requests"]?.pattern).toBe(
      '{ ($.user.username = "system:anonymous") && ($.responseStatus.code < 400) && ($.requestURI != "/healthz*") && ' +
        '($.requestURI != "/livez*") && ($.requestURI != "/readyz*") && ($.requestURI != "/version*") }',
    );
  });
});

describe("alarms in the sandbox", () => {
  it.each<[what: string, type: string, inputs: Record<string, unknown>, refusal: string]>([
    [
      "an alarm with more datapoints than evaluation periods",
      ALARM,
      { datapointsToAlarm: 5, evaluationPeriods: 3, period: 60 },
      "less than or equal",
    ],
    [
      "a filter on a log group that does not exist",
      FILTER,
      { logGroupName: "none", pattern: "x" },
      "log group does not exist",
    ],
    ["a pattern that is too long", FILTER, { pattern: "x".repeat(1025) }, "longer than 1024"],
    ["a subscription to a topic that does not exist", SUBSCRIPTION, { topic: "arn:none" }, "Topic does not exist"],
  ])("refuses %s", (_, type, inputs, refusal) => {
    expect(() => new Cloud(new World()).create(type, "x", inputs, SCOPE)).toThrow(refusal);
  });
});
