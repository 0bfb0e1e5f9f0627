import * as fc from "fast-check";

import { cliPath, fixLines } from "../../../config/diagnostics/fix-lines";
import { edit, remove, set } from "../../../config/diagnostics/finding";
import { formatPath, touches } from "../../../config/source/path";
import { suggest } from "../../../domain/suggest";

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

  it("knows nothing when there is nothing to know", () => {
    expect(suggest("nat", [])).toBeUndefined();
  });
});

describe("fixLines", () => {
  const lines = (...steps: Parameters<typeof fixLines>[0]): readonly string[] | undefined => fixLines(steps, "dev");

  it("sets, removes, and says what no command can do", () => {
    expect(lines(set(["network", "nat"], "none"), remove(["network", "nta"]), edit("rename it"))).toEqual([
      "pulumi config set --stack dev --path 'network.nat' none",
      "pulumi config rm --stack dev --path 'network.nta'",
      "rename it",
    ]);
  });

  it("sets several values at once", () => {
    expect(lines(set(["tags", "owner"], "web team"), set(["network", "zones", 0], "a"))).toEqual([
      "pulumi config set-all --stack dev --path --plaintext 'tags.owner=web team' --plaintext 'network.zones[0]=a'",
    ]);
  });

  it.each([
    ["text that looks like a number", "111122223333", "--type string 111122223333"],
    ["text that looks like a boolean", "true", "--type string true"],
    ["a number", 3, "3"],
    ["a boolean", true, "true"],
    ["other text", "1.35", "1.35"],
    ["a space", "web team", "'web team'"],
    ["a quote", "it's", `'it'\\''s'`],
    ["nothing", "", "''"],
  ])("keeps the type of %s", (_, value, expected) => {
    expect(lines(set(["a", "b"], value))).toEqual([`pulumi config set --stack dev --path 'a.b' ${expected}`]);
  });

  it("sets text that looks like a number on its own", () => {
    expect(lines(set(["a", "b"], "x"), set(["a", "c"], "7"), set(["a", "d"], "y"))).toEqual([
      "pulumi config set-all --stack dev --path --plaintext 'a.b=x' --plaintext 'a.d=y'",
      "pulumi config set --stack dev --path 'a.c' --type string 7",
    ]);
  });

  it("says a value that begins with a hyphen after --", () => {
    expect(lines(set(["a", "b"], -5))).toEqual(["pulumi config set --stack dev --path 'a.b' -- -5"]);
  });

  it("sets a key with = on its own, because set-all splits there", () => {
    expect(lines(set(["a", "b=c"], "x"), set(["a", "d"], "y"))).toEqual([
      "pulumi config set --stack dev --path 'a.b=c' x",
      "pulumi config set --stack dev --path 'a.d' y",
    ]);
  });

  it("says that a long value is no secret where the CLI would take it for one", () => {
    expect(
      lines(set(["cluster", "access", "token-service", "principalArn"], "arn:aws:iam::111122223333:role/x")),
    ).toEqual([
      "pulumi config set --stack dev --path 'cluster.access.token-service.principalArn' --plaintext arn:aws:iam::111122223333:role/x",
    ]);
  });

  it.each([
    ["a line break in a key", remove(["tags", "a\nb"])],
    ["an invisible character in a key", remove(["tags", "a\u200bb"])],
    ["a line break in a value", set(["tags", "a"], "x\ny")],
    ["a top-level key with a dot", remove(["a.b"])],
    ["a quoted key that ends with a backslash", remove(["tags", "a.b\\"])],
  ])("has no command for %s", (_, step) => {
    expect(lines(step)).toBeUndefined();
  });
});

describe("cliPath", () => {
  it.each([
    [["tags", "a.b"], 'tags["a.b"]'],
    [["tags", 'a"b\\c'], 'tags["a\\"b\\c"]'],
    [["tags", "a\\b"], "tags.a\\b"],
    [["tags", ""], 'tags[""]'],
    [["network", "zones", 1], "network.zones[1]"],
  ])("%j is %s", (path, expected) => {
    expect(cliPath(path)).toBe(expected);
  });
});
