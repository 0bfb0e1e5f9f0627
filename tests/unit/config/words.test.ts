import * as fc from "fast-check";

import { fixLines } from "../../../config/diagnostics/fix-lines";
import { edit, move, remove, set } from "../../../config/diagnostics/finding";
import { formatPath, parsePath, touches } from "../../../config/source/path";
import { suggest } from "../../../domain/suggest";
import { readCommand } from "./commands";

describe("formatPath", () => {
  it.each([
    [["network"], "network"],
    [["network", "zones", 1], "network.zones[1]"],
    [["cluster", "addons", "vpc-cni", "version"], "cluster.addons.vpc-cni.version"],
    [["tags", "additional", "cost.center"], 'tags.additional["cost.center"]'],
    [["pulumi:disable-default-providers", 0], "pulumi:disable-default-providers[0]"],
  ])("%j is %s", (path, expected) => {
    expect(formatPath(path)).toBe(expected);
  });

  it("gives different places different texts", () => {
    const segment = fc.oneof(fc.string(), fc.nat(9));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), fc.array(segment, { minLength: 1 }), (a, b) => {
        // The first segment is always a key.
        const [left, right] = [
          [String(a[0]), ...a.slice(1)],
          [String(b[0]), ...b.slice(1)],
        ];
        expect(formatPath(left) === formatPath(right)).toBe(JSON.stringify(left) === JSON.stringify(right));
      }),
    );
  });
});

describe("touches", () => {
  it.each([
    [["a"], ["a", "b"], true],
    [["a", "b"], ["a"], true],
    [["a", "b"], ["a", "b"], true],
    [["a", "b"], ["a", "c"], false],
    [["a", 1], ["a", 10], false],
    [[], ["a"], true],
  ])("%j and %j: %s", (a, b, expected) => {
    expect(touches(a, b)).toBe(expected);
  });
});

describe("suggest", () => {
  const keys = ["cidr", "zones", "zoneIds", "tiers", "subnets", "nat", "flowLogs"];

  it.each([
    ["nta", "nat"],
    ["NAT", "nat"],
    ["zoneids", "zoneIds"],
    ["zone", "zones"],
    ["subnet", "subnets"],
    ["flowlog", "flowLogs"],
    ["colour", undefined],
    ["x", undefined],
    ["", undefined],
  ])("%s: %s", (typed, expected) => {
    expect(suggest(typed, keys)).toBe(expected);
  });

  it("returns undefined without candidates", () => {
    expect(suggest("nat", [])).toBeUndefined();
  });
});

describe("fixLines", () => {
  const lines = (...steps: Parameters<typeof fixLines>[0]): readonly string[] | undefined => fixLines(steps, "dev");

  it("returns commands that set, remove and rename, and text for other steps", () => {
    const steps = [set(["network", "nat"], "none"), remove(["network", "nta"]), edit("add a tag")];
    expect(lines(...steps, move(["tags", "ownr"], ["tags", "owner"]))).toEqual([
      "npm run config -- set dev network.nat none",
      "npm run config -- rm dev network.nta",
      "add a tag",
      "npm run config -- mv dev tags.ownr tags.owner",
    ]);
  });

  it.each([
    [
      "text that looks like a number, where the schema wants text",
      ["aws", "accountId"],
      "111122223333",
      "111122223333",
    ],
    ["text that looks like a number", ["a", "b"], "7", `'"7"'`],
    ["text that looks like a boolean", ["a", "b"], "true", `'"true"'`],
    ["a number", ["a", "b"], 3, "3"],
    ["a boolean", ["a", "b"], true, "true"],
    ["a list", ["network", "zones"], ["a", "b"], `'["a","b"]'`],
    ["other text", ["cluster", "version"], "1.35", "1.35"],
    ["a space", ["a", "b"], "web team", "'web team'"],
    ["a quote", ["a", "b"], "it's", `'it'\\''s'`],
    ["nothing", ["a", "b"], "", "''"],
    ["text with a line break, as JSON", ["a", "b"], "x\ny", `'"x\\ny"'`],
  ])("keeps the type of %s", (_, path, value, expected) => {
    expect(lines(set(path, value))).toEqual([`npm run config -- set dev ${path.join(".")} ${expected}`]);
    expect(readCommand(lines(set(path, value))?.[0] ?? "")).toEqual({ set: path, to: value });
  });

  it("separates values that begin with a hyphen from options", () => {
    expect(lines(set(["a", "b"], -5))).toEqual(["npm run config -- set -- dev a.b -5"]);
  });

  it("quotes keys with dots, quotes and line breaks", () => {
    const path = ["tags", "a.b", 'c"d', "e\nf", 0];
    expect(lines(remove(path))).toEqual([`npm run config -- rm dev 'tags["a.b"]["c\\"d"]["e\\nf"][0]'`]);
    expect(readCommand(lines(remove(path))?.[0] ?? "")).toEqual({ remove: path });
  });

  it.each([
    ["an invisible character in a key", remove(["tags", "a\u200bb"])],
    ["an invisible character in a value", set(["tags", "a"], "x\u200by")],
  ])("has no command for %s", (_, step) => {
    expect(lines(step)).toBeUndefined();
  });
});

describe("parsePath", () => {
  it.each(["network.zones[1]", 'tags["cost.center"]', '["a.b"].c', "pulumi:disable-default-providers[0]", 'a[""]'])(
    "reads %s as it is written",
    (text) => {
      expect(formatPath(parsePath(text) ?? [])).toBe(text);
    },
  );

  it.each(["", ".a", "a.", "a..b", "[0]", "a[", "a[x]", 'a["x]', "a]b", "a[0]b"])("refuses %j", (text) => {
    expect(parsePath(text)).toBeUndefined();
  });
});
