import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";

const IPV6: Edits = { "cluster.ipFamily": "ipv6", "network.ipv6": true };
const SUBNETS = { a: "subnet-0a1b2c3d4e5f60711", b: "subnet-0a1b2c3d4e5f60712" };
const existing = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  cidr: "10.20.0.0/16",
  subnets: { private: SUBNETS, "control-plane": SUBNETS },
};
const EXISTING: Edits = { "cluster.ipFamily": "ipv6", "network.cidr": undefined, "network.existing": existing };

function instanceTypes(...types: readonly string[]): Edits {
  return {
    ...IPV6,
    "cluster.nodeGroups.main.amiType": "AL2023_x86_64_STANDARD",
    "cluster.nodeGroups.main.instanceTypes": types,
  };
}

function publicTo(...publicCidrs: readonly string[]): Edits {
  return { "cluster.endpoint": { public: true, publicCidrs } };
}

describe("an IPv6 cluster", () => {
  it.each<[string, Edits]>([
    ["in dual-stack subnets", IPV6],
    ["in a VPC that overlaps the default IPv4 block of Services", { ...IPV6, "network.cidr": "172.20.0.0/16" }],
    ["in existing dual-stack subnets", { ...EXISTING, "network.existing.ipv6": true }],
    ["on Auto Mode", { ...IPV6, "cluster.compute": "auto-mode", "cluster.nodeGroups": {} }],
    ["with Fargate", { ...IPV6, "cluster.fargateProfiles": { jobs: { selectors: [{ namespace: "batch" }] } } }],
    ["on Bottlerocket", { ...IPV6, "cluster.nodeGroups.main.amiType": "BOTTLEROCKET_ARM_64" }],
    [
      "on Nitro instances with Intel and AMD processors, and on bare metal",
      instanceTypes("m5.large", "t3a.large", "i3en.large", "i3en.metal"),
    ],
    ["open to CIDR blocks of both IP families", { ...IPV6, ...publicTo("203.0.113.0/24", "2001:db8:7::/48") }],
  ])("may be %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "in subnets without IPv6",
      { "cluster.ipFamily": "ipv6" },
      ["network.ipv6: cluster/ipv6-without-dual-stack-subnets"],
    ],
    [
      "in existing subnets that are not declared dual-stack",
      EXISTING,
      ["network.existing.ipv6: cluster/ipv6-without-dual-stack-subnets"],
    ],
    [
      "with an IPv4 block for pods",
      { ...IPV6, "network.podCidr": "100.64.0.0/16" },
      ["network.podCidr: cluster/ipv6-with-pod-cidr"],
    ],
    [
      "with an IPv4 block for Services, even the default",
      { ...IPV6, "cluster.serviceCidr": "172.20.0.0/16" },
      ["cluster.serviceCidr: cluster/ipv6-with-service-cidr"],
    ],
    [
      "on instances that are not built on the Nitro System",
      instanceTypes("t2.large", "m5.large", "c4.large"),
      [0, 2].map((index) => `cluster.nodeGroups.main.instanceTypes[${index}]: cluster/ipv6-needs-nitro`),
    ],
  ])("may not be %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("has no default IPv4 block of Services", () => {
    expect(verdictOn(IPV6).config?.cluster).toMatchObject({ ipFamily: "ipv6" });
    expect(verdictOn(IPV6).config?.cluster).not.toHaveProperty("serviceCidr");
  });

  it("causes a warning that network policies do not apply to IPv4 (aws/aws-network-policy-agent#55)", () => {
    expect(warningsWith({ ...IPV6, "cluster.namespaces": { web: {} } })).toEqual([
      "cluster.ipFamily: cluster/ipv6-open-over-ipv4",
    ]);
  });
});

describe("an IPv4 cluster", () => {
  it.each<[string, Edits]>([
    [
      "in dual-stack subnets, with an IPv4 block for pods",
      { "network.ipv6": true, "network.podCidr": "100.64.0.0/16" },
    ],
    ["with namespaces", { "cluster.namespaces": { web: {} } }],
  ])("may be %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it("accepts no IPv6 CIDR blocks for its public endpoint", () => {
    expect(problemsWith(publicTo("203.0.113.0/24", "2001:db8:7::/48"))).toEqual([
      "cluster.endpoint.publicCidrs[1]: cluster/ipv6-cidr-for-ipv4-endpoint",
    ]);
  });
});
