import { type Edits, problemsWith, warningsWith } from "./fixtures";
import { GROUP, group, identity, name, sample, times, transit } from "./many";

const MAIN = "cluster.nodeGroups.main";

const publicTo = (...publicCidrs: string[]): Edits => ({ "cluster.endpoint": { public: true, publicCidrs } });

describe("limits that AWS never raises", () => {
  it.each<[string, Edits]>([
    ["40 public blocks", publicTo(...times(40, (index) => `8.8.${index}.0/24`))],
    ["50 taints of a second group", { "cluster.nodeGroups.gpu": { ...GROUP, taints: taints(50) } }],
    ["a public block of the documentation, in its account", publicTo("203.0.113.0/24")],
    ["a label of 63 characters", group({ labels: { [`example.com/${"x".repeat(51)}`]: "y" } })],
    ["the first Graviton with Bottlerocket", group({ amiType: "BOTTLEROCKET_ARM_64", instanceTypes: ["a1.large"] })],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "41 public blocks",
      publicTo(...times(41, (index) => `8.8.${index}.0/24`)),
      ["cluster.endpoint.publicCidrs: Too many entries."],
    ],
    [
      "public blocks that are reserved",
      publicTo("198.18.0.0/16", "224.0.0.0/8", "172.0.0.0/8"),
      [
        "cluster.endpoint.publicCidrs[0]: EKS refuses reserved addresses, from which nothing comes over the internet.",
        "cluster.endpoint.publicCidrs[1]: EKS refuses reserved addresses, from which nothing comes over the internet.",
        "cluster.endpoint.publicCidrs[2]: Private addresses never reach the public endpoint.",
      ],
    ],
    [
      "addresses of the documentation in an account of one's own",
      {
        ...publicTo("203.0.113.0/24"),
        "aws.accountId": "210987654321",
        "cluster.access.deployer.principalArn": "arn:aws:iam::210987654321:role/deployer",
      },
      ["cluster.endpoint.publicCidrs[0]: network/documentation-cidr"],
    ],
    [
      "51 taints",
      { "cluster.nodeGroups.gpu": { ...GROUP, taints: taints(51) } },
      ["cluster.nodeGroups.gpu.taints: Too many entries."],
    ],
    [
      "a label without a value",
      group({ labels: { pool: "" } }),
      [`${MAIN}.labels.pool: EKS takes no label without a value.`],
    ],
    [
      "a label key of 64 characters with its prefix",
      group({ labels: { [`example.com/${"x".repeat(52)}`]: "y" } }),
      [
        `${MAIN}.labels["example.com/${"x".repeat(52)}"]: EKS takes label keys of 63 characters at most, the prefix included.`,
      ],
    ],
    [
      "machines with accelerators",
      group({
        amiType: "AL2023_x86_64_STANDARD",
        instanceTypes: ["m7i.large", "p5.48xlarge", "inf2.xlarge", "g4dn.xlarge", "mac2-m2.metal"],
      }),
      [
        `${MAIN}.instanceTypes[1]: EKS AMIs without accelerators do not support this instance family.`,
        `${MAIN}.instanceTypes[2]: EKS AMIs without accelerators do not support this instance family.`,
        `${MAIN}.instanceTypes[3]: EKS AMIs without accelerators do not support this instance family.`,
        `${MAIN}.instanceTypes[4]: No EKS AMI supports this instance family.`,
      ],
    ],
    [
      "the first Graviton with Amazon Linux 2023",
      group({ instanceTypes: ["a1.large"] }),
      [`${MAIN}.instanceTypes[0]: Amazon Linux 2023 does not support the first Graviton processors.`],
    ],
    [
      "kernel parameters that user data has no room for",
      group({
        amiType: "BOTTLEROCKET_ARM_64",
        bottlerocket: {
          sysctls: Object.fromEntries(times(600, (index) => [`net.core.${name(index)}`, "1 2 3 4 5 6 7 8"])),
        },
      }),
      [`${MAIN}.bottlerocket.sysctls: EC2 takes 16384 bytes of user data, and these parameters need 20974.`],
    ],
    [
      "a role of another account for pods",
      identity({ roleArn: "arn:aws:iam::222233334444:role/uploader" }),
      ["cluster.podIdentities.uploads.roleArn: EKS associates roles of the cluster's own account only."],
    ],
    [
      "a policy of another account for pods",
      identity({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::222233334444:policy/uploads"] }),
      ["cluster.podIdentities.uploads.policyArns[1]: A policy of another account cannot be attached to a role."],
    ],
    [
      "more pods of the sample at least than its namespace may have",
      sample({ minReplicas: 21, maxReplicas: 21 }),
      ["cluster.sampleWorkload.minReplicas: The quota of the namespace has room for 20 pods of the sample."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });
});

describe("what works badly", () => {
  it.each<[string, Edits, string[]]>([
    [
      "Services that a transit gateway leads away from",
      transit("172.16.0.0/12"),
      ["cluster.serviceCidr: network/service-cidr-behind-transit-gateway"],
    ],
    [
      "an accelerator without a driver",
      group({ amiType: "AL2023_x86_64_STANDARD", instanceTypes: ["g6.xlarge"] }),
      [
        `${MAIN}.instanceTypes[0]: The AMI has no driver for the accelerator of this instance family: no pod could use what it costs.`,
      ],
    ],
    [
      "instances before Nitro",
      group({ amiType: "AL2023_x86_64_STANDARD", instanceTypes: ["m7i.large", "t2.large"] }),
      [
        `${MAIN}.instanceTypes[1]: Not built on the Nitro System: nodes of the group run fewer pods, as many as the type has single addresses.`,
      ],
    ],
    [
      "more pods of the sample at most than its namespace may have",
      sample({ maxReplicas: 21 }),
      ["cluster.sampleWorkload.maxReplicas: The quota of the namespace has room for 20 pods of the sample."],
    ],
  ])("is warned of: %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });

  it("is not what has been said right", () => {
    expect(warningsWith({ ...transit("172.16.0.0/12"), "cluster.serviceCidr": "10.100.0.0/16" })).toEqual([]);
  });
});

function taints(count: number): object[] {
  return times(count, (index) => ({ key: name(index), effect: "NO_SCHEDULE" }));
}
