import { Monitoring, type MonitoringArgs } from "../../../components/monitoring";
import { type Recording, record } from "../../support/record";
import { alarmsArgs } from "./fixture";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const PREFIX = "groundwork-test-";
const ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333";

const ARGS: MonitoringArgs = {
  ...alarmsArgs({
    loadBalancers: {
      web: { arn: `${ARN}:loadbalancer/app/web/1`, targetGroups: { api: `${ARN}:targetgroup/api/1` } },
    },
  }),
  optionalAddons: { "amazon-cloudwatch-observability": {} },
  network: {
    zoneSubnetIds: { private: {} },
    natMetrics: { a: { NatGatewayId: "nat-a" }, b: { NatGatewayId: "nat-b" }, c: { NatGatewayId: "nat-c" } },
  },
  backup: { vaultName: "vault", secondRegionVaultName: undefined, hasRestoreTests: false },
};

let recording: Recording<Monitoring>;
beforeAll(async () => {
  recording = await record(() => new Monitoring("monitoring", ARGS, {}));
});

/** Notifications of a severity while these metric alarms are in ALARM, by the names of the alarms that notify. */
function notifications(severity: "P1" | "P2", inAlarm: readonly string[]): string[] {
  const isRaised = (name: string): boolean => {
    const composite = recording.ofType(COMPOSITE).find(({ inputs }) => inputs["alarmName"] === name);
    if (composite === undefined) return inAlarm.includes(name.replace(PREFIX, ""));
    return [...String(composite.inputs["alarmRule"]).matchAll(/ALARM\("([^"]+)"\)/g)].some(([, member = ""]) =>
      isRaised(member),
    );
  };
  return [...recording.ofType(ALARM), ...recording.ofType(COMPOSITE)].flatMap(({ inputs }) => {
    const name = String(inputs["name"] ?? inputs["alarmName"]);
    const suppressor = inputs["actionsSuppressor"] as { readonly alarm: string } | undefined;
    const isSilent = inputs["alarmActions"] === undefined || (suppressor !== undefined && isRaised(suppressor.alarm));
    const isOfSeverity = String(inputs["alarmDescription"]).startsWith(severity);
    return isRaised(name) && isOfSeverity && !isSilent ? [name.replace(PREFIX, "")] : [];
  });
}

/** Faults, and the alarms that each of them sends to ALARM. */
const FAULTS: readonly (readonly [fault: string, alarms: readonly string[], page: string])[] = [
  [
    "a zone",
    [
      "failed-nodes",
      "unschedulable-pods",
      "pending-pods",
      "node-cpu",
      "node-cpu-critical",
      "node-memory",
      "node-memory-critical",
      "api-errors",
      "nat-ports-b",
      "nat-ports-c",
      "nat-drops-a",
      "load-balancer-web-5xx",
      "load-balancer-web-unhealthy-api",
      "load-balancer-web-latency",
    ],
    "infrastructure",
  ],
  [
    "the NAT gateways",
    ["nat-ports-a", "nat-drops-a", "crash-loops", "pending-pods", "load-balancer-web-5xx", "insights-heartbeat"],
    "infrastructure",
  ],
  [
    "a node",
    ["failed-nodes", "unschedulable-pods", "pending-pods", "node-memory-critical", "load-balancer-web-unhealthy-api"],
    "infrastructure",
  ],
  ["the API", ["api-errors", "heartbeat", "insights-heartbeat", "crash-loops"], "infrastructure"],
  ["the metrics", ["heartbeat", "insights-heartbeat"], "infrastructure"],
  ["capacity", ["unschedulable-pods", "pending-pods", "node-cpu", "node-cpu-critical"], "capacity"],
  ["an application", ["crash-loops", "load-balancer-web-5xx", "load-balancer-web-unhealthy-api"], "load-balancer-web"],
  ["free disk space", ["node-disk", "node-disk-critical"], "node-disk-critical"],
];

describe("one fault, one page", () => {
  it.each(FAULTS)("the loss of %s sends one notification of P1", (_, alarms, page) => {
    expect(notifications("P1", alarms)).toEqual([page]);
  });

  it.each(FAULTS)("the alarms of the loss of %s exist", (_, alarms) => {
    const existing = recording.ofType(ALARM).map(({ inputs }) => String(inputs["name"]).replace(PREFIX, ""));
    expect(alarms.filter((alarm) => !existing.includes(alarm))).toEqual([]);
  });

  it("pods that do not run because of a lost node send no notification of P2, and others do", () => {
    expect(notifications("P2", ["failed-nodes", "pending-pods", "crash-loops"])).toEqual([]);
    expect(notifications("P2", ["crash-loops", "oom-kills"])).toEqual(["pods"]);
  });

  it("independent faults send a notification each", () => {
    const pages = notifications("P1", ["api-storage", "node-disk-critical", "load-balancer-web-5xx"]);
    expect(pages.toSorted()).toEqual(["api-storage", "load-balancer-web", "node-disk-critical"]);
  });

  it("effects wait for their cause, and may outlast it", () => {
    const suppressed = recording.ofType(COMPOSITE).filter(({ inputs }) => inputs["actionsSuppressor"] !== undefined);
    expect(suppressed).toHaveLength(3);
    for (const { inputs } of suppressed) {
      expect(inputs["actionsSuppressor"]).toEqual({
        alarm: `${PREFIX}infrastructure`,
        waitPeriod: 300,
        extensionPeriod: 900,
      });
    }
  });
});
