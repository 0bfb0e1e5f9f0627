import { type Edits, problemsWith, warningsWith } from "../fixtures";
import { times } from "../many";

function record<T>(count: number, value: (index: number) => T): Record<string, T> {
  return Object.fromEntries(times(count, (index) => [`key-${index}`, value(index)]));
}

const principals = (count: number): Edits => ({
  "cluster.accessRoles.deploy": {
    trustedPrincipals: times(count, (index) => `arn:aws:iam::111122223333:role/deployer-${index}`),
    policy: "view",
  },
});
const policies = (count: number): Edits => ({
  "cluster.podIdentities.uploader": {
    namespace: "web",
    serviceAccount: "uploader",
    policyArns: times(count, (index) => `arn:aws:iam::111122223333:policy/p${index}`),
  },
});
const mountedBuckets = (count: number): Edits => ({
  "storage.buckets": record(count, () => ({ noncurrentExpirationDays: 30 })),
  "cluster.optionalAddons": {
    "aws-mountpoint-s3-csi-driver": { version: "v2.1.0-eksbuild.1", buckets: record(count, () => "read-write") },
  },
});
const hostedZones = (count: number): Edits => ({
  "cluster.optionalAddons": {
    "external-dns": {
      zones: Object.fromEntries(times(count, (index) => [`z${index}.example.com`, `Z${"A".repeat(20)}${index}`])),
    },
  },
});
const watchedEntries = (count: number): Edits => ({
  "cluster.logTypes": ["audit"],
  "cluster.access": {
    ...record(count, (index) => ({ principalArn: `arn:aws:iam::111122223333:role/r${index}`, policy: "view" })),
    deployer: { principalArn: "arn:aws:iam::111122223333:role/deployer", policy: "cluster-admin" },
  },
  "monitoring.alarms": { emails: ["ops@example.com"], auditedAccess: times(count, (index) => `key-${index}`) },
});

const TRUST_POLICY = "cluster.accessRoles.deploy: cluster/trust-policy-quota";
const POLICIES = "cluster.podIdentities.uploader.policyArns: cluster/role-policies-quota";

describe("quotas on access", () => {
  it.each<[string, Edits, Edits, string]>([
    [
      "metric filters of the audit log",
      watchedEntries(98),
      watchedEntries(99),
      "monitoring.alarms.auditedAccess: cluster/metric-filter-quota",
    ],
    [
      "characters of the inline policy for mounted buckets",
      mountedBuckets(20),
      mountedBuckets(25),
      "cluster.optionalAddons.aws-mountpoint-s3-csi-driver.buckets: cluster/inline-policy-quota",
    ],
    [
      "characters of the inline policy for hosted zones",
      hostedZones(150),
      hostedZones(190),
      "cluster.optionalAddons.external-dns.zones: cluster/inline-policy-quota",
    ],
    ["characters of a trust policy", {}, principals(200), TRUST_POLICY],
    ["managed policies of a role", {}, policies(26), POLICIES],
  ])("refuse more %s than AWS ever allows", (_, within, beyond, problem) => {
    expect(problemsWith(within)).toEqual([]);
    expect(problemsWith(beyond)).toEqual([problem]);
  });

  it.each<[string, Edits, Edits, string]>([
    ["characters of a trust policy", principals(30), principals(60), TRUST_POLICY],
    ["managed policies of a role", policies(10), policies(11), POLICIES],
  ])("warn of more %s than AWS allows by default", (_, within, beyond, warning) => {
    expect(warningsWith(within)).toEqual([]);
    expect(warningsWith(beyond)).toEqual([warning]);
    expect(problemsWith(beyond)).toEqual([]);
  });
});
