import { type Edits, problemsWith, warningsWith } from "./fixtures";

const LISTS = {
  AWSManagedDomainsAggregateThreatList: "rslvr-fdl-0123456789abcdef",
  AWSManagedDomainsMalwareDomainList: "rslvr-fdl-1123456789abcdef",
};
const GROUP = { instanceTypes: ["m7g.large"], minSize: 2, desiredSize: 2, maxSize: 4 };
const AUTO_MODE: Edits = { "cluster.compute": "auto-mode", "cluster.nodeGroups": {} };
const EXISTING = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  cidr: "10.0.0.0/16",
  subnets: {
    private: { a: "subnet-0a1b2c3d4e5f60718", b: "subnet-0b1b2c3d4e5f60718" },
    "control-plane": { a: "subnet-0c1b2c3d4e5f60718", b: "subnet-0d1b2c3d4e5f60718" },
  },
};
const FARGATE: Edits = {
  "cluster.fargateProfiles": { jobs: { selectors: [{ namespace: "jobs-*" }] } },
  "cluster.podIdentities": {
    reports: {
      namespace: "jobs-night",
      serviceAccount: "reports",
      policyArns: ["arn:aws:iam::111122223333:policy/reports"],
    },
  },
};

describe("settings that nothing reads", () => {
  it.each<[string, Edits]>([
    ["of the firewall, as their defaults", { "network.dnsFirewall": { action: "block", failOpen: false } }],
    ["of the firewall, with a list", { "network.dnsFirewall": { blockedDomains: ["example.com"], failOpen: true } }],
    [
      "of the cluster's key, with a key",
      { "cluster.secretsEncryption": "customer-managed", "cluster.keyDeletionWindowDays": 7 },
    ],
    ["of logs, with logs", { "cluster.logTypes": ["audit"], "cluster.logRetentionDays": 7, "cluster.keepLogs": true }],
    [
      "of logs, with Container Insights",
      {
        "cluster.logTypes": [],
        "cluster.logRetentionDays": 7,
        "cluster.optionalAddons": { "amazon-cloudwatch-observability": {} },
      },
    ],
    [
      "of admission, with a namespace",
      { "cluster.namespaces": { web: {} }, "cluster.admission": { action: "warn", registries: ["ghcr.io/acme"] } },
    ],
    ["of a warm pool, with room in it", { "cluster.nodeGroups.main": { ...GROUP, warmPool: {} } }],
    [
      "of a warm pool, with a size of its own",
      { "cluster.nodeGroups.main": { ...GROUP, maxSize: 2, warmPool: { minSize: 1 } } },
    ],
    ["of pods, on nodes", { "network.podCidr": "100.64.0.0/16" }],
  ])("are not these: %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "of a firewall without lists",
      { "network.dnsFirewall": { action: "alert", failOpen: true } },
      [
        "network.dnsFirewall.action: `action` has no effect without `blockedDomains` or `managedDomainLists`: there is no firewall.",
        "network.dnsFirewall.failOpen: `failOpen` has no effect without `blockedDomains` or `managedDomainLists`: there is no firewall.",
      ],
    ],
    [
      "of a key that is not there",
      { "cluster.keyDeletionWindowDays": 7 },
      [
        "cluster.keyDeletionWindowDays: `keyDeletionWindowDays` has no effect unless `secretsEncryption` is customer-managed: there is no key.",
      ],
    ],
    [
      "of logs that are not written",
      {
        "cluster.logTypes": [],
        "cluster.logRetentionDays": 7,
        "cluster.logClass": "INFREQUENT_ACCESS",
        "cluster.keepLogs": true,
      },
      ["logRetentionDays", "logClass", "keepLogs"].map(
        (key) => `cluster.${key}: \`${key}\` has no effect without \`logTypes\`: the control plane writes no logs.`,
      ),
    ],
  ])("are refused: %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it.each<[string, Edits, string[]]>([
    [
      "of namespaces that are not there",
      { "cluster.admission": { action: "warn", registries: ["ghcr.io/acme"] } },
      ["action", "registries"].map(
        (key) =>
          `cluster.admission.${key}: \`${key}\` has no effect without \`cluster.namespaces\`: admission rules hold in these alone.`,
      ),
    ],
    [
      "a list that another holds",
      { "network.dnsFirewall": { managedDomainLists: LISTS } },
      [
        "network.dnsFirewall.managedDomainLists.AWSManagedDomainsMalwareDomainList: The list has no effect: AWSManagedDomainsAggregateThreatList holds its domains.",
      ],
    ],
    [
      "a block for pods that have nodes of Auto Mode",
      { ...AUTO_MODE, "network.podCidr": "100.64.0.0/16" },
      ["network.podCidr: `podCidr` has no effect with compute auto-mode: pods get addresses of the private subnets."],
    ],
    [
      "IPv6 of a VPC that is there, for an IPv4 cluster",
      { network: { zones: ["a", "b"], existing: { ...EXISTING, ipv6: true } } },
      ["network.existing.ipv6: `ipv6` has no effect unless `cluster.ipFamily` is ipv6."],
    ],
    [
      "a warm pool that stays empty",
      { "cluster.nodeGroups.main": { ...GROUP, warmPool: { maxGroupPreparedCapacity: 2 } } },
      [
        "cluster.nodeGroups.main.warmPool.maxGroupPreparedCapacity: The warm pool is always empty: the group has at least as many nodes.",
      ],
    ],
    [
      "a warm pool of a group that never grows",
      { "cluster.nodeGroups.main": { ...GROUP, maxSize: 2, warmPool: {} } },
      ["cluster.nodeGroups.main.warmPool: The warm pool is always empty: the group has at least as many nodes."],
    ],
    [
      "rights of pods that run on Fargate",
      FARGATE,
      ["cluster.podIdentities.reports.namespace: Pod Identity has no effect: pods of this namespace run on Fargate."],
    ],
  ])("are warned of: %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });
});
