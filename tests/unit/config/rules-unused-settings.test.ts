import { check } from "../../../config/check/check";
import {
  edited,
  type Edits,
  fileText,
  MINIMAL,
  problemsWith,
  sourceOf,
  TODAY,
  verdictOn,
  warningsWith,
} from "./fixtures";
import { runPulumiConfig } from "./pulumi-config";

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

const role = (settings: object): Edits => ({
  "cluster.accessRoles": {
    deploy: { githubSubjects: ["repo:acme/shop:environment:prod"], policy: "view", ...settings },
  },
});

describe("settings that nothing reads", () => {
  it.each<[string, Edits]>([
    ["of the firewall, with a list", { "network.dnsFirewall": { blockedDomains: ["example.com"], failOpen: true } }],
    [
      "of the cluster's key, with a key",
      { "cluster.secretsEncryption": "customer-managed", "cluster.keyDeletionWindowDays": 7 },
    ],
    [
      "of logs, with logs",
      { "cluster.logTypes": ["audit"], "cluster.logRetentionDays": 7, "cluster.retainLogs": true },
    ],
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
        "cluster.keyDeletionWindowDays: `keyDeletionWindowDays` has no effect unless `cluster.secretsEncryption` is customer-managed: the stack has no key of its own.",
      ],
    ],
    [
      "of logs that are not written",
      {
        "cluster.logTypes": [],
        "cluster.logRetentionDays": 7,
        "cluster.logClass": "INFREQUENT_ACCESS",
        "cluster.retainLogs": true,
      },
      ["logRetentionDays", "logClass", "retainLogs"].map(
        (key) => `cluster.${key}: \`${key}\` has no effect without \`logTypes\`: the control plane writes no logs.`,
      ),
    ],
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
        "network.dnsFirewall.managedDomainLists.AWSManagedDomainsMalwareDomainList: `AWSManagedDomainsMalwareDomainList` has no effect: AWSManagedDomainsAggregateThreatList holds its domains.",
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
      ["cluster.nodeGroups.main.warmPool.maxGroupPreparedCapacity: cluster/warm-pool-always-empty"],
    ],
    [
      "a warm pool of a group that never grows",
      { "cluster.nodeGroups.main": { ...GROUP, maxSize: 2, warmPool: {} } },
      ["cluster.nodeGroups.main.warmPool: cluster/warm-pool-always-empty"],
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

  it.each<[string, Edits]>([
    ["of a firewall", { "network.dnsFirewall": { action: "alert", failOpen: true, allowedDomains: ["example.com"] } }],
    ["of a key", { "cluster.keyDeletionWindowDays": 7 }],
    ["of logs", { "cluster.logTypes": [], "cluster.logClass": "INFREQUENT_ACCESS", "cluster.retainLogs": true }],
    ["of backups", { "backup.encryption": "customer-managed", "backup.lock": "governance" }],
    ["of a log that is not there", { "network.queryLog.retentionDays": 7 }],
    ["of an organization that is not named", { "network.readableBuckets": ["others"] }],
    [
      "of versions that are not kept",
      { "storage.buckets": { data: { versioning: false, keepNoncurrentVersions: 3 } } },
    ],
    ["of the account", { "account.accessAnalyzer": "existing" }],
  ])("keep nobody from an update, and are removed by the command of the report: %s", (_, edits) => {
    const { problems, warnings, config } = verdictOn(edits);
    expect([problems, config === undefined]).toEqual([[], false]);
    expect(warnings).not.toEqual([]);
    for (const { fix } of warnings) expect(fix.join("\n")).toMatch(/^pulumi config rm --stack dev --path '/);
    const values = warnings
      .flatMap(({ fix }) => fix)
      .reduce<unknown>((v, line) => runPulumiConfig(line, v), edited(MINIMAL, edits));
    expect(check(sourceOf(fileText(values)), TODAY).warnings).toEqual([]);
  });
});

describe("settings that another one makes useless", () => {
  it.each<[string, Edits, string[]]>([
    [
      "backup settings without backups",
      { "backup.lock": "governance", "backup.dailyRetentionDays": 35 },
      [
        "backup.lock: `lock` has no effect: `backup.enabled` is false.",
        "backup.dailyRetentionDays: `dailyRetentionDays` has no effect: `backup.enabled` is false.",
      ],
    ],
    [
      "a deletion window without a key",
      { "storage.keyDeletionWindowDays": 7, backup: { enabled: true, keyDeletionWindowDays: 7 } },
      [
        "storage.keyDeletionWindowDays: `keyDeletionWindowDays` has no effect unless `storage.encryption` is customer-managed: the stack has no key of its own.",
        "backup.keyDeletionWindowDays: `keyDeletionWindowDays` has no effect unless `backup.encryption` is customer-managed: the stack has no key of its own.",
      ],
    ],
    [
      "a limit to an organization that is not named",
      { "storage.organizationOnly": true },
      ["storage.organizationOnly: `organizationOnly` has no effect: `aws.organizationId` names no organization."],
    ],
    [
      "a second Region that nothing is copied to",
      { "aws.secondRegion": "eu-central-1" },
      ["aws.secondRegion: `secondRegion` has no effect: no bucket, backup or registry is copied to it."],
    ],
    [
      "MFA for workflows",
      role({ requireMfa: true }),
      [
        "cluster.accessRoles.deploy.requireMfa: `requireMfa` has no effect: `trustedPrincipals` is empty, and workflows of GitHub Actions have no MFA.",
      ],
    ],
    [
      "usage that nothing bills",
      {
        usage: {
          internetInGb: 1,
          transitGatewayGb: 1,
          queryLogGb: 1,
          dnsQueryMillions: 1,
          awsServiceGb: { logs: 1, s3: 1 },
        },
        "network.nat": "none",
        "network.interfaceEndpoints": { bundles: ["private-eks"], services: [] },
      },
      [
        "usage.internetInGb: `internetInGb` has no effect: the stack has no NAT gateway whose traffic is billed.",
        "usage.transitGatewayGb: `transitGatewayGb` has no effect: `network.transitGateway` is not set.",
        "usage.queryLogGb: `queryLogGb` has no effect: `network.queryLog.destination` is none.",
        "usage.dnsQueryMillions: `dnsQueryMillions` has no effect: `network.dnsFirewall` filters no domain.",
        "usage.awsServiceGb.s3: `s3` has no effect: traffic through a gateway endpoint is free of charge.",
      ],
    ],
    [
      "traffic of a service that nothing bills",
      {
        usage: { awsServiceGb: { sqs: 1 } },
        "network.nat": "none",
        "network.interfaceEndpoints": { bundles: ["private-eks"], services: [] },
      },
      [
        "usage.awsServiceGb.sqs: `sqs` has no effect: without NAT and without an interface endpoint, nothing bills this traffic.",
      ],
    ],
  ])("warn about %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    const own = warningsWith(edits).filter((warning) => warning.includes("has no effect"));
    expect(own.sort()).toEqual([...warnings].sort());
  });

  it.each<[string, Edits]>([
    ["a deletion window of a key", { "storage.keyDeletionWindowDays": 7, "storage.encryption": "customer-managed" }],
    ["a named organization", { "storage.organizationOnly": false, "aws.organizationId": "o-a1b2c3d4e5" }],
    [
      "a second Region for backups",
      { "aws.secondRegion": "eu-central-1", "backup.enabled": true, "backup.secondRegionRetentionDays": 7 },
    ],
    ["MFA of principals", role({ trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"], requireMfa: false })],
    ["usage that NAT bills", { usage: { internetInGb: 1, internetOutGb: 1, flowLogGb: 1, awsServiceGb: { logs: 1 } } }],
  ])("say nothing about %s", (_, edits) => {
    expect(warningsWith(edits)).toEqual([]);
  });
});
