import fc from "fast-check";

import { differences, type Fingerprint, fingerprintOf, fingerprintSchema } from "../../../tools/report/fingerprint";
import type { ReportEvent } from "../../../tools/report/read/engine-event";
import { readPreview } from "../../../tools/report/read/preview";
import { fingerprintFile } from "../../../tools/report/fingerprint-file";
import { readApproved, requireApproved } from "../../../tools/up/approved";
import type { StackReport } from "../../../tools/report/model";
import { ToolError } from "../../../tools/terminal/tool";
import { readRecorded, recordedReport } from "../../support/recorded-previews";
import { ended, step, type StepFixture } from "./fixture";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

function fingerprint(events: readonly ReportEvent[], drift: readonly ReportEvent[] = []): Fingerprint {
  const preview = readPreview([...events, ended()]);
  return fingerprintOf("dev", preview, readPreview([...drift, ended()]), preview.secrets.redactor());
}

const value = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.integer()),
);

/** Steps of a preview with different resources, as engines report them. */
const steps = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 8 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc
        .record({ op: fc.constantFrom("create", "update", "replace", "delete"), before: value, after: value })
        .map(({ op, before, after }): StepFixture => ({
          op: op,
          name,
          ...(op === "create" ? {} : { old: { displayName: before } }),
          ...(op === "delete" ? {} : { now: { displayName: after, fifo: true } }),
          ...(op === "update" || op === "replace" ? { diff: { displayName: "update" } } : {}),
        })),
    ),
  ),
);

const TRIALS = { numRuns: 50, seed: 12 };

