import { type Edits, problemsWith, warningsWith } from "../fixtures";
import { GROUP, group, name, times } from "../many";

const MAIN = "cluster.nodeGroups.main";
const INTEL = { amiType: "AL2023_x86_64_STANDARD" };

describe("limits of node groups", () => {
  it.each<[string, Edits]>([
    ["50 taints", { "cluster.nodeGroups.gpu": { ...GROUP, taints: taints(50) } }],
    ["a label key of 63 characters", group({ labels: { [`example.com/${"x".repeat(51)}`]: "y" } })],
    ["the first Graviton with Bottlerocket", group({ amiType: "BOTTLEROCKET_ARM_64", instanceTypes: ["a1.large"] })],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "51 taints",
      { "cluster.nodeGroups.gpu": { ...GROUP, taints: taints(51) } },
      ["cluster.nodeGroups.gpu.taints: schema/wrong-number-of-entries"],
    ],
    [
      "a label with an empty value",
      group({ labels: { pool: "" } }),
      [`${MAIN}.labels.pool: cluster/label-without-value`],
    ],
    [
      "a label key of 64 characters, prefix included",
      group({ labels: { [`example.com/${"x".repeat(52)}`]: "y" } }),
      [`${MAIN}.labels["example.com/${"x".repeat(52)}"]: cluster/label-or-taint-key-too-long`],
    ],
    [
      "a taint key of 64 characters, prefix included",
      {
        "cluster.nodeGroups.gpu": {
          ...GROUP,
          taints: [{ key: `example.com/${"x".repeat(52)}`, effect: "NO_SCHEDULE" }],
        },
      },
      ["cluster.nodeGroups.gpu.taints[0].key: cluster/label-or-taint-key-too-long"],
    ],
    [
      "instance families that need an accelerated AMI or have none",
      group({ ...INTEL, instanceTypes: ["m7i.large", "p5.48xlarge", "inf2.xlarge", "g4dn.xlarge", "mac2-m2.metal"] }),
      [1, 2, 3, 4].map((index) => `${MAIN}.instanceTypes[${index}]: cluster/unsupported-instance-type`),
    ],
    [
      "the first Graviton with Amazon Linux 2023",
      group({ instanceTypes: ["a1.large"] }),
      [`${MAIN}.instanceTypes[0]: cluster/unsupported-instance-type`],
    ],
    [
      "more kernel parameters than fit into user data",
      group({
        amiType: "BOTTLEROCKET_ARM_64",
        bottlerocket: {
          sysctls: Object.fromEntries(times(600, (index) => [`net.core.${name(index)}`, "1 2 3 4 5 6 7 8"])),
        },
      }),
      [`${MAIN}.bottlerocket.sysctls: cluster/user-data-too-large`],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it.each<[string, Edits, string[]]>([
    [
      "an accelerator without a driver",
      group({ ...INTEL, instanceTypes: ["g6.xlarge"] }),
      [`${MAIN}.instanceTypes[0]: cluster/unused-accelerator`],
    ],
    [
      "instance types that are not built on the Nitro System",
      group({ ...INTEL, instanceTypes: ["m7i.large", "t2.large"] }),
      [`${MAIN}.instanceTypes[1]: cluster/instance-type-without-prefixes`],
    ],
  ])("warn of %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });
});

function taints(count: number): object[] {
  return times(count, (index) => ({ key: name(index), effect: "NO_SCHEDULE" }));
}
