import { World } from "../../../sandbox";
import { tagReach } from "../../../tools/rehearse/tag-reach";

const REQUIRED = ["Project", "Owner"];
const TAGS = { Project: "p", Owner: "o" };

function worldWith(type: string, state: Readonly<Record<string, unknown>>): World {
  const world = new World();
  world.put({ type, id: "1", name: "it", region: "eu-west-1", accountId: "1", inputs: {}, state });
  return world;
}

describe("tagReach", () => {
  it("omits kinds of objects that do not exist", () => {
    expect(tagReach(new World(), REQUIRED)).toEqual([]);
  });

  it.each([
    ["aws:ec2/vpc:Vpc", { tagsAll: TAGS }, { tagsAll: { Project: "p" } }, "it"],
    [
      "aws:ec2/launchTemplate:LaunchTemplate",
      {
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
          resourceType,
          tags: TAGS,
        })),
      },
      {
        tagSpecifications: [
          { resourceType: "instance", tags: TAGS },
          { resourceType: "volume", tags: TAGS },
        ],
      },
      "it (network-interface)",
    ],
    [
      "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
      { spec: { tags: TAGS } },
      { spec: { tags: { Owner: "o" } } },
      "it",
    ],
    ["kubernetes:eks.amazonaws.com/v1:NodeClass", { spec: { tags: TAGS } }, { spec: { tags: { Owner: "o" } } }, "it"],
    [
      "kubernetes:storage.k8s.io/v1:StorageClass",
      { parameters: { tagSpecification_1: "Project=p", tagSpecification_2: "Owner=o" } },
      { parameters: { tagSpecification_1: "Project=p" } },
      "it",
    ],
    [
      "kubernetes:snapshot.storage.k8s.io/v1:VolumeSnapshotClass",
      { parameters: { tagSpecification_1: "Project=p", tagSpecification_2: "Owner=o" } },
      { parameters: { tagSpecification_2: "Owner=o" } },
      "it",
    ],
  ])("reports the keys that a %s lacks", (type, whole, lacking, name) => {
    expect(tagReach(worldWith(type, whole), REQUIRED)[0]?.missing).toEqual([]);
    expect(tagReach(worldWith(type, lacking), REQUIRED)[0]?.missing.map((place) => place.name)).toEqual([name]);
  });

  it("reports the keys that load balancers will lack", () => {
    const release = (defaultTags: object): World => {
      const world = new World();
      const inputs = { name: "aws-load-balancer-controller", values: { defaultTags } };
      world.put({
        type: "kubernetes:helm.sh/v3:Release",
        id: "1",
        name: "it",
        region: "eu-west-1",
        accountId: "1",
        inputs,
        state: inputs,
      });
      return world;
    };
    expect(tagReach(release(TAGS), REQUIRED)).toEqual([
      { place: "load balancers of the controller", total: 1, missing: [] },
    ]);
    expect(tagReach(release({ Owner: "o" }), REQUIRED)[0]?.missing).toEqual([{ name: "it", keys: ["Project"] }]);
  });

  it("matches Auto Scaling group tags with the node group that owns the group", () => {
    const world = worldWith("aws:eks/nodeGroup:NodeGroup", { resources: [{ autoscalingGroups: [{ name: "asg-1" }] }] });
    const tag = (id: string, key: string, autoscalingGroupName: string): void => {
      world.put({
        type: "aws:autoscaling/tag:Tag",
        id,
        name: id,
        region: "eu-west-1",
        accountId: "1",
        inputs: {},
        state: { autoscalingGroupName, tag: { key, value: "v" } },
      });
    };
    tag("1", "Project", "asg-1");
    tag("2", "Owner", "asg-2");
    expect(tagReach(world, REQUIRED)).toEqual([
      { place: "Auto Scaling groups of node groups", total: 1, missing: [{ name: "it", keys: ["Owner"] }] },
    ]);
  });
});