describe("the fingerprint of a preview", () => {
  it("has a hash for each of two paths that differ only in a secret", () => {
    const secrets = { password: ["first-secret", "other-secret"] };
    const of = (second: number): Fingerprint =>
      fingerprint([
        step({
          op: "update",
          name: "map",
          old: { ...secrets, users: { "first-secret": 1, "other-secret": 1 } },
          now: { ...secrets, users: { "first-secret": 2, "other-secret": second } },
          diff: { "users.first-secret": "update", "users.other-secret": "update" },
        }),
      ]);
    expect(Object.keys(of(3).changes[0]?.keys ?? {})).toEqual(["users.[secret]", "users.[secret] (2)"]);
    expect(of(4).fingerprint).not.toBe(of(3).fingerprint);
    expect(differences(of(3), of(4))).toHaveLength(1);
  });

  it("is the same for the same changes in any order, 50 times", () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (fixtures, order) => {
        const shuffled = fixtures.map((each) => [order.next().value as number, each] as const);
        const other = shuffled.sort(([a], [b]) => a - b).map(([, each]) => step(each));
        const [one, two] = [fingerprint(fixtures.map(step)), fingerprint(other)];
        expect(two.fingerprint).toBe(one.fingerprint);
        expect(differences(one, two)).toEqual([]);
      }),
      TRIALS,
    );
  });

  it("differs for another operation, value, resource or drift, 50 times", () => {
    fc.assert(
      fc.property(
        steps,
        fc.nat(),
        fc.constantFrom("value", "operation", "missing", "added", "drift"),
        (fixtures, at, how) => {
          const index = at % fixtures.length;
          const { fingerprint: approved, ...one } = fingerprint(fixtures.map(step));
          const changed = fixtures.flatMap((each, position) => (position === index ? changedStep(each, how) : [each]));
          const drift =
            how === "drift"
              ? [step({ op: "update", name: "drifted", old: { a: 1 }, now: { a: 2 }, diff: { a: "update" } })]
              : [];
          const other = fingerprint(changed.map(step), drift);
          expect(other.fingerprint).not.toBe(approved);
          expect(differences({ ...one, fingerprint: approved }, other)).not.toEqual([]);
        },
      ),
      TRIALS,
    );
  });

  const CREATE: StepFixture = { op: "create", name: "a", now: { l: 1 } };
  const UPDATE: StepFixture = { op: "update", name: "a", old: { l: 1, k: 1 }, now: { l: 2, k: 2 } };
  const REPLACE: readonly StepFixture[] = (["create-replacement", "replace", "delete-replaced"] as const).map((op) => ({
    ...UPDATE,
    op,
    diff: { l: "update-replace", k: "update" },
  }));
  const withId = (op: "import" | "delete", id: string): StepFixture =>
    op === "import"
      ? { op, name: "a", now: { l: 1 }, newState: { id } }
      : { op, name: "a", old: { l: 1 }, oldState: { id } };
  const environment = (value: string): object => ({ environment: { __A: value } });

  it.each<[string, readonly StepFixture[], readonly StepFixture[]]>([
    ["an import and a create", [withId("import", "db-1")], [{ ...withId("import", "db-1"), op: "create" }]],
    ["imports of other IDs", [withId("import", "db-1")], [withId("import", "db-2")]],
    ["deletions of other IDs", [withId("delete", "i-1")], [withId("delete", "i-2")]],
    [
      "deletions of one and of two objects",
      [
        { ...withId("delete", "i-1"), op: "delete-replaced" },
        { ...withId("delete", "i-2"), op: "delete-replaced" },
      ],
      [{ ...withId("delete", "i-2"), op: "delete-replaced" }],
    ],
    ["another provider", [CREATE], [{ ...CREATE, newState: { provider: "urn::aws::other::1" } }]],
    ["protection", [CREATE], [{ ...CREATE, protect: true }]],
    ["protection that an update ends", [UPDATE], [{ ...UPDATE, oldState: { protect: true } }]],
    ["retention", [withId("delete", "i-1")], [{ ...withId("delete", "i-1"), retainOnDelete: true }]],
    ["the order of creation and deletion", REPLACE, [...REPLACE].reverse()],
    [
      "the property that forces a replacement",
      REPLACE,
      REPLACE.map((each) => ({ ...each, diff: { l: "update", k: "update-replace" } })),
    ],
    [
      "a created key of a user's map that begins with underscores",
      [{ ...CREATE, now: environment("1") }],
      [{ ...CREATE, now: environment("2") }],
    ],
    [
      "an updated key of a user's map that begins with underscores",
      [{ ...UPDATE, now: environment("1"), diff: { "environment.__A": "add" } }],
      [{ ...UPDATE, now: environment("2"), diff: { "environment.__A": "add" } }],
    ],
    ["values of a provider without differences", [UPDATE], [{ ...UPDATE, now: { l: 3, k: 2 } }]],
  ])("differs for %s", (_, one, other) => {
    const [approved, now] = [fingerprint(one.map(step)), fingerprint(other.map(step))];
    expect(now.fingerprint).not.toBe(approved.fingerprint);
    expect(differences(approved, now)).not.toEqual([]);
  });

  it.each<[string, StepFixture, StepFixture]>([
    [
      "JSON with its keys in another order",
      { ...CREATE, now: { p: '{"a":1,"b":{"c":2,"d":3}}' } },
      { ...CREATE, now: { p: '{"b":{"d":3,"c":2},"a":1}' } },
    ],
    [
      "the books of a provider",
      { ...CREATE, now: { __defaults: ["a"], t: { __defaults: [] } } },
      { ...CREATE, now: { t: {} } },
    ],
    [
      "another ID of the same provider",
      { ...CREATE, newState: { provider: "urn::aws::main::04da6b54-80e4-46f7-96ec-b56ff0331ba9" } },
      { ...CREATE, newState: { provider: "urn::aws::main::1" } },
    ],
  ])("is the same for %s", (_, one, other) => {
    expect(fingerprint([step(one)])).toEqual(fingerprint([step(other)]));
  });

  it("is the same for two readings of a recorded preview, and differs between recorded previews", () => {
    const of = (name: string): string => fingerprint(readRecorded(name).preview).fingerprint;
    const names = ["small-update", "replace", "delete", "empty-program", "exposure"];
    expect(names.map(of)).toEqual(names.map(of));
    expect(new Set(names.map(of)).size).toBe(names.length);
  });
});

