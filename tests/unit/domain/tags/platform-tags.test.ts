import fc from "fast-check";

import { type PlatformTagArgs, platformTags } from "../../../../components/tagging";
import { MANDATORY_TAG_KEYS } from "../../../../domain/tags/tag-keys";
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
      expect.stringMatching(/^value of "eks:team": AWS does not accept this tag value\. Allowed: 1 to 256 letters/),
      expect.stringMatching(/^value of "Owner": AWS does not accept this tag value\./),
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
          const tags = platformTags({ ...values, additional: {} });
          expect(Object.keys(tags)).toEqual([...MANDATORY_TAG_KEYS]);
          expect(Object.values(tags)).toEqual(Object.values(values));
        },
      ),
    );
  });
});
