import { exitCodeOf, renderChange, resourceChanges } from "../../../tools/rehearse/change-report";
import type { RunResult, Step } from "../../../tools/rehearse/run-result";

const RUN: RunResult = {
  succeeded: true,
  durationMs: 1,
  steps: [],
  unchanged: 4,
  errors: [],
  warnings: [],
  violations: [],
};

function step(op: Step["op"], name: string, more: Partial<Step> = {}): Step {
  const type = "aws:ec2/subnet:Subnet";
  const urn = `urn:pulumi:dev::groundwork::${type}::${name}`;
  const rest = { parent: "", protect: false, id: "", retainOnDelete: false, changes: [], replaces: [] };
  return { urn, type, op, ...rest, ...more };
}

const STEPS = [
  step("create", "new"),
  step("update", "same", { changes: ["tags.Owner"] }),
  step("delete", "old"),
  step("create-replacement", "moved", { changes: ["cidrBlock", "tags"], replaces: ["cidrBlock"] }),
  step("replace", "moved", { changes: ["cidrBlock", "tags"], replaces: ["cidrBlock"] }),
  step("delete-replaced", "moved"),
  step("update", "component", { type: "groundwork:network:Network", changes: ["zones"] }),
];

/** Removes colour codes. */
function plain(text: string): string {
  return text.replaceAll(/\u001b\[\d+m/g, "");
}

describe("the changes of a rehearsal", () => {
  it("have one line for each resource, the most disruptive first, and none for components", () => {
    expect(resourceChanges(STEPS).map(({ kind, name, properties }) => [kind, name, properties])).toEqual([
      ["replace", "moved", ["cidrBlock"]],
      ["delete", "old", []],
      ["update", "same", ["tags.Owner"]],
      ["create", "new", []],
    ]);
  });

  it("are printed with type, properties and counts", () => {
    expect(plain(renderChange({ creation: RUN, preview: { ...RUN, steps: STEPS } }, "v1.0.0"))).toBe(
      [
        "  ± replace  moved  aws:ec2:Subnet  cidrBlock",
        "  - delete   old    aws:ec2:Subnet",
        "  ~ update   same   aws:ec2:Subnet  tags.Owner",
        "  + create   new    aws:ec2:Subnet",
        "  4 changes since v1.0.0: 1 to replace, 1 to delete, 1 to update, 1 to create",
      ].join("\n"),
    );
  });

  it("are printed as none when only components differ", () => {
    const result = { creation: RUN, preview: { ...RUN, steps: STEPS.slice(-1) } };
    expect(plain(renderChange(result, "v1.0.0"))).toBe("  ✓ no changes since v1.0.0: 4 unchanged");
    expect(exitCodeOf(result)).toBe(0);
  });

  it("and a failure have different exit codes", () => {
    const failed = { ...RUN, succeeded: false, errors: ["refused", "refused"] };
    expect(exitCodeOf({ creation: RUN, preview: { ...RUN, steps: STEPS } })).toBe(7);
    expect(exitCodeOf({ creation: RUN, preview: failed })).toBe(1);
    expect(exitCodeOf({ creation: failed })).toBe(1);
    expect(plain(renderChange({ creation: RUN, preview: failed }, "HEAD"))).toBe(
      "  ✗ The change since HEAD is refused:\n      refused",
    );
    expect(plain(renderChange({ creation: failed }, "HEAD"))).toContain("The program of HEAD cannot create the stack");
  });
});
