import { ignoredPlatformKeys, isIgnoredTag } from "../../../../domain/tags/ignored-tags";

describe("an ignored tag", () => {
  it("has a key of the list, or begins with a prefix, in the same letter case", () => {
    const ignored = { keys: ["LastScanned"], keyPrefixes: ["map-"] };
    const keys = ["LastScanned", "lastscanned", "LastScannedBy", "map-migrated", "Map-migrated"];
    expect(keys.filter((key) => isIgnoredTag(key, ignored))).toEqual(["LastScanned", "map-migrated"]);
  });

  it.each([
    ["the stack sets", { keys: ["Owner"], keyPrefixes: ["Cost"] }, ["Owner", "CostCenter"]],
    [
      "components set",
      { keys: ["Backup"], keyPrefixes: ["kubernetes.io/role/e"] },
      ["Backup", "kubernetes.io/role/elb"],
    ],
    ["only others set", { keys: ["LastScanned"], keyPrefixes: ["kubernetes.io/cluster/"] }, []],
  ])("is reported if %s it", (_, ignored, found) => {
    expect(ignoredPlatformKeys(ignored, ["Owner", "CostCenter", "Owner"])).toEqual(found);
  });
});
