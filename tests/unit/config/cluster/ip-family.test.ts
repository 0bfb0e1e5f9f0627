import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

const IPV6: Edits = { "cluster.ipFamily": "ipv6", "network.ipv6": true };
const SUBNETS = { a: "subnet-0a1b2c3d4e5f60711", b: "subnet-0a1b2c3d4e5f60712" };
const existing = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  cidr: "10.20.0.0/16",
  subnets: { private: SUBNETS, "control-plane": SUBNETS },
};
const ADOPTED: Edits = { "cluster.ipFamily": "ipv6", "network.cidr": undefined, "network.existing": existing };

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
    ["in a VPC where only its owner's IPv4 Services would overlap", { ...IPV6, "network.cidr": "172.20.0.0/16" }],
    ["in subnets that their owner made dual-stack", { ...ADOPTED, "network.existing.ipv6": true }],
    ["on Auto Mode", { ...IPV6, "cluster.compute": "auto-mode", "cluster.nodeGroups": {} }],
    ["with Fargate", { ...IPV6, "cluster.fargateProfiles": { jobs: { selectors: [{ namespace: "batch" }] } } }],
    ["on Bottlerocket", { ...IPV6, "cluster.nodeGroups.main.amiType": "BOTTLEROCKET_ARM_64" }],
    ["on Nitro of Intel and AMD, and on bare metal", instanceTypes("m5.large", "t3a.large", "i3en.large", "i3.metal")],
    ["open to networks of both families", { ...IPV6, ...publicTo("203.0.113.0/24", "2001:db8:7::/48") }],
  ])("may be %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "in subnets without IPv6",
      { "cluster.ipFamily": "ipv6" },
      ["network.ipv6: Without IPv6 in its subnets EKS refuses the cluster."],
    ],
    [
      "in subnets of which nobody says that they have it",
      ADOPTED,
      ["network.existing.ipv6: Without IPv6 in its subnets EKS refuses the cluster."],
    ],
    [
      "with an IPv4 block for pods",
      { ...IPV6, "network.podCidr": "100.64.0.0/16" },
      ["network.podCidr: Pods of an IPv6 cluster take no IPv4 addresses."],
    ],
    [
      "with an IPv4 block for Services, be it the default",
      { ...IPV6, "cluster.serviceCidr": "172.20.0.0/16" },
      ["cluster.serviceCidr: EKS itself numbers the Services of an IPv6 cluster, and takes no block for them."],
    ],
    [
      "on instances before Nitro",
      instanceTypes("t2.large", "m5.large", "c4.large"),
      [0, 2].map(
        (index) =>
          `cluster.nodeGroups.main.instanceTypes[${index}]: Not built on the Nitro System: its pods would get no IPv6 address.`,
      ),
    ],
  ])("may not be %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it("has no IPv4 range of Services that would look as if it held", () => {
    expect(verdictOn(IPV6).config?.cluster).toMatchObject({ ipFamily: "ipv6" });
    expect(verdictOn(IPV6).config?.cluster).not.toHaveProperty("serviceCidr");
  });

  it("is warned that its namespaces are not closed over IPv4 (aws/aws-network-policy-agent#55)", () => {
    expect(warningsWith({ ...IPV6, "cluster.namespaces": { web: {} } })).toEqual([
      "cluster.ipFamily: Network policies do not hold for IPv4 here: a pod reaches every IPv4 address that its node does, whatever its namespace denies.",
    ]);
  });
});

describe("an IPv4 cluster", () => {
  it.each<[string, Edits]>([
    ["in dual-stack subnets, with a block for pods", { "network.ipv6": true, "network.podCidr": "100.64.0.0/16" }],
    ["with namespaces, which are closed", { "cluster.namespaces": { web: {} } }],
  ])("may be %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it("is open to no IPv6 network, for its endpoint has no such address", () => {
    expect(problemsWith(publicTo("203.0.113.0/24", "2001:db8:7::/48"))).toEqual([
      "cluster.endpoint.publicCidrs[1]: The endpoint of an IPv4 cluster has no IPv6 address.",
    ]);
  });
});
