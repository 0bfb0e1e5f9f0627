import fc from "fast-check";

import { type PlatformTagArgs, REQUIRED_TAG_KEYS, platformTags } from "../../../components/tagging";
import { TAG_ARGS } from "./fixture";

function violations(change: Partial<PlatformTagArgs>): string[] {
  try {
    platformTags({ ...TAG_ARGS, ...change });
    return [];
  } catch (error) {
    const lines = error instanceof Error ? error.message.split("\n") : [];
    expect(lines[0]).toBe("The tags cannot be used:");
    return lines.slice(1).map((line) => line.replace("  - ", ""));
  }
}

describe("platformTags", () => {
  it("gives the required tags, then the additional ones", () => {
    expect(Object.entries(platformTags(TAG_ARGS))).toEqual([
      ["Project", "shop"],
      ["Owner", "platform@example.com"],
      ["CostCenter", "4711"],
      ["Department", "Engineering"],
      ["Environment", "dev"],
      ["ManagedBy", "Pulumi"],
      ["DataClass", "internal"],
    ]);
  });

  it("cannot be changed afterwards, neither itself nor through its arguments", () => {
    const additional: Record<string, string> = { DataClass: "internal" };
    const tags = platformTags({ ...TAG_ARGS, additional });
    expect(() => Object.assign(tags, { Owner: "somebody" })).toThrow(TypeError);
    additional["DataClass"] = "public";
    expect(tags).toMatchObject({ Owner: "platform@example.com", DataClass: "internal" });
  });

  it.each(["Größe", "日本", "a b", "+-=._:/@", "x".repeat(256)])("takes the value %s", (project) => {
    expect(violations({ project })).toEqual([]);
  });
});

describe("platformTags refuses", () => {
  it.each([
    ["an empty value", { owner: "" }, "value of Owner is empty: write one"],
    ["a long value", { owner: "x".repeat(257) }, "value of Owner is 257 characters long: AWS allows 256"],
    [
      "a character outside AWS's set",
      { costCenter: "a,b" },
      "value of CostCenter has a character that AWS refuses: use letters, digits, spaces and + - = . _ : / @",
    ],
    [
      "a line break",
      { project: "a\nb" },
      "value of Project has a character that AWS refuses: use letters, digits, spaces and + - = . _ : / @",
    ],
    ["space around a value", { department: " Sales" }, "value of Department begins or ends with a space: remove it"],
    [
      "AWS's prefix in a value, in any case",
      { project: "AWS:x" },
      'value of Project begins with "aws:", which is AWS\'s own: choose another',
    ],
    [
      "AWS's prefix in a key, in any case",
      { additional: { "Aws:x": "y" } },
      'key Aws:x begins with "aws:", which is AWS\'s own: choose another',
    ],
    ["an empty key", { additional: { "": "y" } }, 'key "" is empty: write one'],
    [
      "a long key",
      { additional: { ["k".repeat(129)]: "y" } },
      `key ${"k".repeat(129)} is 129 characters long: AWS allows 128`,
    ],
    ['"=" in a key', { additional: { "a=b": "y" } }, 'key a=b contains "=": leave it out'],
    [
      "a required key",
      { additional: { Owner: "me" } },
      "Owner is Owner again: IAM does not tell letter case apart; choose another key",
    ],
    [
      "a required key in other letters",
      { additional: { costcenter: "1" } },
      "costcenter is CostCenter again: IAM does not tell letter case apart; choose another key",
    ],
    [
      "two keys that differ in case",
      { additional: { Team: "a", team: "b" } },
      "team is Team again: IAM does not tell letter case apart; choose another key",
    ],
    ["the key Name", { additional: { Name: "x" } }, "key Name has a meaning on single resources: choose another key"],
    [
      "a key of Kubernetes",
      { additional: { "kubernetes.io/role/elb": "1" } },
      "key kubernetes.io/role/elb has a meaning on single resources: choose another key",
    ],
    [
      "a ninth tag",
      { additional: { one: "1", two: "2", three: "3" } },
      "9 tags are too many: leave at most 8, since an S3 object holds 10",
    ],
  ] as const)("%s", (_, change, violation) => {
    expect(violations(change)).toEqual([violation]);
  });

  it("everything that is wrong, at once", () => {
    expect(violations({ owner: "", project: "a;b", additional: { Name: "x", owner: "y", "k=v": "z" } })).toHaveLength(
      6,
    );
  });

  it("no set of values that AWS would take", () => {
    const unit = fc.constantFrom("a", "Z", "0", "é", "本", "+", "-", "=", ".", "_", ":", "/", "@");
    const value = fc.string({ unit, minLength: 1, maxLength: 256 }).filter((text) => !/^aws:/i.test(text));
    fc.assert(
      fc.property(
        fc.tuple(value, value, value, value, value, value),
        ([project, owner, costCenter, department, environment, managedBy]) => {
          const values = { project, owner, costCenter, department, environment, managedBy };
          const tags = platformTags({ ...values, additional: {} });
          expect(Object.keys(tags)).toEqual([...REQUIRED_TAG_KEYS]);
          expect(Object.values(tags)).toEqual(Object.values(values));
        },
      ),
    );
  });
});
