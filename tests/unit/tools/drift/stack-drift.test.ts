import { renderMarkdown } from "../../../../tools/drift/markdown";
import { PlanReader, stackDrift } from "../../../../tools/drift/stack-drift";
import { renderDrift } from "../../../../tools/drift/terminal";
import type { StackDrift } from "../../../../tools/drift/model";
import type { ReportEvent } from "../../../../tools/report/read/engine-event";
import { readPreview } from "../../../../tools/report/read/preview";
import { CANARY, diagnostic, ended, SECRET_VALUE, step } from "../../report/fixture";

const FACTS = { stack: "dev", file: "Pulumi.dev.yaml" };
const VPC = { name: "vpc", type: "aws:ec2/vpc:Vpc" } as const;
const DRIFTED = step({ ...VPC, op: "update", old: { a: 1 }, now: { a: 2 }, diff: { a: "update" } });

function driftOf(refresh: readonly ReportEvent[], plan?: readonly ReportEvent[]): StackDrift {
  const reader = new PlanReader();
  for (const event of plan ?? []) reader.onEvent(event);
  return stackDrift(FACTS, {
    refresh: readPreview(refresh),
    ...(plan === undefined ? {} : { plan: reader.preview() }),
  });
}

/** The result of a step, as a refresh reports it. */
function asOutputs({ resourcePreEvent, ...event }: ReportEvent): ReportEvent {
  return { ...event, ...(resourcePreEvent === undefined ? {} : { resOutputsEvent: resourcePreEvent }) };
}

describe("the drift of a stack", () => {
  it("is none if the refresh has no differences", () => {
    const drift = driftOf([step({ ...VPC, op: "same", old: {}, now: {} }), ended()]);
    expect(drift).toMatchObject({ outcome: "clean", checked: 1, resources: [] });
    expect(renderDrift(drift)).toContain("No drift: 1 resource compared.");
  });

  it("is reverted by an update that sets the property, a part of it or what contains it, and kept by any other", () => {
    const drift = step({
      ...VPC,
      op: "update",
      old: { a: { b: 1 }, c: 1, d: { e: 1 }, f: [1] },
      now: { a: { b: 2 }, c: 2, d: { e: 2 }, f: [2] },
      diff: { "a.b": "update", c: "update", d: "update", "f[0]": "update" },
    });
    const plan = step({
      ...VPC,
      op: "update",
      old: {},
      now: {},
      diff: { a: "update", "d.e": "update", "f[1]": "update" },
    });
    const [resource] = driftOf([asOutputs(drift), ended()], [asOutputs(drift), plan, ended()]).resources;
    expect(resource?.properties.map(({ path, fate }) => [path, fate])).toEqual([
      ["a.b", "reverted"],
      ["c", "kept"],
      ["d", "reverted"],
      ["f[0]", "kept"],
    ]);
  });

  it("is expected where the program ignores the property, unless it matters for security or costs", () => {
    const cases = { description: "expected", policy: "security", retentionInDays: "cost", other: "expected" };
    const values = (value: number): object => Object.fromEntries(Object.keys(cases).map((key) => [key, value]));
    const diff = Object.fromEntries(Object.keys(cases).map((key) => [key, "update"]));
    const drift = step({ ...VPC, op: "update", old: values(1), now: values(2), diff });
    const [resource] = driftOf([drift, ended()], [ended()]).resources;
    expect(Object.fromEntries(resource?.properties.map((each) => [each.path, each.class]) ?? [])).toEqual(cases);
  });

  it("warns of an update that replaces the resource", () => {
    const plan = step({ ...VPC, op: "replace", old: { a: 2 }, now: { a: 1 }, diff: { a: "update-replace" } });
    const drift = driftOf([DRIFTED, ended()], [plan, ended()]);
    expect(drift.resources[0]?.fate).toBe("replaced");
    expect(renderDrift(drift)).toContain("An update with --refresh replaces the resource.");
    expect(renderMarkdown(drift)).toContain("<td>replaces the resource</td>");
  });

  it("names a deleted resource, and whether the program creates it again", () => {
    const gone = step({ ...VPC, op: "delete", old: { a: 1 } });
    const created = step({ ...VPC, op: "create", now: { a: 1 } });
    expect(driftOf([gone, ended()], [created, ended()]).resources).toMatchObject([
      { kind: "deleted", fate: "reverted" },
    ]);
    expect(driftOf([gone, ended()], [ended()]).resources).toMatchObject([{ kind: "deleted", fate: "kept" }]);
  });

  it("is shown although the program cannot be previewed, with the reason", () => {
    const drift = driftOf([DRIFTED, ended()], [diagnostic("no language host"), ended("failed")]);
    expect(drift).toMatchObject({ outcome: "drifted", resources: [{ fate: "unknown" }] });
    expect(drift.fateUnknown).toContain("no language host");
    expect(renderDrift(drift)).toContain("What the next update does is unknown.");
  });

  it("fails if AWS cannot be read, which is not the same as no drift", () => {
    const drift = driftOf([diagnostic("ExpiredToken: the security token expired"), ended("failed")]);
    expect(drift).toMatchObject({ outcome: "failed", problems: [expect.stringContaining("ExpiredToken")] });
    expect(renderDrift(drift)).toContain("The state could not be compared with AWS.");
  });

  it("has the most urgent resource first", () => {
    const at = (name: string, path: string): ReportEvent =>
      step({ ...VPC, op: "update", name, old: { [path]: 1 }, now: { [path]: 2 }, diff: { [path]: "update" } });
    const { resources } = driftOf([
      at("a", "description"),
      at("b", "iops"),
      at("c", "policy"),
      at("d", "other"),
      ended(),
    ]);
    expect(resources.map(({ name }) => name)).toEqual(["c", "b", "d", "a"]);
  });

  it("contains no secret: neither a marked one, nor the same value elsewhere", () => {
    const secret = step({
      ...VPC,
      op: "update",
      old: { password: CANARY, url: `https://${CANARY}@db`, topic: SECRET_VALUE },
      now: { password: `${CANARY}-2`, url: `https://${CANARY}-2@db`, topic: CANARY },
      diff: { password: "update", url: "update", topic: "update" },
    });
    const drift = driftOf([secret, ended()], [diagnostic(`cannot use ${CANARY}`), ended("failed")]);
    for (const output of [JSON.stringify(drift), renderDrift(drift), renderMarkdown(drift)]) {
      expect(output).not.toContain(CANARY);
      expect(output).toContain("password");
    }
  });

  it("is as long as an issue at most", () => {
    const many = Array.from({ length: 900 }, (_, index) =>
      step({ ...VPC, op: "update", name: `vpc-${index}`, old: { a: 1 }, now: { a: 2 }, diff: { a: "update" } }),
    );
    const markdown = renderMarkdown(driftOf([...many, ended()]));
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/\d+ more differences/);
  });
});
