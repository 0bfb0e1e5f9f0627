import { bill } from "../../../domain/cost/bill";
import { World } from "../../../sandbox";
import { renderMarkdown, renderSummary, type Summary, summarize } from "../../../tools/rehearse/summary";
import { TODAY } from "../config/fixtures";
import { configWith } from "../domain/cost/fixture";

const SUMMARY: Summary = {
  held: true,
  phases: [],
  components: [{ name: "network", resources: 40 }],
  tags: [{ place: "resources", total: 40, missing: [] }],
  violations: [],
  unprovenTypes: [],
  bill: bill(configWith({}), TODAY),
  kubernetes: undefined,
};

/** Without colours, and each run of spaces as one: the text wraps. */
function words(text: string): string {
  return text.replaceAll(/\u001b\[\d+m/g, "").replaceAll(/\s+/g, " ");
}

describe("the summary of a rehearsal", () => {
  it.each([
    ["on a terminal", words(renderSummary(SUMMARY, 26)), "cost "],
    ["as Markdown", words(renderMarkdown("dev", SUMMARY, 26)), "- **cost**: "],
  ])("says what the stack costs %s", (_, text, label) => {
    // 73 + 36.50 + an m7g.large at 59.568 + 30 GB at 0.08.
    expect(text).toContain(`${label}$171.47 a month fixed, at us-east-1 prices`);
    expect(text).toContain("unpriced: nothing");
  });

  it("says what a real API server took, what it was not asked, and which pods it would not take", () => {
    const kubernetes = {
      version: "1.36.3",
      accepted: new Map([
        ["Namespace", 1],
        ["Deployment", 2],
      ]),
      unjudged: ["NodeClass platform: unpublished"],
      warnings: ["Deployment a/b: would violate"],
      refusedPods: ["pods of Deployment a/b: privileged"],
    };
    expect(words(renderSummary({ ...SUMMARY, kubernetes }, 26))).toContain(
      "kubernetes 3 objects taken by kube-apiserver 1.36.3: Deployment 2, Namespace 1 " +
        "✗ pods of Deployment a/b: privileged not judged: NodeClass platform: unpublished Deployment a/b: would violate",
    );
    const held = (refusedPods: readonly string[]): boolean =>
      summarize([], new World(), [], SUMMARY.bill, { ...kubernetes, refusedPods }).held;
    expect([held([]), held(kubernetes.refusedPods)]).toEqual([true, false]);
  });
});
