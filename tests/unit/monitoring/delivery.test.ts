import { keyPolicy } from "../../../components/encryption/key-policy";
import { interruptionQueuePolicy } from "../../../components/cluster/karpenter/interruptions";
import { policyDocument, type PolicyStatement } from "../../../domain/iam/policy-document";
import { CLOUDWATCH, EVENTBRIDGE, type Publisher } from "../../../domain/monitoring/publishers";
import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World, type WorldObject } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const TOPIC = "aws:sns/topic:Topic";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ARN = "arn:aws:sns:eu-west-1:111122223333:alarms";
const SOURCE: PolicyStatement["Condition"] = { StringEquals: { "aws:SourceAccount": "111122223333" } };

let cloud: Cloud;
beforeEach(() => {
  cloud = new Cloud(new World());
  create("aws:cloudwatch/eventRule:EventRule", { name: "use", eventPattern: '{"source":["aws.sts"]}' });
});

function create(type: string, inputs: Record<string, unknown>): WorldObject {
  return cloud.create(type, "it", inputs, SCOPE);
}

/** An encrypted topic whose policy admits some services, and whose key admits some. */
function topic(admitted: readonly PolicyStatement[], publishers: readonly Publisher[]): WorldObject {
  const key = create("aws:kms/key:Key", { policy: keyPolicy("111122223333", publishers) });
  return create(TOPIC, { name: "alarms", policy: policyDocument(admitted), kmsMasterKeyId: key.state["arn"] });
}

function admit(service: string, condition?: PolicyStatement["Condition"]): PolicyStatement {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sns:Publish", Resource: ARN } as const;
  return condition === undefined ? statement : { ...statement, Condition: condition };
}

const target = (arn = ARN, more = {}): WorldObject => create(TARGET, { rule: "use", targetId: "it", arn, ...more });
const alarm = (): WorldObject => create(ALARM, { name: "it", alarmActions: [ARN], period: 60, evaluationPeriods: 1 });

describe("a message to an encrypted topic in the sandbox", () => {
  const both = [admit(CLOUDWATCH.service, SOURCE), admit(EVENTBRIDGE.service)];

  it("arrives if the policies of topic and key allow its sender with conditions that the sender supports", () => {
    topic(both, [CLOUDWATCH, EVENTBRIDGE]);
    expect(target).not.toThrow();
    expect(alarm).not.toThrow();
  });

  it.each<[string, readonly PolicyStatement[], readonly Publisher[], string]>([
    ["the topic admits CloudWatch only", both.slice(0, 1), [CLOUDWATCH, EVENTBRIDGE], "the topic's policy"],
    [
      "the topic requires a source of EventBridge",
      [admit(EVENTBRIDGE.service, SOURCE)],
      [EVENTBRIDGE],
      "the topic's policy",
    ],
    ["the key admits CloudWatch only", both, [CLOUDWATCH], "the policy of its KMS key"],
    [
      "the key requires a source of EventBridge",
      both,
      [CLOUDWATCH, { ...EVENTBRIDGE, statesSource: true }],
      "the policy of its KMS key",
    ],
  ])("is lost if %s", (_, admitted, publishers, by) => {
    topic(admitted, publishers);
    expect(target).toThrow(`events.amazonaws.com cannot deliver to ${ARN}: ${by} does not allow it`);
  });

  it("is lost if the topic is created after the target of the rule", () => {
    target();
    expect(() => topic(both.slice(0, 1), [CLOUDWATCH])).toThrow("events.amazonaws.com cannot deliver");
    expect(() => topic(both, [CLOUDWATCH, EVENTBRIDGE])).not.toThrow();
  });

  it("is lost with the AWS managed key of SNS", () => {
    create(TOPIC, { name: "alarms", policy: policyDocument(both), kmsMasterKeyId: "alias/aws/sns" });
    expect(alarm).toThrow("the key that AWS manages does not allow it");
    expect(target).toThrow("the key that AWS manages does not allow it");
  });

  it("is lost for alarms with a key that CloudWatch cannot use", () => {
    topic(both, [EVENTBRIDGE]);
    expect(alarm).toThrow("cloudwatch.amazonaws.com cannot deliver");
  });
});

describe("a rule's target in the sandbox", () => {
  it("is in the Region of the rule, and in its account unless it has a role", () => {
    expect(() => target("arn:aws:sns:eu-central-1:111122223333:alarms")).toThrow("not in the rule's Region eu-west-1");
    const other = "arn:aws:sns:eu-west-1:444455556666:alarms";
    expect(() => target(other)).toThrow("of another account needs a role");
    expect(() => target(other, { roleArn: "arn:aws:iam::111122223333:role/events" })).not.toThrow();
  });

  it("can be a queue only if the policy of the queue allows EventBridge", () => {
    const queue = create("aws:sqs/queue:Queue", { name: "interruptions" });
    const arn = String(queue.state["arn"]);
    expect(() => target(arn)).toThrow("the queue's policy does not allow it");
    const policy = interruptionQueuePolicy(arn, "eu-west-1", "111122223333");
    create("aws:sqs/queuePolicy:QueuePolicy", { queueUrl: queue.state["url"], policy });
    expect(() => target(arn)).not.toThrow();
  });
});
