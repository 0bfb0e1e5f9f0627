import { Cloud } from "../../../sandbox/cloud";
import { refuseLoadBalancerTags, refuseTags, refuseVolumeTags } from "../../../sandbox/tables/tag-limits";
import { World } from "../../../sandbox/world";
import { TEST_SCOPE } from "../../support/mocks";

const VPC = "aws:ec2/vpc:Vpc";

describe("the tags of an object", () => {
  it.each<[string, Record<string, string>, string]>([
    ["51 tags", Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"])), "TagLimitExceeded"],
    ["a long key", { ["k".repeat(129)]: "v" }, "a tag key has more than 128 characters"],
    ["a long value", { k: "v".repeat(257) }, "a tag value has more than 256 characters"],
    ["a comma", { k: "a,b" }, 'the tag value "a,b" has characters that are not allowed'],
    ["AWS's prefix", { "AWS:k": "v" }, "begins with aws:, which is reserved"],
    ["an empty key", { "": "v" }, "a tag key is empty"],
    ["keys that differ in letter case", { Owner: "a", owner: "b" }, "Tag keys are case insensitive: owner"],
  ])("may not be %s", (_, tags, message) => {
    expect(refuseTags(tags).join()).toContain(message);
  });

  it("are refused with the object, default tags included", () => {
    const create = (scope: typeof TEST_SCOPE) => () =>
      new Cloud(new World()).create(VPC, "v", { cidrBlock: "10.0.0.0/16", tags: { Name: "v" } }, scope);
    expect(create(TEST_SCOPE)).not.toThrow();
    expect(create({ ...TEST_SCOPE, defaultTags: { name: "x" } })).toThrow("Duplicate tag keys found");
  });

  it("are at most 10 on an object in S3", () => {
    const tags = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, "v"]));
    expect(refuseTags(tags)).toEqual([]);
    expect(refuseTags(tags, "aws:s3/bucketObjectv2:BucketObjectv2")).toEqual(["TagLimitExceeded: more than 10 tags"]);
  });

  it("are refused in an update", () => {
    const cloud = new Cloud(new World());
    const { id } = cloud.create(VPC, "v", { cidrBlock: "10.0.0.0/16" }, TEST_SCOPE);
    expect(() => cloud.update(VPC, id, { cidrBlock: "10.0.0.0/16", tags: { "aws:x": "y" } }, TEST_SCOPE)).toThrow(
      "begins with aws:",
    );
  });
});

describe("the tags of volumes", () => {
  it.each([
    [{ CSIVolumeName: "x" }, "Volume tag key 'CSIVolumeName' is reserved"],
    [{ "kubernetes.io/role/elb": "1" }, "Volume tag key prefix 'kubernetes.io' is reserved"],
    [{ ["本".repeat(43)]: "x" }, "Volume tag key too long (limit: 128)"],
    [{ k: "本".repeat(86) }, "Volume tag value too long (limit: 256)"],
  ])("may not be %j, or the driver's controller does not start", (tags, message) => {
    expect(refuseVolumeTags(tags).join()).toContain(message);
  });

  it("are part of the add-on's configuration", () => {
    const world = new World();
    const put = (type: string, id: string, inputs: Record<string, unknown>): void => {
      world.put({ ...TEST_SCOPE, type, id, name: id, inputs, state: inputs });
    };
    put("aws:eks/cluster:Cluster", "shop", { name: "shop" });
    put("aws:eks/nodeGroup:NodeGroup", "shop:main", { clusterName: "shop" });
    const addon = (tags: Record<string, string>) => () =>
      new Cloud(world).create(
        "aws:eks/addon:Addon",
        "ebs",
        {
          clusterName: "shop",
          addonName: "aws-ebs-csi-driver",
          configurationValues: JSON.stringify({ controller: { extraVolumeTags: tags } }),
        },
        TEST_SCOPE,
      );
    expect(addon({ CSIVolumeName: "x" })).toThrow("Volume tag key 'CSIVolumeName' is reserved");
    expect(addon({ Team: "x" })).not.toThrow();
  });
});

describe("the default tags of load balancers", () => {
  it("may not be those by which the controller finds its resources", () => {
    expect(refuseLoadBalancerTags({ "ingress.k8s.aws/stack": "x", Team: "y" })).toEqual([
      "tag key ingress.k8s.aws/stack cannot be specified in default-tags flag",
    ]);
  });
});
