import fc from "fast-check";

import { identifyingTags, type PlatformTagArgs, platformTags } from "../../../../components/tagging";
import { DEFAULT_TAG_KEYS, TAG_MEANINGS, type TagKeys } from "../../../../domain/tags/tag-keys";
import { TAG_ARGS } from "../../tagging/fixture";

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
  it("returns the mandatory tags, then the additional ones", () => {
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

  it("uses the keys of the stack, and none of the default keys that they replace", () => {
    const keys = { ...DEFAULT_TAG_KEYS, owner: "acme:owner", costCenter: "CostCentre", environment: "acme:env" };
    expect(Object.entries(platformTags({ ...TAG_ARGS, keys }))).toEqual([
      ["Project", "shop"],
      ["acme:owner", "platform@example.com"],
      ["CostCentre", "4711"],
      ["Department", "Engineering"],
      ["acme:env", "dev"],
      ["ManagedBy", "Pulumi"],
      ["DataClass", "internal"],
    ]);
    expect(identifyingTags({ ...TAG_ARGS, keys })).toEqual({ Project: "shop", "acme:env": "dev", ManagedBy: "Pulumi" });
  });

  it("refuses keys of mandatory tags that are reserved, or that another tag has", () => {
    const keys = { ...DEFAULT_TAG_KEYS, owner: "karpenter.sh/owner", department: "project", managedBy: "DATACLASS" };
    expect(violations({ keys })).toEqual([
      expect.stringMatching(/^key of "karpenter.sh\/owner": The tag key is reserved/),
      expect.stringMatching(/^key of "project": Another tag has this key\./),
      expect.stringMatching(/^key of "DataClass": Another tag has this key\./),
    ]);
  });

  it("refuses tags that the rules of the stack do not allow, and tags that are missing", () => {
    const required = { Owner: { pattern: "[a-z-]+" }, DataClass: { allowed: ["public"] }, Ticket: {} };
    expect(violations({ required })).toEqual([
      'value of "Owner": The value of the tag does not match the pattern. Allowed: text that matches [a-z-]+.',
      'value of "DataClass": The value of the tag is none of the allowed values. Allowed: public.',
      'rule of "Ticket": Every resource must have this tag. Allowed: any value.',
    ]);
  });

  it("cannot be changed afterwards, neither itself nor through its arguments", () => {
    const additional: Record<string, string> = { DataClass: "internal" };
    const tags = platformTags({ ...TAG_ARGS, additional });
    expect(() => Object.assign(tags, { Owner: "somebody" })).toThrow(TypeError);
    additional["DataClass"] = "public";
    expect(tags).toMatchObject({ Owner: "platform@example.com", DataClass: "internal" });
  });

  it.each(["Größe", "日本", "a b", "+-=._:/@", "x".repeat(256)])("accepts the value %s", (project) => {
    expect(violations({ project })).toEqual([]);
  });

  it("refuses values and keys that AWS or a controller refuses, all of them at once, without quoting a value", () => {
    const additional = { "eks:team": "a;b", "k=v": "z" };
    expect(violations({ owner: "", additional })).toEqual([
      expect.stringMatching(/^value of "Owner": AWS does not accept this tag value\./),
      expect.stringMatching(/^value of "eks:team": AWS does not accept this tag value\. Allowed: 1 to 256 letters/),
      expect.stringMatching(/^key of "eks:team": The tag key is reserved/),
      expect.stringMatching(/^key of "k=v": The tag key contains an equals sign/),
    ]);
  });

  it("accepts every set of values that AWS accepts", () => {
    const unit = fc.constantFrom("a", "Z", "0", "+", "-", "=", ".", "_", ":", "/", "@");
    const value = fc.string({ unit, minLength: 1, maxLength: 256 }).filter((text) => !/^aws:/i.test(text));
    fc.assert(
      fc.property(
        fc.tuple(value, value, value, value, value, value),
        ([project, owner, costCenter, department, environment, managedBy]) => {
          const values = { project, owner, costCenter, department, environment, managedBy };
          const tags = platformTags({ ...TAG_ARGS, ...values, additional: {} });
          expect(Object.keys(tags)).toEqual(Object.values(DEFAULT_TAG_KEYS));
          expect(Object.values(tags)).toEqual(Object.values(values));
        },
      ),
    );
  });

  it("gives each value its own key, whichever keys the stack chooses", () => {
    const key = fc.stringMatching(/^acme[a-z0-9:/._-]{0,20}$/);
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 6, maxLength: 6 }), (chosen) => {
        const keys = Object.fromEntries(TAG_MEANINGS.map((meaning, index) => [meaning, chosen[index]])) as TagKeys;
        const tags = platformTags({ ...TAG_ARGS, keys });
        expect(TAG_MEANINGS.map((meaning) => tags[keys[meaning]])).toEqual(
          TAG_MEANINGS.map((meaning) => TAG_ARGS[meaning]),
        );
        expect(Object.keys(tags)).toEqual([...chosen, "DataClass"]);
      }),
    );
  });
});
