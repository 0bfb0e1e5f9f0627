import { readMessage, undecidedMessage, violationMessage, waivedMessage } from "../../../policy/message";
import type { Rule } from "../../../policy/rule";

const RULE: Rule = {
  name: "vpc-flow-logs",
  description: "Every VPC has a flow log",
  controls: ["EC2.6", "CIS 4.7"],
  level: "mandatory",
  fix: "Remove `network.flowLogs.enabled: false`",
  types: [],
  violations: () => [],
};
const URN = "urn:pulumi:prod::groundwork::aws:ec2/vpc:Vpc::network-vpc";
const WAIVER = {
  rule: "vpc-flow-logs",
  resource: "network-vpc",
  reason: "The network team\ncollects the traffic",
  owner: "Network team",
  expires: "2026-12-31",
  line: 12,
};
const WHY =
  "Why: Every VPC has a flow log (EC2.6, CIS 4.7), https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6";

describe("the message of a violation", () => {
  it("says what is wrong, why, how to fix it, and the line that waives it", () => {
    expect(violationMessage(RULE, URN, "The VPC has no flow log").split("\n")).toEqual([
      "The VPC has no flow log",
      WHY,
      "Fix: Remove `network.flowLogs.enabled: false`",
      'Waive: `- { rule: vpc-flow-logs, resource: "network-vpc", stacks: [prod], reason: "…", owner: "…", expires: YYYY-MM-DD }` below `waivers` in policy/waivers.yaml',
    ]);
  });

  it("says where to set an argument if the rule names no key", () => {
    const { fix, ...rule } = RULE;
    expect(fix).toBeDefined();
    const messages = [URN, URN.replace("aws:ec2/vpc:Vpc", "kubernetes:core/v1:Secret")].map(
      (urn) => violationMessage(rule, urn, "It is open").split("\n")[2],
    );
    expect(messages).toEqual([
      "Fix: For a resource of the platform, set the argument in `overrides.network-vpc` of the stack file; for one of your own, change it in the program that creates the resource",
      "Fix: For an object of your own, change it in the program that creates the resource",
    ]);
  });

  it("names the waiver that has expired", () => {
    expect(violationMessage(RULE, URN, "The VPC has no flow log", WAIVER).split("\n").at(-1)).toBe(
      "Waive: the waiver in line 12 of policy/waivers.yaml expired on 2026-12-31",
    );
  });

  it("links the page of all controls of a service once", () => {
    const message = violationMessage({ ...RULE, controls: ["EC2.13", "EC2.14", "KMS.4"] }, URN, "It is open");
    const pages = message.match(/https:\S+/g);
    expect(pages).toEqual([
      "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
      "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
    ]);
  });

  it("says for a waived violation until when, by whom and why it is accepted", () => {
    expect(waivedMessage(RULE, "The VPC has no flow log", WAIVER).split("\n").slice(0, 2)).toEqual([
      "Waived until 2026-12-31 by Network team: The network team collects the traffic (policy/waivers.yaml, line 12)",
      "The VPC has no flow log",
    ]);
  });
});

describe("readMessage", () => {
  it.each([
    ["violation", violationMessage(RULE, URN, "The VPC has no flow log")],
    ["waived", waivedMessage(RULE, "The VPC has no flow log", WAIVER)],
  ])("returns status and finding of a %s", (status, message) => {
    expect(readMessage(message)).toMatchObject({ status, finding: "The VPC has no flow log" });
  });

  it("returns the unknown values of a rule that has not decided", () => {
    expect(readMessage(undecidedMessage(RULE, ["vpcId", "tags.Owner"]))).toMatchObject({
      status: "undecided",
      finding: "`vpcId`, `tags.Owner` are unknown until the update, which checks the rule again",
    });
  });

  it.each([
    ["violation", "Buckets are private\nThe bucket is public", "The bucket is public"],
    ["undecided", "can't run policy 'a' from policy pack 'b@v1' during preview: value is unknown", undefined],
  ])("reads a %s of another pack, as the SDK writes it", (status, message, finding = message) => {
    expect(readMessage(message)).toEqual({ status, finding, waiver: undefined, details: [] });
  });
});
