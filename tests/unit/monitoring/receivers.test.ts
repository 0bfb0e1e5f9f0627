import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";
import { Monitoring, type MonitoringArgs } from "../../../components/monitoring";
import {
  chatRegion,
  findUrlFault,
  PHONE_NUMBER,
  severitiesWithoutReceiver,
} from "../../../domain/monitoring/receivers";
import { type Recording, record } from "../../support/record";
import { alarmsArgs } from "./fixture";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const TEAMS = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration";
const ROLE = "aws:iam/role:Role";
const P1 = "arn:aws:sns:eu-west-1:111122223333:groundwork-test-alarms";
const P2 = `${P1}-p2`;
const READ_ONLY = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";
const UUID = "12345678-90ab-4cde-8f12-34567890abcd";

type Receivers = NonNullable<MonitoringArgs["alarms"]>["receivers"];

function recordReceivers(receivers: Receivers, region = "eu-west-1"): Promise<Recording<Monitoring>> {
  const args = { ...alarmsArgs({ emails: [], receivers }), region };
  return record(() => new Monitoring("monitoring", args, {}), { scope: { ...SCOPE, region } });
}

const BOTH = { severities: ["P1", "P2"] } as const;

describe("receivers of alarms", () => {
  it("subscribe to the topics of their severities, by mail, SMS and HTTPS", async () => {
    const recording = await recordReceivers({
      team: { email: "team@example.com", ...BOTH },
      oncall: { sms: "+491701234567", severities: ["P1"] },
      pager: { https: "https://events.example.com/integration/key", severities: ["P1"] },
    });
    const found = recording
      .ofType(SUBSCRIPTION)
      .map(({ name, inputs }) => [name, inputs["topic"], inputs["protocol"], inputs["endpoint"]].join(" "));
    expect(found.toSorted()).toEqual([
      `monitoring-receivers-p1-oncall ${P1} sms +491701234567`,
      `monitoring-receivers-p1-pager ${P1} https https://events.example.com/integration/key`,
      `monitoring-receivers-p1-team ${P1} email team@example.com`,
      `monitoring-receivers-p2-team ${P2} email team@example.com`,
    ]);
    expect(recording.one(SUBSCRIPTION, "monitoring-receivers-p1-pager").inputs).toMatchObject({
      endpointAutoConfirms: true,
      confirmationTimeoutInMinutes: 5,
    });
    expect(recording.ofType(ROLE)).toEqual([]);
  });

  it("in Slack and Teams share a role, and can read CloudWatch only", async () => {
    const recording = await recordReceivers({
      slack: { slack: { workspaceId: "T07EA123LEP", channelId: "C07EZ1ABC23" }, ...BOTH },
      teams: { teams: { tenantId: UUID, teamId: UUID, channelId: "19:a@thread.tacv2" }, severities: ["P2"] },
    });
    const role = recording.one(ROLE, "monitoring-receivers-chat-role");
    expect(role.inputs["assumeRolePolicy"]).toContain('"chatbot.amazonaws.com"');
    expect(recording.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs["policyArn"]).toBe(READ_ONLY);
    const common = { iamRoleArn: role.state["arn"], guardrailPolicyArns: [READ_ONLY], region: "eu-west-1" };
    expect(recording.one(SLACK).inputs).toMatchObject({
      ...common,
      configurationName: "groundwork-test-slack",
      slackTeamId: "T07EA123LEP",
      slackChannelId: "C07EZ1ABC23",
      snsTopicArns: [P1, P2],
    });
    expect(recording.one(TEAMS).inputs).toMatchObject({
      ...common,
      configurationName: "groundwork-test-teams",
      teamId: UUID,
      tenantId: UUID,
      channelId: "19:a@thread.tacv2",
      snsTopicArns: [P2],
    });
  });

  it("in chat are managed through an endpoint that exists, from a Region without one", async () => {
    const slack = { workspaceId: "T07EA123LEP", channelId: "C07EZ1ABC23" };
    const recording = await recordReceivers({ slack: { slack, ...BOTH } }, "eu-central-1");
    expect(recording.one(SLACK).inputs["region"]).toBe("us-east-2");
    expect(recording.one(SLACK).inputs["snsTopicArns"]).toEqual([
      P1.replace("eu-west-1", "eu-central-1"),
      P2.replace("eu-west-1", "eu-central-1"),
    ]);
    expect(["us-west-2", "eu-central-1"].map(chatRegion)).toEqual(["us-west-2", "us-east-2"]);
  });

  it.each([
    ["https://events.example.com/integration/key", undefined],
    ["http://events.example.com", "Only HTTPS encrypts notifications on their way to the pager."],
    ["https://user:secret@events.example.com", "The URL contains a user name or a password."],
    ["events", "The value is not a URL."],
  ])("have a URL like %s: %s", (url, fault) => {
    expect(findUrlFault(url)).toBe(fault);
  });

  it("have a phone number with country code", () => {
    const numbers = [
      "+491701234567",
      "+14155550100",
      "01701234567",
      "+0170123",
      "+49 170 1234567",
      "+1234567890123456",
    ];
    expect(numbers.filter((number) => PHONE_NUMBER.test(number))).toEqual(["+491701234567", "+14155550100"]);
  });

  it("are missing for the severities that nobody gets", () => {
    expect(severitiesWithoutReceiver([], {})).toEqual(["P1", "P2"]);
    expect(severitiesWithoutReceiver([], { pager: { sms: "+491701234567", severities: ["P1"] } })).toEqual(["P2"]);
    expect(severitiesWithoutReceiver(["ops@example.com"], {})).toEqual([]);
  });
});

describe("receivers in the sandbox", () => {
  const topic = (cloud: Cloud): unknown =>
    cloud.create("aws:sns/topic:Topic", "t", { name: "groundwork-test-alarms" }, SCOPE).state["arn"];

  it.each([
    ["email", "ops"],
    ["https", "http://example.com"],
    ["sms", "call me"],
  ])("refuse an endpoint of another form for %s: %s", (protocol, endpoint) => {
    const cloud = new Cloud(new World());
    expect(() => cloud.create(SUBSCRIPTION, "x", { topic: topic(cloud), protocol, endpoint }, SCOPE)).toThrow(
      `Endpoint for the protocol ${protocol}`,
    );
  });

  it("refuse a chat channel in a Region without endpoint, and one of a topic that does not exist", () => {
    const cloud = new Cloud(new World());
    const inputs = { configurationName: "x", snsTopicArns: [topic(cloud)] };
    expect(() => cloud.create(SLACK, "x", inputs, SCOPE)).not.toThrow();
    expect(() => cloud.create(SLACK, "y", { ...inputs, region: "eu-central-1" }, SCOPE)).toThrow("no such host");
    expect(() => cloud.create(SLACK, "z", { ...inputs, snsTopicArns: ["arn:none"] }, SCOPE)).toThrow("does not exist");
  });
});
