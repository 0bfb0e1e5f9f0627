import { type Edits, problemsWith } from "./fixtures";

const GROUP = { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 3 };
const group = (settings: object): Edits => ({ "cluster.nodeGroups.main": { ...GROUP, ...settings } });
const taint = (key: string, effect: string): { key: string; effect: string } => ({ key, effect });
const MAIN = "cluster.nodeGroups.main";

describe("node group rules", () => {
  it.each<[string, Edits]>([
    [
      "an empty node group beside another",
      { "cluster.nodeGroups.burst": { ...GROUP, minSize: 0, desiredSize: 0, maxSize: 1 } },
    ],
    [
      "machines of the AMI's kind",
      group({ amiType: "AL2023_x86_64_STANDARD", instanceTypes: ["m7i.large", "t3.large"] }),
    ],
    ["Spot of one type in dev", group({ capacityType: "SPOT" })],
    ["a warm pool", group({ warmPool: { maxGroupPreparedCapacity: 3, reuseOnScaleIn: true } })],
    ["an AL2023 release of the cluster's version", group({ releaseVersion: "1.36.3-20260911" })],
    ["a Bottlerocket release", group({ amiType: "BOTTLEROCKET_ARM_64", releaseVersion: "1.51.0-47438798" })],
    ["a taint that all components tolerate", group({ taints: [taint("CriticalAddonsOnly", "NO_SCHEDULE")] })],
    ["a taint that only prefers", group({ taints: [taint("dedicated", "PREFER_NO_SCHEDULE")] })],
    [
      "a tainted group beside another",
      { "cluster.nodeGroups.gpu": { ...GROUP, taints: [taint("gpu", "NO_EXECUTE")] } },
    ],
    ["zones of the network", group({ zones: ["b"] })],
    ["a group for each zone", { "cluster.nodeGroups.main": { ...GROUP, perZone: true } }],
    [
      "settings for Bottlerocket",
      group({ amiType: "BOTTLEROCKET_ARM_64", bottlerocket: { sysctls: { "vm.max_map_count": "262144" } } }),
    ],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["more nodes at least than at most", group({ minSize: 4 }), [`${MAIN}.maxSize: Less than minSize.`]],
    ["fewer nodes than at least", group({ minSize: 2 }), [`${MAIN}.desiredSize: Less than minSize.`]],
    ["more nodes than at most", group({ desiredSize: 4 }), [`${MAIN}.desiredSize: More than maxSize.`]],
    [
      "an Intel machine with an Arm image",
      group({ instanceTypes: ["m7g.large", "m7i.large"] }),
      [`${MAIN}.instanceTypes[1]: An x86_64 machine cannot boot an arm64 image.`],
    ],
    [
      "an Arm machine with an Intel image",
      group({ amiType: "BOTTLEROCKET_x86_64" }),
      [`${MAIN}.instanceTypes[0]: An arm64 machine cannot boot an x86_64 image.`],
    ],
    [
      "an AL2023 release of another version",
      group({ releaseVersion: "1.35.7-20260827" }),
      [`${MAIN}.releaseVersion: Not a release for this AMI type and Kubernetes version.`],
    ],
    [
      "a Bottlerocket release with AL2023",
      group({ releaseVersion: "1.51.0-4743879a" }),
      [`${MAIN}.releaseVersion: Not a release for this AMI type and Kubernetes version.`],
    ],
    [
      "a zone that `network.zones` does not contain",
      group({ zones: ["a", "c"] }),
      [`${MAIN}.zones[1]: network/zone-without-subnets`],
    ],
    [
      "a group named as one of another's zones",
      { "cluster.nodeGroups.main": { ...GROUP, perZone: true }, "cluster.nodeGroups.main-b": GROUP },
      ["cluster.nodeGroups.main-b: The name of a group that perZone makes."],
    ],
    [
      "settings of Bottlerocket for Amazon Linux",
      group({ bottlerocket: {} }),
      [`${MAIN}.bottlerocket: Amazon Linux does not read the settings of Bottlerocket.`],
    ],
    [
      "a warm pool of Spot instances of two types, which Bottlerocket would go back to, larger than the group",
      group({
        amiType: "BOTTLEROCKET_ARM_64",
        capacityType: "SPOT",
        instanceTypes: ["m7g.large", "m6g.large"],
        warmPool: { minSize: 4, maxGroupPreparedCapacity: 5, reuseOnScaleIn: true },
      }),
      [
        `${MAIN}.instanceTypes: A group with a warm pool is of one instance type.`,
        `${MAIN}.warmPool: Spot instances cannot wait in a warm pool.`,
        `${MAIN}.warmPool.minSize: More instances than there may be nodes.`,
        `${MAIN}.warmPool.maxGroupPreparedCapacity: More instances than there may be nodes.`,
        `${MAIN}.warmPool.reuseOnScaleIn: A Bottlerocket node cannot go back to its pool.`,
      ],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
