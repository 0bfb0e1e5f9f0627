import { bill } from "../../../domain/cost/bill";
import type { TagReachCounts } from "../../../domain/tags/tag-reach";
import { World } from "../../../sandbox";
import type { Phase } from "../../../tools/rehearse/rehearsal";
import { renderMarkdown, renderSummary, type Summary, summarize } from "../../../tools/rehearse/summary";
import { TODAY } from "../config/fixtures";
import { configWith } from "../domain/cost/fixture";

const REACHED: TagReachCounts = {
  reached: { "default-tags": 38, "fan-out": 2, "service-setting": 0 },
  missing: [],
  undecided: [],
  untaggable: new Map(),
};

const SUMMARY: Summary = {
  succeeded: true,
  phases: [],
  components: [{ name: "network", resources: 40 }],
  parts: 3,
  retained: [],
  tags: REACHED,
  violations: [],
  decidedByUpdate: [],
  uncheckedTypes: [],
  bill: bill(configWith({}), TODAY),
  kubernetes: undefined,
};

/** Removes colour codes and line wrapping. */
function words(text: string): string {
  return text.replaceAll(/\u001b\[\d+m/g, "").replaceAll(/\s+/g, " ");
}

describe("the summary of a rehearsal", () => {
  it.each([
    ["on a terminal", words(renderSummary(SUMMARY, 26)), "cost "],
    ["as Markdown", words(renderMarkdown("dev", SUMMARY, 26)), "- **cost**: "],
  ])("contains the cost of the stack %s", (_, text, label) => {
    // 73 + 36.50 + an m7g.large at 59.568 + 30 GB at 0.08.
    expect(text).toContain(`${label}$171.47 a month fixed, at us-east-1 prices`);
    expect(text).toContain("unpriced: nothing");
  });

  it("states the resources of a component, what else Pulumi counts, and what a destroy retains", () => {
    expect(words(renderSummary({ ...SUMMARY, retained: ["cluster-logs"] }, 26))).toContain(
      "resources 40 created: network 40 Pulumi also counts 3 components, providers and stack retained cluster-logs",
    );
  });

  it("leaves out what a rehearsal that fails in its first phase did not create or check", () => {
    const text = words(renderSummary({ ...SUMMARY, succeeded: false, components: [], parts: 0, tags: undefined }, 26));
    expect(text).toMatch(/^\s*cost /);
    expect(text).not.toMatch(/created|tags|policy|unchecked/);
  });

  it("states each finding of a rule once, with the names of the resources and the number of the others", () => {
    const violations = Array.from({ length: 12 }, (_, index) => ({
      urn: `urn::bucket-${String(index).padStart(2, "0")}`,
      policy: "bucket-versioning",
      level: "warning" as const,
      message: "Buckets keep versions.\nVersioning is not enabled",
    }));
    expect(words(renderSummary({ ...SUMMARY, violations }, 26))).toMatch(
      /policy 26 rules, 12 findings bucket-versioning \(advisory\): Versioning is not enabled: bucket-00, .*, bucket-09 and 2 more/,
    );
  });

  it("lists rules that only the update decided, and findings that a waiver accepts", () => {
    const urn = "urn:pulumi:dev::g::t::vpc";
    const violation = { urn, policy: "vpc-flow-logs", level: "warning" as const };
    const undecided = { ...violation, message: "Undecided: `vpcId` is unknown until the update" };
    const waived = { ...violation, policy: "kms", message: "Waived until 2027-01-01 by Net: Why\nNo rotation\nWhy: a" };
    const run = { succeeded: true, durationMs: 1, steps: [], unchanged: 0, errors: [], warnings: [] };
    const phase = (title: string, violations: readonly (typeof undecided)[]): Phase => {
      return { title, outcome: "", durationMs: 1, problems: [], run: { ...run, violations } };
    };
    const preview = phase("preview", [undecided, waived]);
    const render = (...phases: readonly Phase[]): string => {
      const summary = summarize(phases, new World(), REACHED, undefined, undefined);
      return words(renderSummary({ ...summary, components: SUMMARY.components }, 26));
    };
    expect(render(preview, phase("up", [waived]))).toContain(
      "26 rules, 1 finding kms (waived): No rotation. Waived until 2027-01-01 by Net: Why: vpc undecided in the preview, decided by the update: vpc-flow-logs",
    );
    expect(render(preview)).toContain("vpc-flow-logs (undecided): `vpcId` is unknown until the update: vpc");
  });

  it("lists types that no table of the sandbox describes as unpriced and as unchecked, and no others", () => {
    const world = new World();
    const objects = ["aws:sqs/queue:Queue", "aws:rds/instance:Instance", "aws:rds/subnetGroup:SubnetGroup"];
    for (const type of objects) {
      world.put({ type, id: type, name: "orders", region: "eu-west-1", accountId: "1", inputs: {}, state: {} });
    }
    const text = words(renderSummary(summarize([], world, REACHED, SUMMARY.bill, undefined), 26));
    expect(text).toContain("unpriced: aws:rds/instance:Instance, aws:rds/subnetGroup:SubnetGroup unchecked");
    expect(text).toMatch(/unchecked aws:rds\/instance:Instance, aws:rds\/subnetGroup:SubnetGroup$/);
    expect(words(renderSummary(SUMMARY, 26))).toContain("unchecked none");
  });

  it("lists objects that a real API server accepted, objects that it did not check, and pods that it rejects", () => {
    const kubernetes = {
      version: "1.36.3",
      accepted: new Map([
        ["Namespace", 1],
        ["Deployment", 2],
      ]),
      unchecked: ["NodeClass platform: unpublished"],
      warnings: ["Deployment a/b: would violate"],
      rejectedPods: ["pods of Deployment a/b: privileged"],
    };
    expect(words(renderSummary({ ...SUMMARY, kubernetes }, 26))).toContain(
      "kubernetes kube-apiserver 1.36.3 accepted 3 objects: Deployment 2, Namespace 1 " +
        "✗ pods of Deployment a/b: privileged not checked: NodeClass platform: unpublished Deployment a/b: would violate",
    );
    const succeeded = (rejectedPods: readonly string[]): boolean =>
      summarize([], new World(), REACHED, SUMMARY.bill, { ...kubernetes, rejectedPods }).succeeded;
    expect([succeeded([]), succeeded(kubernetes.rejectedPods)]).toEqual([true, false]);
  });
});
