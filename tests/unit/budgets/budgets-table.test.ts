import { keyPolicy } from "../../../components/encryption/key-policy";
import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";
import { BUDGETS, CLOUDWATCH, COST_ANOMALIES, type Publisher } from "../../../domain/monitoring/publishers";
import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";

const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:costs";

let cloud: Cloud;
beforeEach(() => {
  cloud = new Cloud(new World());
});

function create(type: string, inputs: Record<string, unknown>, scope = SCOPE): WorldObject {
  return cloud.create(type, "it", inputs, scope);
}

function topic(publishers: readonly Publisher[]): void {
  const key = create("aws:kms/key:Key", { policy: keyPolicy("111122223333", publishers) });
  const statement: PolicyStatement = {
    Effect: "Allow",
    Principal: { Service: publishers.map(({ service }) => service) },
    Action: "sns:Publish",
    Resource: TOPIC,
  };
  create("aws:sns/topic:Topic", {
    name: "costs",
    policy: policyDocument([statement]),
    kmsMasterKeyId: key.state["arn"],
  });
}

const notification = { notificationType: "ACTUAL", threshold: 80, comparisonOperator: "GREATER_THAN" };
const byEmail = { ...notification, subscriberEmailAddresses: ["a@b.c"] };
const toTopic = { ...notification, subscriberSnsTopicArns: [TOPIC] };
const subscribe = (frequency: string, type: string, monitor: string): WorldObject =>
  create(SUBSCRIPTION, { name: "x", frequency, monitorArnLists: [monitor], subscribers: [{ type, address: TOPIC }] });

describe("the sandbox", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["more than ten addresses", { ...byEmail, subscriberEmailAddresses: Array(11).fill("a@b.c") }, "ten subscribers"],
    ["two topics", { ...toTopic, subscriberSnsTopicArns: [TOPIC, `${TOPIC}2`] }, "at most 1 SNS topic"],
    ["no subscriber", notification, "no subscriber"],
  ])("refuses a notification of a budget with %s", (_, refused, message) => {
    expect(() => create(BUDGET, { name: "x", notifications: [refused] })).toThrow(message);
  });

  it("refuses the same notification twice", () => {
    expect(() => create(BUDGET, { name: "x", notifications: [byEmail, byEmail] })).toThrow("same notification twice");
  });

  it("refuses a second budget of the same name in another Region of the account", () => {
    create(BUDGET, { name: "x", notifications: [byEmail] });
    expect(() => create(BUDGET, { name: "x", notifications: [byEmail] }, { ...SCOPE, region: "us-east-1" })).toThrow(
      "DuplicateRecordException",
    );
  });

  it("refuses a budget whose topic denies AWS Budgets, and accepts one whose topic and key allow it", () => {
    topic([CLOUDWATCH]);
    expect(() => create(BUDGET, { name: "x", notifications: [toTopic] })).toThrow(
      "budgets.amazonaws.com cannot deliver",
    );
    cloud = new Cloud(new World());
    topic([CLOUDWATCH, BUDGETS]);
    expect(() => create(BUDGET, { name: "x", notifications: [toTopic] })).not.toThrow();
  });

  it("refuses a second monitor of all services", () => {
    const monitor = { name: "x", monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" };
    create(MONITOR, monitor);
    expect(() => create(MONITOR, monitor)).toThrow("Limit exceeded");
  });

  it("accepts single alerts for topics and summaries for addresses, and only these", () => {
    const monitor = "arn:aws:ce::111122223333:anomalymonitor/1";
    topic([COST_ANOMALIES]);
    expect(() => subscribe("IMMEDIATE", "SNS", monitor)).not.toThrow();
    expect(() => subscribe("DAILY", "EMAIL", monitor)).not.toThrow();
    expect(() => subscribe("IMMEDIATE", "EMAIL", monitor)).toThrow("only for subscribers of type SNS");
    expect(() => subscribe("DAILY", "SNS", monitor)).toThrow("only for subscribers of type EMAIL");
    expect(() => subscribe("DAILY", "EMAIL", "arn:aws:ce::444455556666:anomalymonitor/1")).toThrow("UnknownMonitor");
  });

  it("refuses single alerts to a topic that denies Cost Anomaly Detection", () => {
    topic([CLOUDWATCH]);
    expect(() => subscribe("IMMEDIATE", "SNS", "arn:aws:ce::111122223333:anomalymonitor/1")).toThrow("costalerts");
  });
});
