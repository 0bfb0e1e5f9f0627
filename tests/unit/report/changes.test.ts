import { changesOf } from "../../../tools/report/read/changes";
import { parseEventLog } from "../../../tools/report/read/engine-event";
import { readPreview } from "../../../tools/report/read/preview";
import { segmentsOf, textsOf } from "../../../tools/report/read/property";
import { Redactor } from "../../../tools/report/read/secrets";
import { tierOf } from "../../../tools/report/read/tier";
import { exitCodeOf, renderStack, withoutCommands } from "../../../tools/report/terminal";
import { recordedReport } from "../../support/recorded-previews";
import { diagnostic, ended, step } from "./fixture";
import { reportOf } from "./outputs";

const NO_SECRETS = new Redactor([]);

/** Removes colour codes. */
function plain(text: string): string {
  return text.replaceAll(/\u001b\[\d+m/g, "");
}

describe("the changes of a preview", () => {
  const provider = (old: object, now: object): readonly string[] => {
    const events = [step({ op: "update", name: "aws", type: "pulumi:providers:aws", old, now }), ended()];
    return changesOf(readPreview(events), NO_SECRETS).map(({ kind, name }) => `${kind} ${name}`);
  };

  it("include a provider with another account, Region or default tags, with which the update changes its resources", () => {
    expect(provider({ region: "eu-west-1" }, { region: "eu-west-2" })).toEqual(["update aws"]);
    const event = step({ op: "create", name: "aws", type: "pulumi:providers:aws", now: { region: "eu-west-1" } });
    expect(changesOf(readPreview([event]), NO_SECRETS)).toEqual([]);
  });

  it("do not include a provider with another version alone, as after every upgrade of its package", () => {
    expect(provider({ region: "eu-west-1", version: "7.48.0" }, { region: "eu-west-1", version: "7.49.0" })).toEqual(
      [],
    );
  });

  it("are one for each resource, the most disruptive first, with the property that forces a replacement", () => {
    const diff = { displayName: "update", fifo: "update-replace" };
    const [old, now] = [
      { displayName: "a", fifo: false },
      { displayName: "b", fifo: true },
    ];
    const moved = (op: "create-replacement" | "replace" | "delete-replaced"): ReturnType<typeof step> =>
      step({ op, name: "moved", old, now, diff });
    const events = [
      step({ op: "create", name: "new", now: {} }),
      moved("create-replacement"),
      moved("replace"),
      moved("delete-replaced"),
      step({ op: "delete", name: "old", old: {}, protect: true }),
      step({ op: "same", name: "same", old: {}, now: {} }),
      step({ op: "update", name: "component", type: "groundwork:network:Network", old: {}, now: {} }),
      ended(),
    ];
    const preview = readPreview(events);
    expect(preview.unchanged).toBe(1);
    expect(changesOf(preview, NO_SECRETS)).toMatchObject([
      { kind: "delete", name: "old", isProtected: true, id: "old-id", component: "stack" },
      {
        kind: "replace",
        name: "moved",
        properties: [
          { path: "displayName", replaces: false, before: "a", after: "b" },
          { path: "fifo", replaces: true, before: "false", after: "true" },
        ],
      },
      { kind: "create", name: "new", properties: [] },
    ]);
  });

  it.each<[string, object, object, string, string]>([
    ["protect", { protect: true }, {}, "true", "false"],
    ["retainOnDelete", {}, { retainOnDelete: true }, "false", "true"],
    [
      "provider",
      { provider: "urn::aws::main::1" },
      { provider: "urn::aws::other::1" },
      "urn::aws::main",
      "urn::aws::other",
    ],
  ])("are an update if only the option %s changes", (path, oldState, newState, before, after) => {
    const events = [step({ op: "same", name: "bucket", old: { a: 1 }, now: { a: 1 }, oldState, newState }), ended()];
    const preview = readPreview(events);
    expect(changesOf(preview, NO_SECRETS)).toMatchObject([
      { kind: "update", name: "bucket", properties: [{ path, kind: "update", replaces: false, before, after }] },
    ]);
    expect(preview.unchanged).toBe(0);
    const { report, fingerprint } = reportOf(events);
    expect(report).toMatchObject({ outcome: "changed", counts: { update: 1, unchanged: 0 } });
    expect(exitCodeOf([report])).toBe(7);
    expect(fingerprint.changes).toMatchObject([
      { operation: "update", keys: { [path]: expect.any(String) as string } },
    ]);
  });

  it.each([
    ["the ID of the provider", "urn::aws::main::1", "urn::aws::main::04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
    ["the version of a default provider", "urn::aws::default_7_8_0::1", "urn::aws::default_7_9_0::2"],
  ])("are none if only %s changes", (_, from, to) => {
    const states = { oldState: { provider: from }, newState: { provider: to } };
    const preview = readPreview([step({ op: "same", name: "bucket", old: {}, now: {}, ...states }), ended()]);
    expect(changesOf(preview, NO_SECRETS)).toEqual([]);
    expect(preview.unchanged).toBe(1);
  });

  it("have no property with which a provider keeps its books", () => {
    const old = { __defaults: [], tags: { __defaults: [], a: "1" } };
    const now = { __defaults: ["a"], tags: { __defaults: ["b"], a: "2" } };
    const diff = { __defaults: "update", "tags.__defaults": "update", "tags.a": "update" };
    const [change] = changesOf(readPreview([step({ op: "update", name: "t", old, now, diff })]), NO_SECRETS);
    expect(change?.properties.map(({ path }) => path)).toEqual(["tags.a"]);
  });

  it("say which properties change if a provider reports only keys", () => {
    const event = step({ op: "update", name: "t", old: { a: 1 }, now: { a: 2 } });
    Object.assign(event.resourcePreEvent?.metadata ?? {}, { diffs: ["a"], keys: ["a"] });
    const [change] = changesOf(readPreview([event]), NO_SECRETS);
    expect(change?.properties).toEqual([{ path: "a", kind: "update", replaces: true, before: "1", after: "2" }]);
  });
});

it("reads keys with dots and indexes in the path of a property", () => {
  expect(segmentsOf('a["b.c"][0].d')).toEqual(["a", "b.c", "0", "d"]);
});

it("cuts long values around their first difference", () => {
  const [before, after] = [`${"x".repeat(300)}old${"y".repeat(300)}`, `${"x".repeat(300)}new${"y".repeat(300)}`];
  const texts = textsOf(before, after, NO_SECRETS);
  expect(texts.before).toMatch(/^…x+old/);
  expect(texts.after).toMatch(/^…x+new/);
  expect(texts.after?.length).toBeLessThan(170);
});

it.each([
  ["aws:ec2/subnet:Subnet", "network-private-a", "private"],
  ["aws:ec2/routeTable:RouteTable", "network-control-plane", "control-plane"],
  ["aws:ec2/route:Route", "network-public-internet", "public"],
  ["aws:ec2/vpc:Vpc", "network-public", undefined],
])("finds the tier of %s %s", (type, name, tier) => {
  expect(tierOf(`urn:pulumi:dev::p::${type}::${name}`, type, new Map())).toBe(tier);
});

it("reads a log whose last line is incomplete", () => {
  expect(parseEventLog('{"sequence":1,"timestamp":1}\n{"seq')).toHaveLength(1);
  expect(() => parseEventLog('{"seq\n{"sequence":1,"timestamp":1}')).toThrow();
});

describe("a report on a terminal", () => {
  it("lists changes with the properties that cause a replacement, and counts", () => {
    const [stack] = recordedReport("replace").stacks;
    const text = plain(stack === undefined ? "" : renderStack(stack, "main"));
    expect(text).toMatch(/± replace {2}cluster-nodes-default +aws:eks:NodeGroup +capacityType\n/);
    expect(text).toContain("7 changes since main: 0 to delete, 7 to replace, 0 to update, 0 to create");
  });

  it("has no carriage returns and colours of errors", () => {
    const { report } = reportOf([diagnostic("\u001b[31mone\u001b[0m\r\ntwo\rthree"), ended("failed")]);
    expect(report.problems.map(({ message }) => message)).toEqual(["one\ntwo\nthree"]);
  });

  it.each([
    "::add-mask::x",
    "  ::set-output name=a::b",
    "##[add-mask]x",
    ":::::add-mask::x",
    "one\r::stop-commands::t",
  ])("has no command that a workflow would execute: %s", (command) => {
    const { report } = reportOf([diagnostic(`failed:\n${command}`), diagnostic(command), ended("failed")]);
    expect(plain(renderStack(report))).not.toMatch(/^\s*::|##\[/m);
    expect(plain(renderStack(report))).toMatch(/add-mask|set-output|stop-commands/);
  });

  it.each(["::add-mask::x", "  ::add-mask::x"])("has no command behind a colour: %s", (command) => {
    expect(plain(withoutCommands(`\u001b[31m${command}\u001b[39m`))).not.toMatch(/^\s*::/m);
  });

  it.each([
    ["unchanged", 0],
    ["small-update", 7],
    ["policy-violation", 1],
    ["invalid-config", 1],
    ["several-stacks", 1],
  ])("has an exit code for %s", (name, code) => {
    expect(exitCodeOf(recordedReport(name).stacks)).toBe(code);
  });
});
