import {
  type ExistingNodeGroup,
  type NodeGroupShape,
  plannedSize,
  type Scaling,
  sizeWarning,
} from "../../../../domain/cluster/node-group-scaling";

const GROUP: NodeGroupShape = {
  zones: ["a", "b"],
  amiType: "AL2023_ARM_64_STANDARD",
  capacityType: "ON_DEMAND",
  instanceTypes: ["m7g.large"],
  minSize: 1,
  desiredSize: 2,
  maxSize: 6,
};

/** The group as the last update left it, with 5 nodes since. */
function existing(
  live: Partial<Scaling> = {},
  recorded: Partial<ExistingNodeGroup["recorded"]> = {},
): ExistingNodeGroup {
  return {
    recorded: { ...GROUP, hasRoleAndTemplate: true, ...recorded },
    live: { minSize: 1, desiredSize: 5, maxSize: 6, ...live },
  };
}

const DENIED: ExistingNodeGroup = { ...existing(), live: new Error("AccessDeniedException") };

/** What creates a replacement, by name. */
const REPLACEMENTS: readonly [string, Partial<NodeGroupShape>][] = [
  ["other zones", { zones: ["a", "b", "c"] }],
  ["another AMI type", { amiType: "BOTTLEROCKET_ARM_64" }],
  ["another capacity type", { capacityType: "SPOT" }],
  ["another instance type", { instanceTypes: ["m7g.xlarge"] }],
];

describe("plannedSize", () => {
  it("is that of the stack file for a new group, and ignored later", () => {
    expect(plannedSize(GROUP, undefined)).toEqual({ desiredSize: 2, ignored: true });
  });

  it("is ignored while nothing else about the size changes", () => {
    expect(plannedSize(GROUP, existing())).toEqual({ desiredSize: 2, ignored: true });
    expect(plannedSize({ ...GROUP, desiredSize: 3 }, existing())).toEqual({ desiredSize: 3, ignored: true });
    expect(plannedSize({ ...GROUP, zones: ["b", "a"] }, existing())).toEqual({ desiredSize: 2, ignored: true });
  });

  it.each<[string, Partial<NodeGroupShape>, number]>([
    ["a higher maxSize", { maxSize: 10 }, 5],
    ["a maxSize below the size", { maxSize: 4 }, 4],
    ["a minSize above the size", { minSize: 6 }, 6],
    ...REPLACEMENTS.map(([what, change]): [string, Partial<NodeGroupShape>, number] => [what, change, 5]),
  ])("is the current size, within the limits, with %s", (_, change, desiredSize) => {
    expect(plannedSize({ ...GROUP, ...change }, existing())).toEqual({ desiredSize, ignored: false });
  });

  it.each<[string, ExistingNodeGroup]>([
    ["EKS has other limits", existing({ maxSize: 20 })],
    ["a refresh has read other limits", existing({ minSize: 2 }, { minSize: 2, desiredSize: 3 })],
    ["a refresh has read limits that EKS does not have any more", existing({}, { minSize: 2, desiredSize: 3 })],
    ["a refresh has found no role or no launch template", existing({}, { hasRoleAndTemplate: false })],
    ["the group is in a subnet that is that of no zone", existing({}, { zones: ["subnet-1", "b"] })],
  ])("is the current size if %s", (_, group) => {
    expect(plannedSize(GROUP, group)).toEqual({ desiredSize: 5, ignored: false });
  });

  it.each<[string, Partial<NodeGroupShape>]>([["another limit", { maxSize: 10 }], ...REPLACEMENTS])(
    "is not guessed with %s where EKS did not say it",
    (_, change) => {
      expect(plannedSize(GROUP, DENIED).ignored).toBe(true);
      expect(() => plannedSize({ ...GROUP, ...change }, DENIED)).toThrow("AccessDeniedException");
    },
  );
});

describe("sizeWarning", () => {
  it("names the number of nodes that a lower maxSize drains", () => {
    expect(sizeWarning("default", { ...GROUP, maxSize: 4 }, existing())).toBe(
      "Node group default runs 5 nodes, and `maxSize` is 4: this update drains 1 node. To keep them, set `maxSize` to 5 or more.",
    );
  });

  it.each<[string, Partial<Scaling>, Partial<NodeGroupShape>, string]>([
    [
      "drains",
      { desiredSize: 8, maxSize: 20 },
      {},
      "This update sets the limits of the stack file and drains 2 nodes.",
    ],
    ["restores", { maxSize: 20 }, {}, "This update sets the limits of the stack file."],
    [
      "leaves",
      { maxSize: 20 },
      { desiredSize: 5 },
      "Only an update with `--refresh` sets the limits of the stack file.",
    ],
  ])("names limits at EKS that the update %s", (_, live, recorded, effect) => {
    expect(sizeWarning("default", GROUP, existing(live, recorded))).toBe(
      "The limits of node group default at EKS (minSize 1, maxSize 20) are not those of the stack file and of the last " +
        "update (minSize 1, maxSize 6): they were changed outside of Pulumi, or an update failed. " +
        `${effect} To keep the limits at EKS, set \`minSize\` and \`maxSize\` in the stack file.`,
    );
  });

  it("is undefined otherwise", () => {
    expect(sizeWarning("default", { ...GROUP, maxSize: 10 }, existing())).toBeUndefined();
    expect(sizeWarning("default", GROUP, existing())).toBeUndefined();
    expect(sizeWarning("default", GROUP, DENIED)).toBeUndefined();
    expect(sizeWarning("default", GROUP, undefined)).toBeUndefined();
  });
});
