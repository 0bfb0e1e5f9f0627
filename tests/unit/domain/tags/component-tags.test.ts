import { componentTags, type ComponentTags, withComponentTags } from "../../../../domain/tags/component-tags";
import { DEFAULT_TAG_KEYS } from "../../../../domain/tags/tag-keys";

const CONTEXT = {
  keys: { ...DEFAULT_TAG_KEYS, owner: "acme:owner" },
  additional: { DataClass: "internal" },
  required: { DataClass: { allowed: ["internal", "confidential"] } },
};

function refused(components: ComponentTags, expiry?: string): string[] {
  try {
    expect(componentTags(components, { ...CONTEXT, expiry })).toBe(components);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split("\n").slice(1) : [];
  }
}

describe("tags of a component", () => {
  it("override a default tag, and are overridden by a tag of the resource", () => {
    const ofStack = { Project: "shop", DataClass: "internal", Team: "web" };
    const ofComponent = withComponentTags(ofStack, { DataClass: "confidential", Team: "data" });
    expect(withComponentTags(ofComponent, { Team: "lake" })).toEqual({
      Project: "shop",
      DataClass: "confidential",
      Team: "lake",
    });
  });

  it.each<[string, ComponentTags]>([
    ["a key of its own", { network: { Team: "web" } }],
    ["the key of an additional tag, with a value that its rule allows", { storage: { DataClass: "confidential" } }],
    ["a default key that the stack renamed", { storage: { Owner: "data" } }],
  ])("can have %s", (_, components) => {
    expect(refused(components)).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["the key of a mandatory tag", { "Acme:Owner": "data" }, "Acme:Owner"],
    ["the key of an additional tag in other letter case", { dataclass: "internal" }, "dataclass"],
    ["a value that the rule of its key does not allow", { DataClass: "public" }, "DataClass"],
    ["a key that controllers use", { "kubernetes.io/cluster/shop": "owned" }, "kubernetes.io/cluster/shop"],
    ["a key that components use", { Tier: "gold" }, "Tier"],
    ["a key whose value changes with every run", { GitCommit: "1" }, "GitCommit"],
    ["an eleventh tag", Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`K${index + 1}`, "x"])), "K11"],
    ["two keys that differ in letter case only", { Team: "a", team: "b" }, "team"],
  ])("cannot have %s", (_, tags, key) => {
    expect(refused({ network: tags })).toEqual([`  - tag "${key}" of network`]);
  });

  it("cannot change the expiry of a stack that expires", () => {
    const tags = { network: { ExpiresOn: "2027-01-01" } };
    expect(refused(tags)).toEqual([]);
    expect(refused(tags, "2026-12-01")).toEqual(['  - tag "ExpiresOn" of network']);
  });
});
