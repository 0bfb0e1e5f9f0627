import {
  type ExistingNodeGroup,
  type LiveNodeGroup,
  type NodeGroupShape,
  plannedSize,
  type Scaling,
  sizeWarning,
} from "../../../../domain/cluster/node-group-scaling";

const GROUP: NodeGroupShape & Scaling = {
  zones: ["a", "b"],
  amiType: "AL2023_ARM_64_STANDARD",
  capacityType: "ON_DEMAND",
  instanceTypes: ["m7g.large"],
  minSize: 1,
  desiredSize: 2,
  maxSize: 6,
};

function existing(live: Partial<LiveNodeGroup> = {}): ExistingNodeGroup {
  const { zones, minSize, maxSize, amiType, capacityType, instanceTypes } = GROUP;
  return {
    recorded: { zones, minSize, maxSize },
    live: { amiType, capacityType, instanceTypes, minSize, maxSize, desiredSize: 5, ...live },
  };
}

const DENIED: ExistingNodeGroup = { ...existing(), live: new Error("AccessDeniedException") };

describe("the size that an update sends for a node group", () => {
  it("is that of the stack file, and ignored later, where the group does not exist", () => {
    expect(plannedSize(GROUP, undefined)).toEqual({ desiredSize: 2, ignored: true });
  });

  it("is ignored while nothing else about the size changes", () => {
    expect(plannedSize(GROUP, existing())).toEqual({ desiredSize: 2, ignored: true });
    expect(plannedSize({ ...GROUP, desiredSize: 3 }, existing())).toEqual({ desiredSize: 3, ignored: true });
  });

  it.each<[string, Partial<NodeGroupShape>, number]>([
    ["a higher maxSize", { maxSize: 10 }, 5],
    ["a maxSize below the size", { maxSize: 4 }, 4],
    ["a minSize above the size", { minSize: 6 }, 6],
    ["other zones", { zones: ["a", "b", "c"] }, 5],
    ["another AMI type", { amiType: "BOTTLEROCKET_ARM_64" }, 5],
    ["another capacity type", { capacityType: "SPOT" }, 5],
    ["another instance type", { instanceTypes: ["m7g.xlarge"] }, 5],
  ])("is the size of this moment, within the limits, with %s", (_, change, desiredSize) => {
    expect(plannedSize({ ...GROUP, ...change }, existing())).toEqual({ desiredSize, ignored: false });
  });

  it("stays ignored where only EKS has other limits", () => {
    expect(plannedSize(GROUP, existing({ maxSize: 20, desiredSize: 12 })).ignored).toBe(true);
  });

  it("is not guessed where EKS did not say it", () => {
    expect(plannedSize(GROUP, DENIED).ignored).toBe(true);
    expect(() => plannedSize({ ...GROUP, maxSize: 10 }, DENIED)).toThrow("AccessDeniedException");
  });
});

describe("the warning about the size of a node group", () => {
  it("names the nodes that a lower maxSize drains", () => {
    expect(sizeWarning("default", { ...GROUP, maxSize: 4 }, existing())).toBe(
      "Node group default runs 5 nodes, and `maxSize` is 4: this update drains 1 node. To keep them, set `maxSize` to 5 or more.",
    );
  });

  it("names limits at EKS that nobody recorded", () => {
    expect(sizeWarning("default", GROUP, existing({ maxSize: 20 }))).toContain("EKS (minSize 1, maxSize 20)");
  });

  it("is absent otherwise", () => {
    expect(sizeWarning("default", { ...GROUP, maxSize: 10 }, existing())).toBeUndefined();
    expect(sizeWarning("default", GROUP, existing())).toBeUndefined();
    expect(sizeWarning("default", GROUP, DENIED)).toBeUndefined();
    expect(sizeWarning("default", GROUP, undefined)).toBeUndefined();
  });
});
