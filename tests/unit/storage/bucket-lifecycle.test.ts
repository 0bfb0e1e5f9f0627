import { type BucketLifecycle, lifecycleRules, replicaLifecycle } from "../../../components/storage/bucket-lifecycle";

const BASE: BucketLifecycle = { abortMultipartUploadDays: 7, transitions: [], noncurrentTransitions: [] };

function ruleIds(lifecycle: Partial<BucketLifecycle>): string[] {
  return lifecycleRules({ ...BASE, ...lifecycle }).map(({ id }) => id);
}

describe("lifecycleRules", () => {
  it.each<[string, Partial<BucketLifecycle>, string[]]>([
    ["nothing but uploads", {}, ["abort-stale-uploads"]],
    ["noncurrent versions", { noncurrentExpirationDays: 30 }, ["abort-stale-uploads", "expire-noncurrent-versions"]],
    ["objects", { expirationDays: 90 }, ["abort-stale-uploads", "expire-objects"]],
    [
      "storage classes",
      { transitions: [{ days: 30, storageClass: "STANDARD_IA" }] },
      ["abort-stale-uploads", "move-to-cheaper-storage"],
    ],
    [
      "storage classes of noncurrent versions",
      { noncurrentTransitions: [{ days: 30, storageClass: "GLACIER_IR" }] },
      ["abort-stale-uploads", "move-noncurrent-versions"],
    ],
  ])("has one rule per purpose: %s", (_, lifecycle, ids) => {
    expect(ruleIds(lifecycle)).toEqual(ids);
  });

  it("renders every rule enabled and for the whole bucket", () => {
    const rules = lifecycleRules({
      abortMultipartUploadDays: 1,
      noncurrentExpirationDays: 7,
      expirationDays: 365,
      transitions: [
        { days: 30, storageClass: "STANDARD_IA" },
        { days: 90, storageClass: "GLACIER_IR" },
      ],
      noncurrentTransitions: [{ days: 1, storageClass: "GLACIER_IR" }],
    });
    const everywhere = { status: "Enabled", filter: { prefix: "" } };
    expect(rules).toEqual([
      { ...everywhere, id: "abort-stale-uploads", abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } },
      {
        ...everywhere,
        id: "expire-noncurrent-versions",
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        expiration: { expiredObjectDeleteMarker: true },
      },
      { ...everywhere, id: "expire-objects", expiration: { days: 365 } },
      {
        ...everywhere,
        id: "move-to-cheaper-storage",
        transitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 90, storageClass: "GLACIER_IR" },
        ],
      },
      {
        ...everywhere,
        id: "move-noncurrent-versions",
        noncurrentVersionTransitions: [{ noncurrentDays: 1, storageClass: "GLACIER_IR" }],
      },
    ]);
  });

  it("keeps a number of noncurrent versions regardless of their age", () => {
    const [, expiry] = lifecycleRules({ ...BASE, noncurrentExpirationDays: 30, keepNoncurrentVersions: 3 });
    expect(expiry?.noncurrentVersionExpiration).toEqual({ noncurrentDays: 30, newerNoncurrentVersions: 3 });
  });
});

describe("replicaLifecycle", () => {
  const SOURCE: BucketLifecycle = {
    abortMultipartUploadDays: 7,
    noncurrentExpirationDays: 90,
    keepNoncurrentVersions: 3,
    expirationDays: 2557,
    transitions: [
      { days: 30, storageClass: "STANDARD_IA" },
      { days: 60, storageClass: "INTELLIGENT_TIERING" },
      { days: 180, storageClass: "DEEP_ARCHIVE" },
    ],
    noncurrentTransitions: [
      { days: 30, storageClass: "STANDARD_IA" },
      { days: 60, storageClass: "GLACIER" },
    ],
  };

  it("expires objects and versions after as many days as the source, because S3 does not replicate expirations", () => {
    expect(replicaLifecycle(SOURCE)).toMatchObject({ noncurrentExpirationDays: 90, expirationDays: 2557 });
  });

  it("does not keep noncurrent versions by number", () => {
    expect(replicaLifecycle(SOURCE).keepNoncurrentVersions).toBeUndefined();
  });

  it("has only transitions to classes that are colder than INTELLIGENT_TIERING", () => {
    expect(replicaLifecycle(SOURCE)).toMatchObject({
      transitions: [{ days: 180, storageClass: "DEEP_ARCHIVE" }],
      noncurrentTransitions: [{ days: 60, storageClass: "GLACIER" }],
    });
  });
});
