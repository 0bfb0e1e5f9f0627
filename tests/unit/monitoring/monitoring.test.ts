import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { Monitoring, type MonitoringArgs } from "../../../components/monitoring";
import { type Recording, record } from "../../support/record";
import { alarmsArgs, scraped } from "./fixture";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const TOPIC = "aws:sns/topic:Topic";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const LOG_GROUP = "/aws/eks/groundwork-test/cluster";

type Recorded = Readonly<Record<string, unknown>>;

const ALARMS = { emails: ["platform@example.com", "oncall@example.com"], auditedAccess: ["break-glass"] };

const LOAD_BALANCERS = {
  web: {
    arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc",
    targetGroups: { api: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/api/73e2" },
  },
};

const ARGS: MonitoringArgs = {
  ...alarmsArgs(ALARMS),
  logTypes: ["api", "audit"],
  access: {
    deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer" },
    "break-glass": { principalArn: "arn:aws:iam::111122223333:role/emergency/break-glass" },
  },
  optionalAddons: { "amazon-cloudwatch-observability": {} },
};

/** Alarms on more than the resources of the stack. */
function withAlarms(alarms: Parameters<typeof alarmsArgs>[0]): Partial<MonitoringArgs> {
  return { alarms: alarmsArgs({ ...ALARMS, ...alarms }).alarms };
}

function recordMonitoring(args: Partial<MonitoringArgs> = {}, preview = false): Promise<Recording<Monitoring>> {
  const world = new World();
  new Cloud(world).create("aws:cloudwatch/logGroup:LogGroup", "logs", { name: LOG_GROUP }, SCOPE);
  return record(() => new Monitoring("monitoring", { ...ARGS, ...args }, {}), { preview, world });
}

const membersOf = (rule: unknown): string[] =>
  [...String(rule).matchAll(/ALARM\("([^"]+)"\)/g)].flatMap(([, name]) => name ?? []);

const names = (recording: Recording<unknown>, type: string): readonly string[] =>
  recording.ofType(type).map(({ name }) => name.replace("monitoring-", ""));

interface Query {
  readonly metric?: { readonly namespace: string; readonly metricName: string; readonly dimensions?: object };
}

/** Key, namespace, metrics and dimensions of an alarm. */
function metricOf({ name, namespace, metricName, dimensions, metricQueries }: Recorded): string {
  const queries = ((metricQueries ?? []) as readonly Query[]).flatMap(({ metric }) => metric ?? []);
  const metrics = queries.length > 0 ? queries : [{ namespace, metricName, dimensions }];
  const [first] = metrics;
  return [
    String(name).replace("groundwork-test-", ""),
    first?.namespace,
    metrics.map((metric) => metric.metricName).join("+"),
    Object.entries(first?.dimensions ?? {})
      .map((entry) => entry.join("="))
      .join(","),
  ].join(" ");
}

describe("Monitoring", () => {
  it("creates no resources by default", async () => {
    const { alarms, ...args } = ARGS;
    expect(alarms).toBeDefined();
    const recording = await record(() => new Monitoring("monitoring", args, {}));
    expect(recording.resources.map(({ name }) => name)).toEqual(["monitoring"]);
    expect(recording.result.alarmTopicArn).toBeUndefined();
  });

  it("has alarms on the expiry of certificates of hosted zones", async () => {
    const hostedZones = { main: { certificateArn: "arn:main" }, other: { certificateArn: undefined } };
    const recording = await recordMonitoring({ cluster: { ...scraped("groundwork-test"), hostedZones } });
    const found = recording.ofType(ALARM).map(({ inputs }) => metricOf(inputs));
    expect(found.filter((alarm) => alarm.startsWith("certificate-zone-"))).toEqual([
      expect.stringMatching(/ AWS\/CertificateManager DaysToExpiry CertificateArn=arn:main$/),
      expect.stringMatching(/ AWS\/CertificateManager DaysToExpiry CertificateArn=arn:main$/),
    ]);
  });

  it("has alarms on control plane, nodes and pods of its cluster, and on quotas of the account", async () => {
    const recording = await recordMonitoring({ logTypes: [] });
    const found = recording.ofType(ALARM).map(({ inputs }) => metricOf(inputs));
    expect(found.toSorted()).toEqual([
      "api-errors AWS/EKS apiserver_request_total_5XX ClusterName=groundwork-test",
      "api-storage AWS/EKS apiserver_storage_size_bytes ClusterName=groundwork-test",
      "crash-loops ContainerInsights pod_container_status_waiting_reason_crash_loop_back_off ClusterName=groundwork-test",
      "failed-nodes ContainerInsights cluster_failed_node_count ClusterName=groundwork-test",
      "failed-pods ContainerInsights pod_status_failed ClusterName=groundwork-test",
      "heartbeat AWS/EKS apiserver_storage_size_bytes ClusterName=groundwork-test",
      "insights-heartbeat ContainerInsights cluster_node_count ClusterName=groundwork-test",
      "node-cpu ContainerInsights node_cpu_utilization ClusterName=groundwork-test",
      "node-cpu-critical ContainerInsights node_cpu_utilization ClusterName=groundwork-test",
      "node-disk ContainerInsights node_filesystem_utilization ClusterName=groundwork-test",
      "node-disk-critical ContainerInsights node_filesystem_utilization ClusterName=groundwork-test",
      "node-memory ContainerInsights node_memory_utilization ClusterName=groundwork-test",
      "node-memory-critical ContainerInsights node_memory_utilization ClusterName=groundwork-test",
      "oom-kills ContainerInsights pod_container_status_terminated_reason_oom_killed ClusterName=groundwork-test",
      "pending-pods ContainerInsights pod_status_pending ClusterName=groundwork-test",
      "quota-on-demand-vcpus AWS/Usage ResourceCount Class=Standard/OnDemand,Resource=vCPU,Service=EC2,Type=Resource",
      "quota-spot-vcpus AWS/Usage ResourceCount Class=Standard/Spot,Resource=vCPU,Service=EC2,Type=Resource",
      "unschedulable-pods AWS/EKS scheduler_pending_pods_UNSCHEDULABLE ClusterName=groundwork-test",
      "volume-iops ContainerInsights node_diskio_ebs_volume_performance_exceeded_iops ClusterName=groundwork-test",
      "volume-throughput ContainerInsights node_diskio_ebs_volume_performance_exceeded_tp ClusterName=groundwork-test",
    ]);
  });

  it.each<[string, Partial<MonitoringArgs>, string[]]>([
    [
      "gateways out of ports or with dropped packets, by zone",
      {
        network: {
          zoneSubnetIds: { private: {} },
          natMetrics: { a: { NatGatewayId: "nat-1" }, b: { NatGatewayId: "nat-2" } },
        },
      },
      [
        "nat-drops-a AWS/NATGateway PacketsDropCount+PacketsInFromSource+PacketsInFromDestination NatGatewayId=nat-1",
        "nat-drops-b AWS/NATGateway PacketsDropCount+PacketsInFromSource+PacketsInFromDestination NatGatewayId=nat-2",
        "nat-ports-a AWS/NATGateway ErrorPortAllocation NatGatewayId=nat-1",
        "nat-ports-b AWS/NATGateway ErrorPortAllocation NatGatewayId=nat-2",
      ],
    ],
    [
      "backups that failed or are missing",
      { backup: { vaultName: "vault", secondRegionVaultName: undefined, hasRestoreTests: false } },
      [
        "failed-backups AWS/Backup NumberOfBackupJobsFailed BackupVaultName=vault",
        "missing-backups AWS/Backup NumberOfBackupJobsCompleted BackupVaultName=vault",
      ],
    ],
    [
      "copies in the second Region that failed or are missing, by the name of their destination",
      { backup: { vaultName: "vault", secondRegionVaultName: "second", hasRestoreTests: false } },
      [
        "failed-backups AWS/Backup NumberOfBackupJobsFailed BackupVaultName=vault",
        "failed-copies AWS/Backup NumberOfCopyJobsFailed BackupVaultName=second",
        "missing-backups AWS/Backup NumberOfBackupJobsCompleted BackupVaultName=vault",
        "missing-copies AWS/Backup NumberOfCopyJobsCompleted BackupVaultName=second",
      ],
    ],
    [
      "file systems at the limit of their requests",
      { fileSystems: { fileSystemIds: { uploads: "fs-1" } } },
      ["file-system-uploads AWS/EFS PercentIOLimit FileSystemId=fs-1"],
    ],
    [
      "certificates that expire",
      withAlarms({ certificates: { web: "arn:aws:acm:eu-west-1:111122223333:certificate/1" } }),
      [
        "certificate-web-expiry AWS/CertificateManager DaysToExpiry CertificateArn=arn:aws:acm:eu-west-1:111122223333:certificate/1",
        "certificate-web-expiry-critical AWS/CertificateManager DaysToExpiry CertificateArn=arn:aws:acm:eu-west-1:111122223333:certificate/1",
      ],
    ],
    [
      "load balancers and their target groups",
      withAlarms({ loadBalancers: LOAD_BALANCERS }),
      [
        "load-balancer-web-4xx AWS/ApplicationELB HTTPCode_Target_4XX_Count+RequestCount LoadBalancer=app/web/50dc",
        "load-balancer-web-5xx AWS/ApplicationELB HTTPCode_Target_5XX_Count+HTTPCode_ELB_5XX_Count+RequestCount LoadBalancer=app/web/50dc",
        "load-balancer-web-latency AWS/ApplicationELB TargetResponseTime LoadBalancer=app/web/50dc",
        "load-balancer-web-unhealthy-api AWS/ApplicationELB UnHealthyHostCount LoadBalancer=app/web/50dc,TargetGroup=targetgroup/api/73e2",
      ],
    ],
  ])("has alarms for %s", async (_, standing, alarms) => {
    const recording = await recordMonitoring({ logTypes: [], optionalAddons: {}, ...standing });
    const found = recording.ofType(ALARM).map(({ inputs }) => metricOf(inputs));
    expect(found.filter((alarm) => !/ AWS\/(EKS|Usage) /.test(alarm)).toSorted()).toEqual(alarms);
  });

  it("raises an alarm after one hour with a failed backup, 36 hours without one, and 15 minutes of exhausted ports or a file system at its limit", async () => {
    const recording = await recordMonitoring({
      network: { zoneSubnetIds: { private: {} }, natMetrics: { a: { NatGatewayId: "nat-1" } } },
      backup: { vaultName: "vault", secondRegionVaultName: undefined, hasRestoreTests: false },
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
    expect(patience("missing-backups")).toEqual(["Sum", 1, 6 * 3600, 6, 6]);
    expect(patience("nat-ports-a")).toEqual(["Sum", 1, 60, 15, 5]);
    expect(patience("file-system-uploads")).toEqual(["Average", 100, 60, 15, 15]);
  });

  it("has alarms on Container Insights and on the audit log only if the cluster has them", async () => {
    const bare = await recordMonitoring({ logTypes: ["api"], optionalAddons: {} });
    expect(names(bare, ALARM).toSorted()).toEqual([
      "api-errors",
      "api-storage",
      "heartbeat",
      "quota-on-demand-vcpus",
      "quota-spot-vcpus",
      "unschedulable-pods",
    ]);
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

  it("notifies of an alarm and of its end by the topic of the severity, unless a composite alarm notifies instead", async () => {
    const recording = await recordMonitoring(withAlarms({ loadBalancers: LOAD_BALANCERS }));
    const [p1, p2] = ["monitoring-alarms-topic", "monitoring-alarms-p2-topic"].map(
      (name) => recording.one(TOPIC, name).state["arn"],
    );
    const alarms = [...recording.ofType(ALARM), ...recording.ofType(COMPOSITE)];
    const grouped = recording.ofType(COMPOSITE).flatMap(({ inputs }) => membersOf(inputs["alarmRule"]));
    for (const { inputs } of alarms) {
      const { name, alarmDescription, alarmActions, okActions } = inputs;
      const topic = String(alarmDescription).startsWith("P1. ") ? p1 : p2;
      const actions = grouped.includes(String(name)) ? undefined : [topic];
      expect([name, alarmActions, okActions]).toEqual([name, actions, actions]);
    }
    expect(alarms.map(({ inputs }) => String(inputs["alarmDescription"]).slice(0, 4)).toSorted()).toEqual(
      expect.arrayContaining(["P1. ", "P2. "]),
    );
    expect(
      recording.ofType(SUBSCRIPTION).map(({ inputs }) => [inputs["topic"], inputs["protocol"], inputs["endpoint"]]),
    ).toEqual(
      [p1, p2].flatMap((topic) => [
        [topic, "email", "platform@example.com"],
        [topic, "email", "oncall@example.com"],
      ]),
    );
  });

  it("counts missing data as a fault only where silence is the fault", async () => {
    const recording = await recordMonitoring({
      backup: { vaultName: "vault", secondRegionVaultName: undefined, hasRestoreTests: false },
    });
    const breaching = recording.ofType(ALARM).filter(({ inputs }) => inputs["treatMissingData"] === "breaching");
    expect(breaching.map(({ name }) => name).toSorted()).toEqual([
      "monitoring-heartbeat",
      "monitoring-insights-heartbeat",
      "monitoring-missing-backups",
    ]);
    for (const { inputs } of breaching) expect(inputs["comparisonOperator"]).toBe("LessThanThreshold");
  });

  it("compares the use of a quota with the quota of the account, and latency by its percentile", async () => {
    const recording = await recordMonitoring(withAlarms({ loadBalancers: LOAD_BALANCERS }));
    expect(recording.one(ALARM, "monitoring-quota-spot-vcpus").inputs).toMatchObject({
      threshold: 80,
      metricQueries: [
        { id: "value", expression: "100 * m1 / SERVICE_QUOTA(m1)", returnData: true },
        { id: "m1", metric: { stat: "Maximum", period: 300 } },
      ],
    });
    expect(recording.one(ALARM, "monitoring-load-balancer-web-latency").inputs).toMatchObject({
      extendedStatistic: "p99",
      threshold: 2,
    });
  });

  it("registers the same resources in a preview", async () => {
    const made = (recording: Recording<unknown>): string[] => recording.resources.map(({ name }) => name);
    expect(made(await recordMonitoring({}, true))).toEqual(made(await recordMonitoring()));
  });
});
