import { undecidedMessage, violationMessage, waivedMessage } from "../../../policy/message";
import type { Rule } from "../../../policy/rule";
import { PreviewReader } from "../../../tools/report/read/preview";
import type { PolicyFinding } from "../../../tools/report/model";

const RULE: Rule = {
  name: "vpc-flow-logs",
  description: "Every VPC has a flow log",
  controls: [],
  level: "mandatory",
  fix: "Set `network.flowLogs`",
  types: [],
  violations: () => [],
};
const URN = "urn:pulumi:prod::groundwork::aws:ec2/vpc:Vpc::network-vpc";
const WAIVER = { rule: RULE.name, resource: "*", reason: "Why", owner: "Net", expires: "2026-12-31", line: 4 };

function findings(message: string, enforcementLevel: "mandatory" | "advisory"): readonly PolicyFinding[] {
  const reader = new PreviewReader();
  const pack = { policyPackName: "groundwork", policyPackVersion: "0.1.0", policyPackVersionTag: "0.1.0" };
  // The engine's word for advisory differs from that of the SDK's type of events.
  const level = enforcementLevel as "mandatory";
  const policyEvent = { resourceUrn: URN, message, color: "never", policyName: RULE.name, ...pack };
  reader.onEvent({ sequence: 1, timestamp: 1, policyEvent: { ...policyEvent, enforcementLevel: level } });
  return reader.preview().policy;
}

describe("a policy finding of a report", () => {
  const finding = { rule: "vpc-flow-logs", resource: "network-vpc", message: "The VPC has no flow log" };

  it("has the reason, the fix and the waiver of a mandatory violation", () => {
    const message = violationMessage(RULE, URN, finding.message);
    const details = ["Why: Every VPC has a flow log", "Fix: Set `network.flowLogs`", expect.stringMatching(/^Waive: /)];
    expect(findings(message, "mandatory")).toEqual([{ ...finding, level: "mandatory", details }]);
  });

  it("has only the finding of an advisory violation", () => {
    const message = violationMessage(RULE, URN, finding.message);
    expect(findings(message, "advisory")).toEqual([{ ...finding, level: "advisory" }]);
  });

  it("is waived, with date, owner and reason", () => {
    const waiver = "Waived until 2026-12-31 by Net: Why (policy/waivers.yaml, line 4)";
    expect(findings(waivedMessage(RULE, finding.message, WAIVER), "advisory")).toEqual([
      { ...finding, level: "waived", waiver },
    ]);
  });

  it("is undecided, with the unknown values", () => {
    const message = "`vpcId` is unknown until the update, which checks the rule again";
    expect(findings(undecidedMessage(RULE, ["vpcId"]), "advisory")).toEqual([
      { ...finding, level: "undecided", message },
    ]);
  });
});
