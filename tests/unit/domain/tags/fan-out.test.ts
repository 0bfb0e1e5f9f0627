import { platformTags } from "../../../../components/tagging";
import { fanOutTags } from "../../../../domain/tags/fan-out";
import { TAG_ARGS } from "../../tagging/fixture";

const TAGS = platformTags(TAG_ARGS);

/** Everything inside a value that is an object, with the path to it. */
function objectsIn(value: unknown, path = "fanOut"): [path: string, object: object][] {
  if (typeof value !== "object" || value === null) return [];
  return [[path, value], ...Object.entries(value).flatMap(([key, inner]) => objectsIn(inner, `${path}.${key}`))];
}

describe("fanOutTags", () => {
  const fanOut = fanOutTags(TAGS);

  it("tags instances, their volumes and their network interfaces", () => {
    expect(fanOut.launchTemplate).toEqual([
      { resourceType: "instance", tags: TAGS },
      { resourceType: "volume", tags: TAGS },
      { resourceType: "network-interface", tags: TAGS },
    ]);
  });

  it("tags Auto Scaling groups, but not their instances, which the launch template tags", () => {
    expect(fanOut.autoScalingGroup).toHaveLength(7);
    expect(fanOut.autoScalingGroup[0]).toEqual({ key: "Project", value: "shop", propagateAtLaunch: false });
    expect(fanOut.autoScalingGroup.filter(({ propagateAtLaunch }) => propagateAtLaunch)).toEqual([]);
  });

  it("numbers the tags of a StorageClass from 1", () => {
    expect(fanOut.storageClass).toEqual({
      tagSpecification_1: "Project=shop",
      tagSpecification_2: "Owner=platform@example.com",
      tagSpecification_3: "CostCenter=4711",
      tagSpecification_4: "Department=Engineering",
      tagSpecification_5: "Environment=dev",
      tagSpecification_6: "ManagedBy=Pulumi",
      tagSpecification_7: "DataClass=internal",
    });
  });

  it("has the same tags in every place", () => {
    const pairs = Object.entries(TAGS).map(([key, value]) => `${key}=${value}`);
    expect(Object.values(fanOut.storageClass)).toEqual(pairs);
    expect(fanOut.autoScalingGroup.map(({ key, value }) => `${key}=${value}`)).toEqual(pairs);
    expect([fanOut.tags, fanOut.ebsCsiVolumes]).toEqual([TAGS, TAGS]);
  });

  it("is deeply frozen", () => {
    const objects = objectsIn(fanOut);
    expect(objects.length).toBeGreaterThan(15);
    expect(objects.filter(([, object]) => !Object.isFrozen(object)).map(([path]) => path)).toEqual([]);
  });

  it("copies the tags, so that later changes have no effect", () => {
    const loose = { Project: "shop" };
    const rendered = fanOutTags(loose);
    loose.Project = "changed";
    expect(rendered.tags).toEqual({ Project: "shop" });
    expect(rendered.launchTemplate[0]?.tags).toEqual({ Project: "shop" });
  });
});
