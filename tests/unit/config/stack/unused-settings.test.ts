import { check } from "../../../../config/check/check";
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
} from "../fixtures";
import { runOnValues } from "../commands";

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

describe("a setting that another one can make useless", () => {
  it.each<[string, Edits]>([
    [
      "settings of the DNS firewall, with a list of domains",
      { "network.dnsFirewall": { blockedDomains: ["example.com"], failOpen: true } },
    ],
    [
      "the deletion window of the cluster's key, with a key",
      { "cluster.secretsEncryption": "customer-managed", "cluster.keyDeletionWindowDays": 7 },
    ],
    [
      "settings of logs, with log types",
      { "cluster.logTypes": ["audit"], "cluster.logRetentionDays": 7, "cluster.retainLogs": true },
    ],
    [
      "the retention of logs, with Container Insights",
      {
        "cluster.logTypes": [],
        "cluster.logRetentionDays": 7,
        "cluster.optionalAddons": { "amazon-cloudwatch-observability": {} },
      },
    ],
    [
      "settings of admission, with a namespace",
      { "cluster.namespaces": { web: {} }, "cluster.admission": { action: "warn", registries: ["ghcr.io/acme"] } },
    ],
    ["a warm pool of a node group that can grow", { "cluster.nodeGroups.main": { ...GROUP, warmPool: {} } }],
    ["a warm pool with a `minSize`", { "cluster.nodeGroups.main": { ...GROUP, maxSize: 2, warmPool: { minSize: 1 } } }],
    ["addresses of pods, with node groups", { "network.podCidr": "100.64.0.0/16" }],
  ])("has an effect: %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "settings of a DNS firewall without lists of domains",
      { "network.dnsFirewall": { action: "alert", failOpen: true } },
      [
        "network.dnsFirewall.action: stack/unused-dns-firewall-settings",
        "network.dnsFirewall.failOpen: stack/unused-dns-firewall-settings",
      ],
    ],
    [
      "the deletion window of a key that the stack does not create",
      { "cluster.keyDeletionWindowDays": 7 },
      ["cluster.keyDeletionWindowDays: stack/unused-key-deletion-window"],
    ],
    [
      "settings of logs, without log types",
      {
        "cluster.logTypes": [],
        "cluster.logRetentionDays": 7,
        "cluster.logClass": "INFREQUENT_ACCESS",
        "cluster.retainLogs": true,
      },
      ["logRetentionDays", "logClass", "retainLogs"].map((key) => `cluster.${key}: stack/unused-log-settings`),
    ],
    [
      "settings of admission, without namespaces",
      { "cluster.admission": { action: "warn", registries: ["ghcr.io/acme"] } },
      ["action", "registries"].map((key) => `cluster.admission.${key}: stack/unused-admission-settings`),
    ],
    [
      "a list of domains that another list contains",
      { "network.dnsFirewall": { managedDomainLists: LISTS } },
      ["network.dnsFirewall.managedDomainLists.AWSManagedDomainsMalwareDomainList: stack/redundant-domain-list"],
    ],
    [
      "addresses of pods, with Auto Mode",
      { ...AUTO_MODE, "network.podCidr": "100.64.0.0/16" },
      ["network.podCidr: stack/unused-pod-cidr"],
    ],
    [
      "IPv6 of an existing VPC, for an IPv4 cluster",
      { network: { zones: ["a", "b"], existing: { ...EXISTING, ipv6: true } } },
      ["network.existing.ipv6: stack/unused-ipv6-of-existing-vpc"],
    ],
    [
      "a warm pool whose prepared capacity is at most `desiredSize`",
      { "cluster.nodeGroups.main": { ...GROUP, warmPool: { maxGroupPreparedCapacity: 2 } } },
      ["cluster.nodeGroups.main.warmPool.maxGroupPreparedCapacity: cluster/warm-pool-always-empty"],
    ],
    [
      "a warm pool of a node group that cannot grow",
      { "cluster.nodeGroups.main": { ...GROUP, maxSize: 2, warmPool: {} } },
      ["cluster.nodeGroups.main.warmPool: cluster/warm-pool-always-empty"],
    ],
    [
      "Pod Identity of pods that run on Fargate",
      FARGATE,
      ["cluster.podIdentities.reports.namespace: cluster/pod-identity-on-fargate"],
    ],
  ])("has a warning: %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });

  it.each<[string, Edits]>([
    [
      "settings of a DNS firewall",
      { "network.dnsFirewall": { action: "alert", failOpen: true, allowedDomains: ["example.com"] } },
    ],
    ["the deletion window of a key", { "cluster.keyDeletionWindowDays": 7 }],
    [
      "settings of logs",
      { "cluster.logTypes": [], "cluster.logClass": "INFREQUENT_ACCESS", "cluster.retainLogs": true },
    ],
    ["settings of backups", { "backup.encryption": "customer-managed", "backup.lock": "governance" }],
    ["the retention of a query log without destination", { "network.queryLog.retentionDays": 7 }],
    ["readable buckets without an organization", { "network.readableBuckets": ["others"] }],
    [
      "a number of versions, without versioning",
      { "storage.buckets": { data: { versioning: false, keepNoncurrentVersions: 3 } } },
    ],
    ["the access analyzer, without the baseline", { "account.accessAnalyzer": "existing" }],
  ])("does not prevent an update, and the command of the report removes it: %s", (_, edits) => {
    const { problems, warnings, config } = verdictOn(edits);
    expect([problems, config === undefined]).toEqual([[], false]);
    expect(warnings).not.toEqual([]);
    for (const { fix } of warnings) expect(fix.join("\n")).toMatch(/^npm run config -- rm dev /);
    const values = warnings
      .flatMap(({ fix }) => fix)
      .reduce<unknown>((v, line) => runOnValues(line, v), edited(MINIMAL, edits));
    expect(check(sourceOf(fileText(values)), TODAY).warnings).toEqual([]);
  });
});

