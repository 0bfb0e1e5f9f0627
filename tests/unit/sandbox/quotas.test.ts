import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const ROOT = "arn:aws:iam::111122223333:root";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

function policy(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", ...statement }] });
}

const trust = (length: number): string => policy({ Sid: "a".repeat(length), Principal: { AWS: ROOT } });
const rights = (length: number): string => policy({ Sid: "a".repeat(length), Resource: "*" });

/** A world with all objects to which the inputs below refer. */
function furnished(): Cloud {
  const cloud = new Cloud(new World());
  cloud.create(ROLE, "r", { name: "r", assumeRolePolicy: trust(1) }, SCOPE);
  cloud.create("aws:s3/bucket:Bucket", "b", { bucket: "data" }, SCOPE);
  cloud.create("aws:ecr/repository:Repository", "api", { name: "api" }, SCOPE);
  cloud.create("aws:cloudwatch/logGroup:LogGroup", "g", { name: "audit" }, SCOPE);
  cloud.create("aws:cloudwatch/eventRule:EventRule", "e", { name: "use", eventPattern: "{}" }, SCOPE);
  cloud.create("aws:backup/vault:Vault", "v", { name: "vault" }, SCOPE);
  return cloud;
}

/** A resource that exceeds a limit, and the largest one that AWS accepts. */
describe("AWS's limits for one resource", () => {
  const queue = (index: number): Props => ({
    queueArn: "arn:aws:sqs:eu-west-1:111122223333:uploads",
    events: ["s3:ObjectCreated:*"],
    filterPrefix: `${String(index).padStart(3, "0")}/`,
  });
  const notification = (threshold: number): unknown => ({ threshold, subscriberEmailAddresses: ["a@b.c"] });
  const list = <T>(length: number, entry: (index: number) => T): T[] => Array.from({ length }, (_, i) => entry(i));
  const rule = { ruleName: "daily", targetVaultName: "vault", startWindow: 60, completionWindow: 480 };

  it.each<[string, string, Props, Props, string]>([
    [
      "the length of a trust policy",
      ROLE,
      { name: "x", assumeRolePolicy: trust(8000) },
      { name: "x", assumeRolePolicy: trust(8192) },
      "ACLSizePerRole",
    ],
    [
      "the length of an inline policy",
      ROLE_POLICY,
      { role: "r", policy: rights(10_000) },
      { role: "r", policy: rights(10_240) },
      "Maximum policy size of 10240",
    ],
    [
      "the size of a bucket policy",
      "aws:s3/bucketPolicy:BucketPolicy",
      { bucket: "data", policy: policy({ Sid: "a".repeat(20_000), Principal: "*", Resource: "arn:aws:s3:::data" }) },
      { bucket: "data", policy: policy({ Sid: "a".repeat(20_480), Principal: "*", Resource: "arn:aws:s3:::data" }) },
      "PolicyTooLarge",
    ],
    [
      "the notifications of a bucket",
      "aws:s3/bucketNotification:BucketNotification",
      { bucket: "data", queues: list(100, queue) },
      { bucket: "data", queues: list(101, queue) },
      "at most 100 notification configurations",
    ],
    [
      "the rules of a lifecycle policy",
      "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      { repository: "api", policy: JSON.stringify({ rules: list(50, () => ({})) }) },
      { repository: "api", policy: JSON.stringify({ rules: list(51, () => ({})) }) },
      "at most 50 rules",
    ],
    [
      "the destinations of a replication",
      "aws:ecr/replicationConfiguration:ReplicationConfiguration",
      { replicationConfiguration: { rules: [{ destinations: list(25, () => ({ region: "eu-central-1" })) }] } },
      { replicationConfiguration: { rules: [{ destinations: list(26, () => ({ region: "eu-central-1" })) }] } },
      "more than 25 destinations",
    ],
    [
      "the size of a key policy",
      "aws:kms/key:Key",
      { policy: trust(32_000) },
      { policy: trust(32_768) },
      "larger than 32768 bytes",
    ],
    [
      "the length of an event pattern",
      "aws:cloudwatch/eventRule:EventRule",
      { name: "x", eventPattern: JSON.stringify({ source: ["a".repeat(4000)] }) },
      { name: "x", eventPattern: JSON.stringify({ source: ["a".repeat(4096)] }) },
      "longer than 4096 characters",
    ],
    [
      "the notifications of a budget",
      "aws:budgets/budget:Budget",
      { name: "x", notifications: list(5, notification) },
      { name: "x", notifications: list(6, notification) },
      "at most 5 notifications",
    ],
    [
      "the retention of a backup",
      "aws:backup/plan:Plan",
      { name: "x", rules: [{ ...rule, lifecycle: { deleteAfter: 36_500 } }] },
      { name: "x", rules: [{ ...rule, lifecycle: { deleteAfter: 36_501 } }] },
      "DeleteAfterDays must be from 1 to 36500",
    ],
    [
      "the windows of a backup",
      "aws:backup/plan:Plan",
      { name: "x", rules: [rule] },
      { name: "x", rules: [{ ...rule, completionWindow: 60 }] },
      "CompletionWindowMinutes must be more than StartWindowMinutes",
    ],
    [
      "the start window of a backup",
      "aws:backup/plan:Plan",
      { name: "x", rules: [rule] },
      { name: "x", rules: [{ ...rule, startWindow: 59 }] },
      "StartWindowMinutes must be at least 60",
    ],
    [
      "the retention of a vault lock",
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      { backupVaultName: "vault", minRetentionDays: 7, maxRetentionDays: 7 },
      { backupVaultName: "vault", minRetentionDays: 8, maxRetentionDays: 7 },
      "in order",
    ],
    [
      "the days of grace of a vault lock",
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      { backupVaultName: "vault", changeableForDays: 3 },
      { backupVaultName: "vault", changeableForDays: 2 },
      "ChangeableForDays must be at least 3",
    ],
  ])("bound %s", (_, type, within, beyond, refusal) => {
    expect(() => furnished().create(type, "x", beyond, SCOPE)).toThrow(refusal);
    expect(() => furnished().create(type, "x", within, SCOPE)).not.toThrow();
  });

  it("bound the sum of the inline policies of a role", () => {
    const cloud = furnished();
    cloud.create(ROLE_POLICY, "one", { role: "r", policy: rights(5000) }, SCOPE);
    expect(() => cloud.create(ROLE_POLICY, "two", { role: "r", policy: rights(5200) }, SCOPE)).toThrow("LimitExceeded");
    cloud.create(ROLE, "s", { name: "s", assumeRolePolicy: trust(1) }, SCOPE);
    expect(() => cloud.create(ROLE_POLICY, "two", { role: "s", policy: rights(5200) }, SCOPE)).not.toThrow();
  });

  it("do not count white space in policies of IAM", () => {
    const spaced = JSON.stringify(JSON.parse(rights(10_000)), undefined, 100);
    expect(() => furnished().create(ROLE_POLICY, "x", { role: "r", policy: spaced }, SCOPE)).not.toThrow();
  });
});

