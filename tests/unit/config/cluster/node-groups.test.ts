import { type Edits, problemsWith } from "../fixtures";

const GROUP = { instanceTypes: ["m7g.large"], minSize: 1, desiredSize: 1, maxSize: 3 };
const group = (settings: object): Edits => ({ "cluster.nodeGroups.main": { ...GROUP, ...settings } });
const taint = (key: string, effect: string): { key: string; effect: string } => ({ key, effect });
const MAIN = "cluster.nodeGroups.main";

describe("rules about node groups", () => {
  it.each<[string, Edits]>([
    [
      "a second node group of size 0",
      { "cluster.nodeGroups.burst": { ...GROUP, minSize: 0, desiredSize: 0, maxSize: 1 } },
    ],
    [
      "instance types with the architecture of the AMI",
      group({ amiType: "AL2023_x86_64_STANDARD", instanceTypes: ["m7i.large", "t3.large"] }),
    ],
    ["Spot Instances of one type in dev", group({ capacityType: "SPOT" })],
    ["a warm pool", group({ warmPool: { maxGroupPreparedCapacity: 3, reuseOnScaleIn: true } })],
    ["an AL2023 release for the cluster's version", group({ releaseVersion: "1.36.3-20260911" })],
    ["a Bottlerocket release", group({ amiType: "BOTTLEROCKET_ARM_64", releaseVersion: "1.51.0-47438798" })],
    ["a taint that all components tolerate", group({ taints: [taint("CriticalAddonsOnly", "NO_SCHEDULE")] })],
    ["a taint with the effect PREFER_NO_SCHEDULE", group({ taints: [taint("dedicated", "PREFER_NO_SCHEDULE")] })],
    ["a taint of a second group", { "cluster.nodeGroups.gpu": { ...GROUP, taints: [taint("gpu", "NO_EXECUTE")] } }],
    ["zones of the network", group({ zones: ["b"] })],
    ["one group per zone", { "cluster.nodeGroups.main": { ...GROUP, perZone: true } }],
    [
      "Bottlerocket settings for Bottlerocket nodes",
      group({ amiType: "BOTTLEROCKET_ARM_64", bottlerocket: { sysctls: { "vm.max_map_count": "262144" } } }),
    ],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    ["minSize greater than maxSize", group({ minSize: 4 }), [`${MAIN}.maxSize: cluster/node-group-sizes`]],
    ["desiredSize less than minSize", group({ minSize: 2 }), [`${MAIN}.desiredSize: cluster/node-group-sizes`]],
    ["desiredSize greater than maxSize", group({ desiredSize: 4 }), [`${MAIN}.desiredSize: cluster/node-group-sizes`]],
    [
      "an x86_64 instance type with an arm64 AMI",
      group({ instanceTypes: ["m7g.large", "m7i.large"] }),
      [`${MAIN}.instanceTypes[1]: cluster/architecture-mismatch`],
    ],
    [
      "an arm64 instance type with an x86_64 AMI",
      group({ amiType: "BOTTLEROCKET_x86_64" }),
      [`${MAIN}.instanceTypes[0]: cluster/architecture-mismatch`],
    ],
    [
      "an AL2023 release for another Kubernetes version",
      group({ releaseVersion: "1.35.7-20260827" }),
      [`${MAIN}.releaseVersion: cluster/release-version-mismatch`],
    ],
    [
      "a Bottlerocket release for an AL2023 AMI",
      group({ releaseVersion: "1.51.0-4743879a" }),
      [`${MAIN}.releaseVersion: cluster/release-version-mismatch`],
    ],
    [
      "a zone in which the network has no subnets",
      group({ zones: ["a", "c"] }),
      [`${MAIN}.zones[1]: network/zone-without-subnets`],
    ],
    [
      "a group whose name perZone of another group creates",
      { "cluster.nodeGroups.main": { ...GROUP, perZone: true }, "cluster.nodeGroups.main-b": GROUP },
      ["cluster.nodeGroups.main-b: cluster/zonal-group-name-in-use"],
    ],
    [
      "Bottlerocket settings for Amazon Linux",
      group({ bottlerocket: {} }),
      [`${MAIN}.bottlerocket: cluster/bottlerocket-settings-unused`],
    ],
    [
      "a warm pool that is too large, of two types of Spot Instances, to which Bottlerocket nodes return",
      group({
        amiType: "BOTTLEROCKET_ARM_64",
        capacityType: "SPOT",
        instanceTypes: ["m7g.large", "m6g.large"],
        warmPool: { minSize: 4, maxGroupPreparedCapacity: 5, reuseOnScaleIn: true },
      }),
      [
        `${MAIN}.instanceTypes: cluster/warm-pool-with-several-types`,
        `${MAIN}.warmPool: cluster/warm-pool-with-spot`,
        `${MAIN}.warmPool.minSize: cluster/warm-pool-exceeds-group`,
        `${MAIN}.warmPool.maxGroupPreparedCapacity: cluster/warm-pool-exceeds-group`,
        `${MAIN}.warmPool.reuseOnScaleIn: cluster/warm-pool-reuses-bottlerocket`,
      ],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});