/** The step with one difference. */
function changedStep(fixture: StepFixture, how: string): readonly StepFixture[] {
  const { op, name } = fixture;
  if (how === "missing") return [];
  if (how === "added") return [fixture, { op: "create", name: `${name}-added`, now: {} }];
  if (how === "operation") {
    return op === "delete" ? [{ op: "create", name, now: {} }] : [{ op: "delete", name, old: {} }];
  }
  if (how === "drift") return [fixture];
  if (op === "delete") return [{ op: "update", name, old: { a: 1 }, now: { a: 2 }, diff: { a: "update" } }];
  return [{ ...fixture, now: { displayName: "a value that no trial has", fifo: true } }];
}

describe("an update with --approved", () => {
  const approved = fingerprint([
    step({ op: "update", name: "topic", old: { a: 1 }, now: { a: 2 }, diff: { a: "update" } }),
  ]);

  it("continues if the preview is the approved one", () => {
    expect(() => {
      requireApproved(approved, structuredClone(approved));
    }).not.toThrow();
  });

  it("is refused with every difference", () => {
    const now = fingerprint(
      [
        step({ op: "update", name: "topic", old: { a: 1 }, now: { a: 3 }, diff: { a: "update" } }),
        step({ op: "create", name: "queue", now: {} }),
      ],
      [step({ op: "delete", name: "vpc", old: {} })],
    );
    expect(() => {
      requireApproved(approved, now);
    }).toThrow(
      /queue: now create, which is not approved[\s\S]*topic: update with other values of a[\s\S]*drift: vpc: now delete/,
    );
  });

  describe("and the file of the approved report", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "groundwork-approved-"));
    const file = path.join(folder, "fingerprint.json");
    const [stack] = recordedReport("small-update").stacks;
    if (stack === undefined) throw new Error("The recorded report has no stack.");

    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    function write(outcome: StackReport["outcome"], isSimulated = false): void {
      const report = { ...stack, stack: "dev", outcome, fingerprint: approved.fingerprint } as StackReport;
      writeFileSync(file, JSON.stringify(fingerprintFile({ isSimulated, stacks: [report] }, [approved])));
    }

    it.each(["changed", "unchanged"] as const)("reads the fingerprint of the stack if the outcome is %s", (outcome) => {
      write(outcome);
      expect(fingerprintSchema.parse(readApproved(file, "dev"))).toEqual(approved);
      expect(() => readApproved(file, "prod")).toThrow("has no stack prod: only dev");
    });

    it.each(["refused", "failed", "invalid"] as const)("is refused if the outcome of the report is %s", (outcome) => {
      write(outcome);
      expect(() => readApproved(file, "dev")).toThrow(/The outcome of stack dev .* can be approved/);
    });

    it("is refused if the report is a rehearsed one", () => {
      write("changed", true);
      expect(() => readApproved(file, "dev")).toThrow("of a rehearsed report");
    });

    it("has no fingerprint of a preview that did not end", () => {
      expect(fingerprintFile({ isSimulated: false, stacks: recordedReport("failed").stacks }, [approved])).toEqual([]);
    });

    it.each(["", "[", "{}"])("is refused with its path if its content is '%s'", (content) => {
      writeFileSync(file, content);
      expect(() => readApproved(file, "dev")).toThrow(ToolError);
      expect(() => readApproved(file, "dev")).toThrow(file);
    });

    it("is refused with its path if it does not exist", () => {
      expect(() => readApproved(path.join(folder, "none.json"), "dev")).toThrow(/none\.json/);
      expect(() => readApproved(path.join(folder, "none.json"), "dev")).toThrow(ToolError);
    });
  });
});
