import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";

import { RunCollector } from "../../../tools/rehearse/run-result";

const URN = "urn:pulumi:dev::p::aws:ec2/vpc:Vpc::v";

function pre(op: OpType, extra: object = {}): EngineEvent {
  const metadata = { op, urn: URN, type: "aws:ec2/vpc:Vpc", provider: "", ...extra };
  return { sequence: 1, timestamp: 1, resourcePreEvent: { metadata } };
}

function event(content: Partial<EngineEvent>): EngineEvent {
  return { sequence: 1, timestamp: 1, ...content };
}

describe("RunCollector", () => {
  it("keeps steps that change something, with the properties that force a replacement", () => {
    const collector = new RunCollector();
    collector.onEvent(
      pre("replace", {
        new: { parent: "urn:parent", protect: true, id: "vpc-1" },
        detailedDiff: {
          cidrBlock: { diffKind: "update-replace", inputDiff: true },
          "tags.Name": { diffKind: "update", inputDiff: true },
        },
      }),
    );
    expect(collector.result(true).steps).toEqual([
      {
        urn: URN,
        type: "aws:ec2/vpc:Vpc",
        op: "replace",
        parent: "urn:parent",
        protect: true,
        id: "vpc-1",
        retainOnDelete: false,
        changes: ["cidrBlock", "tags.Name"],
        replaces: ["cidrBlock"],
      },
    ]);
  });

  it("counts each resource without changes once, and no components", () => {
    const collector = new RunCollector();
    collector.onEvent(pre("same"));
    collector.onEvent(pre("same"));
    collector.onEvent(pre("same", { urn: "urn:network", type: "groundwork:network:Network" }));
    expect(collector.result(true)).toMatchObject({ steps: [], unchanged: 1 });
  });

  it.each<OpType>(["read", "refresh", "update", "discard"])("ignores a %s of the outputs of the stack", (op) => {
    const collector = new RunCollector();
    collector.onEvent(pre(op, { type: "pulumi:pulumi:StackReference" }));
    expect(collector.result(true).steps).toEqual([]);
  });

  it("keeps errors and warnings without colour markup", () => {
    const collector = new RunCollector();
    for (const severity of ["error", "warning", "info"] as const) {
      collector.onEvent(
        event({ diagnosticEvent: { severity, message: "<{%fg 1%}>it broke<{%reset%}>\n", color: "raw" } }),
      );
    }
    expect(collector.result(false)).toMatchObject({ succeeded: false, errors: ["it broke"], warnings: ["it broke"] });
  });

  it("adds the name of the resource to an error that does not contain it", () => {
    const collector = new RunCollector();
    const say = (urn: string, message: string): void => {
      collector.onEvent(event({ diagnosticEvent: { severity: "error", urn, message, color: "raw" } }));
    };
    say(URN, "context deadline exceeded");
    say(URN, `${URN} failed`);
    say("urn:pulumi:dev::groundwork::pulumi:pulumi:Stack::groundwork-dev", "update failed");
    const name = URN.split("::").at(-1) ?? "";
    expect(collector.result(false).errors).toEqual([
      `${name}: context deadline exceeded`,
      `${URN} failed`,
      "update failed",
    ]);
  });

  it("keeps a policy violation once when preview and update both report it", () => {
    const collector = new RunCollector();
    const policyEvent = {
      resourceUrn: URN,
      message: "open",
      color: "raw",
      policyName: "p",
      policyPackName: "g",
      policyPackVersion: "1",
      policyPackVersionTag: "1",
      enforcementLevel: "mandatory" as const,
    };
    collector.onEvent(event({ policyEvent }));
    collector.onEvent(event({ policyEvent }));
    expect(collector.result(false).violations).toEqual([
      { urn: URN, policy: "p", level: "mandatory", message: "open" },
    ]);
  });
});
