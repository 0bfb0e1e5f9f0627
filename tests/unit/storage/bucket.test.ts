import type { Resource } from "@pulumi/pulumi";

import { Bucket, type BucketArgs } from "../../../components/storage/bucket";
import { type Recording, record } from "../../support/record";

const ARGS: BucketArgs = {
  bucketName: "groundwork-test-artifacts-111122223333-eu-west-1",
  accountId: "111122223333",
  versioning: true,
  lifecycle: { abortMultipartUploadDays: 7, noncurrentExpirationDays: 30 },
  forceDestroy: false,
  deletionProtection: true,
};

const S3 = {
  bucket: "aws:s3/bucket:Bucket",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  publicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  encryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
  lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  objectLock: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  notification: "aws:s3/bucketNotification:BucketNotification",
  archiveTiers: "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration",
  logging: "aws:s3/bucketLogging:BucketLogging",
} as const;

function recordBucket(args: Partial<BucketArgs> = {}): Promise<Recording<Bucket>> {
  return record(() => new Bucket("b", { ...ARGS, ...args }, {}));
}

describe("Bucket", () => {
  it("is a bucket and six settings, each a separate resource", async () => {
    const { resources } = await recordBucket();
    expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      [
        "groundwork:storage:Bucket b",
        `${S3.bucket} b`,
        `${S3.policy} b-policy`,
        `${S3.publicAccessBlock} b-public-access-block`,
        `${S3.ownership} b-ownership`,
        `${S3.encryption} b-encryption`,
        `${S3.versioning} b-versioning`,
        `${S3.lifecycle} b-lifecycle`,
      ].sort(),
    );
    const ofAws = resources.filter(({ type }) => type.startsWith("aws:"));
    expect(ofAws.map(({ inputs }) => inputs["bucket"])).toEqual(ofAws.map(() => ARGS.bucketName));
  });

  it("changes the bucket one setting at a time: policy, public access block, ownership, the rest (hashicorp/terraform-provider-aws#7628)", async () => {
    const recording = await recordBucket();
    const dependsOn = (type: string) => recording.one(type).options.dependsOn;
    expect(dependsOn(S3.publicAccessBlock)).toEqual([`${S3.policy}::b-policy`]);
    expect(dependsOn(S3.ownership)).toEqual([`${S3.publicAccessBlock}::b-public-access-block`]);
    expect(dependsOn(S3.encryption)).toEqual([`${S3.ownership}::b-ownership`]);
    expect(dependsOn(S3.versioning)).toEqual([`${S3.ownership}::b-ownership`]);
    expect(dependsOn(S3.lifecycle)).toEqual([`${S3.versioning}::b-versioning`]);
  });

  it("blocks public access and has no ACLs", async () => {
    const recording = await recordBucket();
    expect(recording.one(S3.publicAccessBlock).inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(recording.one(S3.ownership).inputs).toMatchObject({ rule: { objectOwnership: "BucketOwnerEnforced" } });
  });

  it("encrypts with keys of S3 and blocks customer-provided keys", async () => {
    const recording = await recordBucket();
    expect(recording.one(S3.encryption).inputs["rules"]).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
        bucketKeyEnabled: false,
        blockedEncryptionTypes: ["SSE-C"],
      },
    ]);
  });

  it("encrypts with a KMS key and an S3 Bucket Key if `encryptionKeyArn` is set", async () => {
    const encryptionKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/k";
    const recording = await recordBucket({ encryptionKeyArn });
    expect(recording.one(S3.encryption).inputs["rules"]).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryptionKeyArn },
        bucketKeyEnabled: true,
        blockedEncryptionTypes: ["SSE-C"],
      },
    ]);
  });

  it.each([
    [true, "Enabled"],
    [false, "Suspended"],
  ])("has the configured versioning: %s", async (versioning, status) => {
    const recording = await recordBucket({ versioning });
    expect(recording.one(S3.versioning).inputs["versioningConfiguration"]).toEqual({ status });
  });

  it("expires noncurrent versions after versioning is suspended", async () => {
    const recording = await recordBucket({ versioning: false });
    expect(recording.one(S3.lifecycle).inputs["rules"]).toContainEqual(
      expect.objectContaining({ noncurrentVersionExpiration: { noncurrentDays: 30 } }),
    );
  });

  it("refuses noncurrent versions that never expire", () => {
    const endless = { ...ARGS, lifecycle: { abortMultipartUploadDays: 7, transitions: [], noncurrentTransitions: [] } };
    expect(() => new Bucket("b", endless, {})).toThrow(
      'bucket "groundwork-test-artifacts-111122223333-eu-west-1" has versioning, but noncurrent versions never expire: ' +
        "set noncurrentExpirationDays, or set versioning to false",
    );
  });

  it("refuses a lifecycle that S3 would refuse during the update", () => {
    const transitions = [
      { days: 30, storageClass: "STANDARD_IA" as const },
      { days: 50, storageClass: "GLACIER" as const },
    ];
    expect(() => new Bucket("b", { ...ARGS, lifecycle: { ...ARGS.lifecycle, transitions } }, {})).toThrow(
      'S3 refuses the lifecycle of bucket "groundwork-test-artifacts-111122223333-eu-west-1": ' +
        'transitions.1.days violates the constraint "minimumStay"; allowed: 60 days or more',
    );
  });

  it("does not move objects smaller than 128 KB", async () => {
    const recording = await recordBucket();
    expect(recording.one(S3.lifecycle).inputs["transitionDefaultMinimumObjectSize"]).toBe("all_storage_classes_128K");
  });

  it.each([
    [{ archiveDays: 90 }, [{ accessTier: "ARCHIVE_ACCESS", days: 90 }]],
    [
      { archiveDays: 90, deepArchiveDays: 180 },
      [
        { accessTier: "ARCHIVE_ACCESS", days: 90 },
        { accessTier: "DEEP_ARCHIVE_ACCESS", days: 180 },
      ],
    ],
    [{ deepArchiveDays: 730 }, [{ accessTier: "DEEP_ARCHIVE_ACCESS", days: 730 }]],
  ])("has the configured archive tiers: %j", async (archiveTiers, tierings) => {
    const recording = await recordBucket({ archiveTiers });
    expect(recording.one(S3.archiveTiers).inputs).toEqual({ bucket: ARGS.bucketName, name: "unread", tierings });
  });

  it.each([
    ["governance", "GOVERNANCE"],
    ["compliance", "COMPLIANCE"],
  ] as const)(
    "locks new versions in %s mode once versioning is on, without a word on the bucket itself",
    async (mode, said) => {
      const recording = await recordBucket({ objectLock: { mode, days: 30 } });
      const lock = recording.one(S3.objectLock);
      expect(lock.inputs).toEqual({ bucket: ARGS.bucketName, rule: { defaultRetention: { mode: said, days: 30 } } });
      expect(lock.options.dependsOn).toEqual([`${S3.versioning}::b-versioning`]);
      // `objectLockEnabled` could only be changed by replacing the bucket.
      expect(recording.one(S3.bucket).inputs).not.toHaveProperty("objectLockEnabled");
    },
  );

  it.each([
    [true, [{ bucket: ARGS.bucketName, eventbridge: true }]],
    [false, []],
  ])("sends events to EventBridge if configured: %s", async (eventBridge, inputs) => {
    const recording = await recordBucket({ eventBridge });
    expect(recording.ofType(S3.notification).map((notification) => notification.inputs)).toEqual(inputs);
  });

  it.each([true, false])(
    "is protected with all its settings if `deletionProtection` is %s",
    async (deletionProtection) => {
      const { resources } = await recordBucket({ deletionProtection });
      const ofAws = resources.filter(({ type }) => type.startsWith("aws:"));
      expect(ofAws.map(({ options }) => options.protect)).toEqual(ofAws.map(() => deletionProtection));
    },
  );

  it.each([true, false])("can be deleted with its objects if `forceDestroy` is %s", async (forceDestroy) => {
    const recording = await recordBucket({ forceDestroy });
    expect(recording.one(S3.bucket).inputs).toEqual({ bucket: ARGS.bucketName, forceDestroy });
  });

  it("registers the same resources in a preview", async () => {
    const identities = async (preview: boolean) =>
      (await record(() => new Bucket("b", ARGS, {}), { preview })).resources.map(({ type, name }) => [type, name]);
    const created = await identities(false);
    await expect(identities(true)).resolves.toEqual(created);
  });

  it("outputs its name only once the bucket policy exists, on which log delivery depends", async () => {
    const { result } = await recordBucket();
    const sources = await (result.bucketName as unknown as { allResources(): Promise<Set<Resource>> }).allResources();
    const types = [...sources].map((source) => (source as unknown as { __pulumiType: string }).__pulumiType);
    expect(types).toEqual([S3.policy]);
  });

  it("outputs its name in a preview", async () => {
    const recording = await record(() => new Bucket("b", ARGS, {}), { preview: true });
    await expect(recording.valueOf(recording.result.bucketName)).resolves.toBe(ARGS.bucketName);
  });
});
