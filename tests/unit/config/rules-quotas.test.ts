import { type Edits, problemsWith, verdictOn, warningsWith } from "./fixtures";

/** So many entries, each made from its number. */
function many<T>(count: number, entry: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => entry(index));
}

function record<T>(count: number, value: (index: number) => T): Record<string, T> {
  return Object.fromEntries(many(count, (index) => [`key-${index}`, value(index)]));
}

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:uploads";
const BUCKET = { noncurrentExpirationDays: 30 };
const FILE_SYSTEM = {};
const EIGHT_ZONES: Edits = { "network.zones": ["a", "b", "c", "d", "e", "f", "g", "h"] };

const notifications = (count: number): Edits => ({
  "storage.buckets": {
    data: {
      ...BUCKET,
      notifications: record(count, (index) => ({
        queueArn: QUEUE,
        events: ["s3:ObjectCreated:*"],
        prefix: `${String(index).padStart(3, "0")}/`,
      })),
    },
  },
});
const backedUp = (count: number): Edits => ({
  "backup.enabled": true,
  "storage.buckets": record(count, () => ({ ...BUCKET, backup: true })),
});
const caches = (count: number): Edits => ({
  "account.baseline": true,
  "account.registry.pullThroughCaches": record(count, () => ({ upstream: "quay.io" })),
});
const readable = (count: number): Edits => ({
  "aws.organizationId": "o-a1b2c3d4e5",
  "network.readableBuckets": many(count, (index) => `${"a".repeat(50)}-${index}`),
});
describe("quotas that AWS never raises", () => {
  it.each<[string, Edits, Edits, string]>([
    [
      "notifications of a bucket",
      notifications(100),
      notifications(101),
      "storage.buckets.data.notifications: The stack needs 101 event notifications per bucket; AWS allows 100 and never more.",
    ],
    [
      "pull through caches",
      caches(50),
      caches(51),
      "account.registry.pullThroughCaches: The stack needs 51 pull through cache rules per registry; AWS allows 50 and never more.",
    ],
    [
      "mount targets",
      { ...EIGHT_ZONES, "storage.fileSystems": record(175, () => FILE_SYSTEM) },
      { ...EIGHT_ZONES, "storage.fileSystems": record(176, () => FILE_SYSTEM) },
      "storage.fileSystems: The stack needs 1,408 mount targets per VPC; AWS allows 1,400 and never more.",
    ],
    ["readable buckets", readable(125), readable(150), "network.readableBuckets: network/endpoint-policy-quota"],
  ])("refuse too many %s", (_, within, beyond, problem) => {
    expect(problemsWith(within)).toEqual([]);
    expect(problemsWith(beyond)).toEqual([problem]);
  });

  it("name the page that says so, and a remedy in words", () => {
    expect(verdictOn(caches(51)).problems[0]).toMatchObject({
      allowed: "at most 50 (https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html)",
      fix: ["remove caches"],
    });
  });
});

describe("quotas that AWS raises on request", () => {
  it.each<[string, Edits, Edits, string]>([
    [
      "backed up buckets",
      backedUp(100),
      backedUp(101),
      "storage.buckets: The stack needs 101 buckets that AWS Backup copies, per account; AWS allows 100 by default: the update fails unless the quota of the account is higher.",
    ],
    [
      "images of a repository",
      { "storage.registries": { api: { keepTaggedImages: 100_000 } } },
      { "storage.registries": { api: { keepTaggedImages: 100_001 } } },
      "storage.registries.api.keepTaggedImages: The stack needs 100,001 images per repository; AWS allows 100,000 by default: the update fails unless the quota of the account is higher.",
    ],
  ])("warn about many %s", (_, within, beyond, warning) => {
    expect(warningsWith(within)).toEqual([]);
    expect(warningsWith(beyond)).toEqual([warning]);
    expect(problemsWith(beyond)).toEqual([]);
  });
});

describe("lengths and forms of single values", () => {
  it.each<[string, Edits]>([
    ["storage.registries.x", { "storage.registries": { ["a".repeat(232)]: {} } }],
    ["storage.buckets.data.expirationDays", { "storage.buckets": { data: { ...BUCKET, expirationDays: 2 ** 31 } } }],
    [
      "storage.fileSystems.shared.accessPoints.deep.path",
      {
        "storage.fileSystems": {
          shared: { accessPoints: { deep: { path: `/${"a".repeat(100)}`, uid: 1000, gid: 1000 } } },
        },
      },
    ],
  ])("refuse what AWS refuses at %s", (_, edits) => {
    expect(problemsWith(edits)).toHaveLength(1);
  });

  it("take the longest path of an access point", () => {
    const deep = { path: `/${"a".repeat(49)}/${"b".repeat(49)}`, uid: 1000, gid: 1000 };
    expect(problemsWith({ "storage.fileSystems": { shared: { accessPoints: { deep } } } })).toEqual([]);
  });
});

describe("platform names", () => {
  const registries: Edits = { "storage.registries": { api: {} } };

  it.each<[string, Edits, string]>([
    ["aws-shop", {}, "AWS refuses a resource group whose name begins with `aws`"],
    ["sthree-shop", {}, "Amazon S3 refuses bucket names that begin with"],
    ["amzn-s3-demo", {}, "Amazon S3 refuses bucket names that begin with"],
    ["my--shop", registries, "Amazon ECR refuses repository names with two hyphens in a row"],
  ])("refuse %s", (name, edits, message) => {
    expect(problemsWith({ ...edits, name })).toEqual([expect.stringMatching(`^name: ${message}`)]);
  });

  it("allow two hyphens without registries", () => {
    expect(problemsWith({ name: "my--shop" })).toEqual([]);
  });
});