describe("a setting that depends on one of another part", () => {
  it.each<[string, Edits, string[]]>([
    [
      "settings of backups, without backups",
      { "backup.lock": "governance", "backup.dailyRetentionDays": 35 },
      ["backup.lock: stack/unused-backup-settings", "backup.dailyRetentionDays: stack/unused-backup-settings"],
    ],
    [
      "the deletion window of a key that the stack does not create",
      { "storage.keyDeletionWindowDays": 7, backup: { enabled: true, keyDeletionWindowDays: 7 } },
      [
        "storage.keyDeletionWindowDays: stack/unused-key-deletion-window",
        "backup.keyDeletionWindowDays: stack/unused-key-deletion-window",
      ],
    ],
    [
      "a limit to an organization, without an organization ID",
      { "storage.organizationOnly": true },
      ["storage.organizationOnly: stack/unused-organization-only"],
    ],
    [
      "a second Region, without copies",
      { "aws.secondRegion": "eu-central-1" },
      ["aws.secondRegion: stack/unused-second-region"],
    ],
    [
      "MFA, without principals that can use it",
      role({ requireMfa: true }),
      ["cluster.accessRoles.deploy.requireMfa: stack/unused-mfa-requirement"],
    ],
    [
      "usage that no resource bills",
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
        "usage.internetInGb: usage/unbilled-traffic",
        "usage.transitGatewayGb: usage/unbilled-traffic",
        "usage.queryLogGb: usage/unbilled-traffic",
        "usage.dnsQueryMillions: usage/unbilled-traffic",
        "usage.awsServiceGb.s3: usage/unbilled-traffic",
      ],
    ],
    [
      "traffic of a service without NAT or an endpoint",
      {
        usage: { awsServiceGb: { sqs: 1 } },
        "network.nat": "none",
        "network.interfaceEndpoints": { bundles: ["private-eks"], services: [] },
      },
      ["usage.awsServiceGb.sqs: usage/unbilled-traffic"],
    ],
  ])("has a warning: %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits).sort()).toEqual([...warnings].sort());
  });

  it.each<[string, Edits]>([
    [
      "the deletion window of a key that the stack creates",
      { "storage.keyDeletionWindowDays": 7, "storage.encryption": "customer-managed" },
    ],
    [
      "a limit to an organization with its ID",
      { "storage.organizationOnly": false, "aws.organizationId": "o-a1b2c3d4e5" },
    ],
    [
      "a second Region for backups",
      { "aws.secondRegion": "eu-central-1", "backup.enabled": true, "backup.secondRegionRetentionDays": 7 },
    ],
    ["MFA, with principals", role({ trustedPrincipals: ["arn:aws:iam::111122223333:user/ann"], requireMfa: false })],
    ["usage that NAT bills", { usage: { internetInGb: 1, internetOutGb: 1, flowLogGb: 1, awsServiceGb: { logs: 1 } } }],
  ])("has no warning: %s", (_, edits) => {
    expect(warningsWith(edits)).toEqual([]);
  });
});
