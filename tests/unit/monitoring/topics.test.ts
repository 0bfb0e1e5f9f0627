import { alarmTopicArn } from "../../../domain/monitoring/alarm-topic";
import { Monitoring, type MonitoringArgs } from "../../../components/monitoring";
import { type Recording, record } from "../../support/record";
import { alarmsArgs } from "./fixture";

const TOPIC = "aws:sns/topic:Topic";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

const ARGS = alarmsArgs({ emails: ["platform@example.com"] });

function recordMonitoring(args: Partial<MonitoringArgs> = {}): Promise<Recording<Monitoring>> {
  return record(() => new Monitoring("monitoring", { ...ARGS, ...args }, {}));
}

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

describe("the topics of alarms", () => {
  it("keeps name and logical name of the only topic of release 0.1.0 for P1", async () => {
    const recording = await recordMonitoring();
    expect(recording.ofType(TOPIC).map(({ name, inputs }) => [name, inputs["name"]])).toEqual([
      ["monitoring-alarms-topic", "groundwork-test-alarms"],
      ["monitoring-alarms-p2-topic", "groundwork-test-alarms-p2"],
    ]);
    expect(recording.result.topicArns).toMatchObject({ P1: recording.result.alarmTopicArn });
    expect(recording.ofType(SUBSCRIPTION).map(({ name }) => name)).toContain("monitoring-alarms-platform@example.com");
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

  it("publishes failed restores to its topic, and allows EventBridge to do so, only with restore tests", async () => {
    const backup = { vaultName: "vault", secondRegionVaultName: undefined };
    const without = await recordMonitoring({ backup: { ...backup, hasRestoreTests: false } });
    expect(without.ofType("aws:cloudwatch/eventRule:EventRule")).toEqual([]);
    expect(String(without.one(TOPIC, "monitoring-alarms-topic").inputs["policy"])).not.toContain(
      "events.amazonaws.com",
    );
    const recording = await recordMonitoring({ backup: { ...backup, hasRestoreTests: true } });
    const rule = recording.one("aws:cloudwatch/eventRule:EventRule");
    expect(JSON.parse(String(rule.inputs["eventPattern"]))).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Restore Job State Change"],
      detail: { status: ["FAILED", "ABORTED"] },
    });
    expect(recording.one("aws:cloudwatch/eventTarget:EventTarget").inputs).toMatchObject({
      rule: rule.state["name"],
      arn: recording.one(TOPIC, "monitoring-alarms-topic").state["arn"],
    });
    // The sandbox refuses a target whose topic or key denies EventBridge, so both allow it here.
    expect(String(recording.one(TOPIC, "monitoring-alarms-topic").inputs["policy"])).toContain("events.amazonaws.com");
    expect(String(recording.one("aws:kms/key:Key").inputs["policy"])).toContain("events.amazonaws.com");
  });
});

describe("the alarm topic", () => {
  it("admits the services that publish costs to it, and no others", async () => {
    const topic = "arn:aws:sns:eu-west-1:111122223333:groundwork-test-alarms";
    const costTopics = { budgetTopicArns: [topic], anomalyTopicArns: [topic] };
    const [admitted, denied] = [await recordMonitoring({ costTopics }), await recordMonitoring()];
    const policies = (recording: Recording<Monitoring>): unknown[] => [
      recording.one(TOPIC, "monitoring-alarms-topic").inputs["policy"],
      recording.one("aws:kms/key:Key").inputs["policy"],
    ];
    for (const service of ["budgets.amazonaws.com", "costalerts.amazonaws.com"]) {
      for (const policy of policies(admitted)) expect(policy).toContain(service);
      for (const policy of policies(denied)) expect(policy).not.toContain(service);
    }
  });
});