describe("AWS's limits for numbers of resources", () => {
  it.each<[string, string, number, (index: number) => Props, string]>([
    [
      "policies of a role",
      ATTACHMENT,
      25,
      (index) => ({ role: "r", policyArn: `arn:aws:iam::111122223333:policy/p${index}` }),
      "PoliciesPerRole: 25",
    ],
    [
      "caches of a registry",
      "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
      50,
      (index) => ({ ecrRepositoryPrefix: `cache-${index}`, upstreamRegistryUrl: "quay.io" }),
      "at most 50 pull through cache rules",
    ],
    [
      "metric filters of a log group",
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      100,
      (index) => ({ name: `f${index}`, logGroupName: "audit", pattern: "x" }),
      "at most 100 metric filters",
    ],
    [
      "targets of a rule",
      "aws:cloudwatch/eventTarget:EventTarget",
      5,
      (index) => ({ rule: "use", targetId: `t${index}`, arn: "arn:aws:sns:eu-west-1:111122223333:alarms" }),
      "at most 5 targets",
    ],
  ])("bound %s", (_, type, most, inputs, refusal) => {
    const cloud = furnished();
    for (let index = 0; index < most; index += 1) cloud.create(type, `x${index}`, inputs(index), SCOPE);
    expect(() => cloud.create(type, "last", inputs(most), SCOPE)).toThrow(refusal);
  });
});
