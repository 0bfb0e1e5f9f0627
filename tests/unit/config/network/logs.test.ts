import { type Edits, problemsWith, warningsWith } from "./fixtures";

const LISTS = { AWSManagedDomainsAggregateThreatList: "rslvr-fdl-0123456789abcdef" };
const ORGANIZATION = { "aws.organizationId": "o-a1b2c3d4e5" };
const firewall = (settings: object): Edits => ({ "network.dnsFirewall": settings });
const RETENTION = "network.flowLogs.retentionDays";

describe("rules for what the network logs and filters", () => {
  it.each<[string, Edits]>([
    ["flow logs in CloudWatch for days of their own", { "network.flowLogs": { retentionDays: 30 } }],
    ["flow logs in S3", { "network.flowLogs": { destination: "s3", fields: ["srcaddr", "reject-reason"] } }],
    ["a query log in CloudWatch", { "network.queryLog": { destination: "cloudwatch", retentionDays: 7 } }],
    ["a query log in S3", { "network.queryLog": { destination: "s3" } }],
    [
      "exceptions from everything",
      firewall({ blockedDomains: ["*"], allowedDomains: ["*.amazonaws.com", "*.api.aws", "*.internal"] }),
    ],
    ["exceptions from AWS's lists", firewall({ managedDomainLists: LISTS, allowedDomains: ["a.example"] })],
    [
      "a domain apart from those below it",
      firewall({ blockedDomains: ["*.a.example"], allowedDomains: ["a.example"] }),
    ],
    ["buckets to read with an organization", { ...ORGANIZATION, "network.readableBuckets": ["quayio-production-s3"] }],
  ])("allow %s", (_, edits) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual([]);
  });

  it.each<[string, Edits, string[]]>([
    [
      "a domain that is both",
      firewall({ blockedDomains: ["b.example", "a.example"], allowedDomains: ["a.example"] }),
      ["network.dnsFirewall.blockedDomains[1]: Allowed as well, and so never blocked."],
    ],
  ])("refuse %s", (_, edits, problems) => {
    expect(problemsWith(edits)).toEqual(problems);
  });

  it.each<[string, Edits, string[]]>([
    [
      "days in S3 that the log bucket does not know",
      { "network.flowLogs": { destination: "s3", retentionDays: 30 } },
      [
        `${RETENTION}: \`retentionDays\` has no effect: the log bucket keeps its logs for \`storage.logRetentionDays\`.`,
      ],
    ],
    [
      "days of a log that is not kept",
      { "network.queryLog": { retentionDays: 30 } },
      ["network.queryLog.retentionDays: `retentionDays` has no effect without a log."],
    ],
    [
      "exceptions from nothing",
      firewall({ allowedDomains: ["a.example"] }),
      [
        "network.dnsFirewall.allowedDomains: `allowedDomains` has no effect: the DNS firewall blocks no domain from which it could be an exception.",
      ],
    ],
    [
      "buckets to read where all are open",
      { "network.readableBuckets": ["quayio-production-s3"] },
      [
        "network.readableBuckets: `readableBuckets` has no effect without `aws.organizationId`: the S3 endpoint is open to every bucket.",
      ],
    ],
  ])("warn of %s", (_, edits, warnings) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toEqual(warnings);
  });

  it.each<[string, Edits, number]>([
    ["alerts without a log", firewall({ action: "alert", managedDomainLists: LISTS }), 1],
    [
      "alerts in a log",
      { ...firewall({ action: "alert", blockedDomains: ["*"] }), "network.queryLog": { destination: "s3" } },
      0,
    ],
  ])("warn of %s: %s, %i times", (_, edits, times) => {
    expect(problemsWith(edits)).toEqual([]);
    expect(warningsWith(edits)).toHaveLength(times);
  });
});
