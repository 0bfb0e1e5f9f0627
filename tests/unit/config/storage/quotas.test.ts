import { type Edits, problemsWith, verdictOn, warningsWith } from "../fixtures";
import { name, named, times } from "../many";

const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:uploads";
const BUCKET = { noncurrentExpirationDays: 30 };
/** No table has the zones of this Region. */
const EIGHT_ZONES: Edits = { "aws.region": "mx-central-1", "network.zones": ["a", "b", "c", "d", "e", "f", "g", "h"] };

const notifications = (count: number): Edits => {
  const one = (index: number): object => ({
    queueArn: QUEUE,
    events: ["s3:ObjectCreated:*"],
    prefix: `${name(index)}/`,
  });
  const all = Object.fromEntries(times(count, (index) => [name(index), one(index)]));
  return { "storage.buckets": { data: { ...BUCKET, notifications: all } } };
};
const backedUp = (count: number): Edits => ({
  "backup.enabled": true,
  "storage.buckets": named(count, { ...BUCKET, backup: true }),
});
const caches = (count: number): Edits => ({
  "account.baseline": true,
  "account.registry.pullThroughCaches": named(count, { upstream: "quay.io" }),
});

describe("quotas that AWS never raises", () => {
  it.each<[string, Edits, Edits, string]>([
    [
      "notifications of a bucket",
      notifications(100),
      notifications(101),
      "storage.buckets.data.notifications: storage/quota-exceeded",
    ],
    ["pull through caches", caches(50), caches(51), "account.registry.pullThroughCaches: storage/quota-exceeded"],
    [
      "mount targets",
      { ...EIGHT_ZONES, "storage.fileSystems": named(175, {}) },
      { ...EIGHT_ZONES, "storage.fileSystems": named(176, {}) },
      "storage.fileSystems: storage/quota-exceeded",
    ],
  ])("cannot be exceeded: %s", (_, within, beyond, problem) => {
    expect(problemsWith(within)).toEqual([]);
    expect(problemsWith(beyond)).toEqual([problem]);
  });

  it("are quoted with the page that states them, and with a remedy in words", () => {
    expect(verdictOn(caches(51)).problems[0]).toMatchObject({
      allowed: "at most 50 (https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html)",
      fix: ["remove entries"],
    });
  });
});

describe("quotas that AWS raises on request", () => {
  it.each<[string, Edits, Edits, string]>([
    ["backed up buckets", backedUp(100), backedUp(101), "storage.buckets: storage/quota-exceeded"],
    [
      "images of a repository",
      { "storage.registries": { api: { keepTaggedImages: 100_000 } } },
      { "storage.registries": { api: { keepTaggedImages: 100_001 } } },
      "storage.registries.api.keepTaggedImages: storage/quota-exceeded",
    ],
  ])("cause a warning: %s", (_, within, beyond, warning) => {
    expect(warningsWith(within)).toEqual([]);
    expect(warningsWith(beyond)).toEqual([warning]);
    expect(problemsWith(beyond)).toEqual([]);
  });
});

describe("the largest values that the schema accepts", () => {
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
  ])("are those that AWS accepts: %s", (_, edits) => {
    expect(problemsWith(edits)).toHaveLength(1);
  });

  it("include the longest path of an access point", () => {
    const deep = { path: `/${"a".repeat(49)}/${"b".repeat(49)}`, uid: 1000, gid: 1000 };
    expect(problemsWith({ "storage.fileSystems": { shared: { accessPoints: { deep } } } })).toEqual([]);
  });
});
