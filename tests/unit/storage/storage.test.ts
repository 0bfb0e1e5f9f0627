import { type BucketSettings, Storage, type StorageArgs } from "../../../components/storage";
import { type Recording, record } from "../../support/record";

const UNVERSIONED: BucketSettings = {
  class: "data",
  versioning: false,
  abortMultipartUploadDays: 1,
  transitions: [],
  noncurrentTransitions: [],
  backup: false,
  eventBridge: false,
  notifications: {},
  inventory: "none",
  replicate: false,
};

const REGISTRY = { mutableTags: ["cache-*"], keepTaggedImages: 30, untaggedExpirationDays: 7 };

const ARGS: StorageArgs = {
  platformName: "groundwork-test",
  accountId: "111122223333",
  region: "eu-west-1",
  encryption: "customer-managed",
  keyDeletionWindowDays: 30,
  deletionProtection: true,
  forceDestroy: false,
  logRetentionDays: 90,
  logDelivery: [],
  organizationOnly: true,
  buckets: {
    artifacts: {
      class: "data",
      versioning: true,
      noncurrentExpirationDays: 30,
      abortMultipartUploadDays: 7,
      transitions: [],
      noncurrentTransitions: [],
      backup: false,
      eventBridge: false,
      notifications: {},
      inventory: "none",
      replicate: false,
    },
    reports: UNVERSIONED,
  },
  registries: { api: REGISTRY },
  secrets: { "shop/database": { recoveryDays: 7 } },
};

const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "aws:kms/key:Key";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const LOG_BUCKET = "groundwork-test-logs-111122223333-eu-west-1";

function recordStorage(args: Partial<StorageArgs> = {}): Promise<Recording<Storage>> {
  return record(() => new Storage("storage", { ...ARGS, ...args }, {}));
}

describe("Storage", () => {
  it("has a component per bucket, one for the logs, one per registry and secret, and one for the key", async () => {
    const { resources } = await recordStorage();
    const parts = resources.filter(({ options }) => options.parent === "groundwork:storage:Storage::storage");
    expect(parts.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "groundwork:encryption:EncryptionKey storage-key",
      "groundwork:storage:Bucket storage-log-bucket",
      "groundwork:storage:Bucket storage-bucket-artifacts",
      "groundwork:storage:Bucket storage-bucket-reports",
      "groundwork:storage:Registry storage-registry-api",
      "groundwork:storage:Secret storage-secret-shop/database",
    ]);
  });

  it("can be deleted in part: only the named bucket and registry lose their protection and are emptied", async () => {
    const torn = { deletionProtection: false } as const;
    const recording = await recordStorage({
      forceDestroy: true,
      buckets: {
        ...ARGS.buckets,
        archive: { ...UNVERSIONED, class: "archive", ...torn },
        old: { ...UNVERSIONED, ...torn },
      },
      registries: { api: { ...REGISTRY, ...torn }, web: REGISTRY },
    });
    const deletion = recording
      .ofType(BUCKET)
      .map(({ name, inputs, options }) => [name, { protect: options.protect, forceDestroy: inputs["forceDestroy"] }]);
    expect(Object.fromEntries(deletion)).toEqual({
      "storage-log-bucket": { protect: true, forceDestroy: false },
      "storage-bucket-artifacts": { protect: true, forceDestroy: false },
      "storage-bucket-reports": { protect: true, forceDestroy: false },
      "storage-bucket-archive": { protect: false, forceDestroy: false },
      "storage-bucket-old": { protect: false, forceDestroy: true },
    });
    const registries = recording.ofType("aws:ecr/repository:Repository").map(({ inputs }) => inputs["forceDelete"]);
    expect(registries).toEqual([true, false]);
  });

  it("names secrets by platform and key, and encrypts them with its key", async () => {
    const recording = await recordStorage();
    expect(recording.one("aws:secretsmanager/secret:Secret").inputs).toMatchObject({
      name: "groundwork-test/shop/database",
      kmsKeyId: recording.one(KEY).state["arn"],
      recoveryWindowInDays: 7,
    });
  });

  it("deletes a secret at once only if it may delete data and the secret is not protected", async () => {
    const days = async (args: Partial<StorageArgs>): Promise<unknown> =>
      (await recordStorage(args)).one("aws:secretsmanager/secret:Secret").inputs["recoveryWindowInDays"];
    expect(await days({ forceDestroy: true, deletionProtection: false })).toBe(0);
    expect(await days({ forceDestroy: true, deletionProtection: true })).toBe(7);
    expect(await days({ forceDestroy: false, deletionProtection: false })).toBe(7);
  });

  it("names buckets by platform, key, account and Region", async () => {
    const recording = await recordStorage();
    expect(recording.ofType(BUCKET).map(({ inputs }) => inputs["bucket"])).toEqual([
      LOG_BUCKET,
      "groundwork-test-artifacts-111122223333-eu-west-1",
      "groundwork-test-reports-111122223333-eu-west-1",
    ]);
  });

  it("does not change names of buckets when another one is added", async () => {
    const names = (recording: Recording<Storage>) => recording.resources.map(({ type, name }) => `${type} ${name}`);
    const before = names(await recordStorage());
    const after = names(await recordStorage({ buckets: { "a-first": UNVERSIONED, ...ARGS.buckets } }));
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it("encrypts buckets and registries with its key, and the log bucket with keys of S3", async () => {
    const recording = await recordStorage();
    const arn = recording.one(KEY).state["arn"];
    const algorithms = recording.ofType(ENCRYPTION).map(({ inputs }) => {
      const [rule] = inputs["rules"] as [{ applyServerSideEncryptionByDefault: unknown }];
      return rule.applyServerSideEncryptionByDefault;
    });
    expect(algorithms).toEqual([
      { sseAlgorithm: "AES256" },
      { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn },
      { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn },
    ]);
    expect(recording.one("aws:ecr/repository:Repository").inputs["encryptionConfigurations"]).toEqual([
      { encryptionType: "KMS", kmsKey: arn },
    ]);
  });

  it("has registries with mutable tags for the configured patterns", async () => {
    const { inputs } = (await recordStorage()).one("aws:ecr/repository:Repository");
    expect(inputs["imageTagMutabilityExclusionFilters"]).toEqual([{ filter: "cache-*", filterType: "WILDCARD" }]);
  });

  it("creates no key with `aws-managed` encryption", async () => {
    const recording = await recordStorage({ encryption: "aws-managed" });
    expect(recording.ofType(KEY)).toEqual([]);
    expect(recording.result.encryptionKeyArn).toBeUndefined();
    expect(recording.one("aws:ecr/repository:Repository").inputs).not.toHaveProperty("encryptionConfigurations");
  });

  it("has access logs of every bucket except the log bucket", async () => {
    const recording = await recordStorage();
    expect(recording.ofType(LOGGING).map(({ inputs }) => inputs)).toEqual(
      ["artifacts", "reports"].map((key) => ({
        bucket: `groundwork-test-${key}-111122223333-eu-west-1`,
        targetBucket: LOG_BUCKET,
        targetPrefix: "access-logs/",
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      })),
    );
  });

  it("deletes logs after `logRetentionDays`", async () => {
    const recording = await recordStorage({ logRetentionDays: 365 });
    const lifecycle = recording.one(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "storage-log-bucket-lifecycle",
    );
    expect(lifecycle.inputs["rules"]).toContainEqual(expect.objectContaining({ expiration: { days: 365 } }));
  });

  it.each([true, false])(
    "protects key, buckets with their settings, registries and secrets if deletionProtection is %s",
    async (deletionProtection) => {
      const { resources } = await recordStorage({ deletionProtection });
      const guarded = resources.filter(({ options }) => options.protect).map(({ type, name }) => `${type} ${name}`);
      const ofBuckets = resources.filter(({ type }) => type.startsWith("aws:s3/"));
      const stateful = [
        `${KEY} storage-key`,
        "aws:kms/alias:Alias storage-key-alias",
        ...ofBuckets.map(({ type, name }) => `${type} ${name}`),
        "aws:secretsmanager/secret:Secret storage-secret-shop/database",
        "awsx:ecr:Repository storage-registry-api",
        "aws:ecr/repository:Repository storage-registry-api",
      ];
      expect(guarded.sort()).toEqual(deletionProtection ? stateful.sort() : []);
    },
  );

  it.each<[BucketSettings["class"], Partial<StorageArgs>, object]>([
    ["data", {}, { forceDestroy: false, protect: true }],
    ["data", { forceDestroy: true, deletionProtection: false }, { forceDestroy: true, protect: false }],
    ["logs", { forceDestroy: true, deletionProtection: false }, { forceDestroy: true, protect: false }],
    ["archive", { forceDestroy: true, deletionProtection: false }, { forceDestroy: false, protect: false }],
    ["backup", { forceDestroy: true, deletionProtection: false }, { forceDestroy: false, protect: false }],
    ["backup", {}, { forceDestroy: false, protect: true }],
    ["scratch", {}, { forceDestroy: true, protect: false }],
  ])("deletes a bucket of class %s with %j as %j", async (bucketClass, args, expected) => {
    const recording = await recordStorage({ ...args, buckets: { it: { ...UNVERSIONED, class: bucketClass } } });
    const { inputs, options } = recording.one(BUCKET, "storage-bucket-it");
    expect({ forceDestroy: inputs["forceDestroy"], protect: options.protect }).toEqual(expected);
  });

  it("tags buckets with `backup` with the name of the platform", async () => {
    const recording = await recordStorage({ buckets: { it: { ...UNVERSIONED, backup: true }, other: UNVERSIONED } });
    const tags = ["storage-bucket-it", "storage-bucket-other"].map(
      (name) => recording.one(BUCKET, name).inputs["tags"],
    );
    expect(tags).toEqual([{ Backup: "groundwork-test" }, undefined]);
  });

  it("has Object Lock and events for buckets, but not for the log bucket", async () => {
    const lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
    const objectLock = { mode: "governance", days: 30 } as const;
    const vault = { ...UNVERSIONED, versioning: true, noncurrentExpirationDays: 30, objectLock, eventBridge: true };
    const recording = await recordStorage({ buckets: { vault } });
    expect(recording.one(lock).name).toBe("storage-bucket-vault-object-lock");
    expect(recording.one("aws:s3/bucketNotification:BucketNotification").name).toBe("storage-bucket-vault-events");
  });

  it("outputs names, ARNs and addresses by key", async () => {
    const recording = await recordStorage();
    const { result } = recording;
    await expect(recording.valueOf(result.bucketNames)).resolves.toEqual({
      artifacts: "groundwork-test-artifacts-111122223333-eu-west-1",
      reports: "groundwork-test-reports-111122223333-eu-west-1",
    });
    await expect(recording.valueOf(result.bucketArns)).resolves.toMatchObject({
      reports: "arn:aws:s3:::groundwork-test-reports-111122223333-eu-west-1",
    });
    await expect(recording.valueOf(result.logBucketName)).resolves.toBe(LOG_BUCKET);
    await expect(recording.valueOf(result.registryUrls)).resolves.toEqual({
      api: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/groundwork-test/api",
    });
    await expect(recording.valueOf(result.encryptionKeyArn)).resolves.toBe(recording.one(KEY).state["arn"]);
  });

  it("refuses a bucket with the key of the log bucket", () => {
    expect(() => new Storage("storage", { ...ARGS, buckets: { logs: UNVERSIONED } }, {})).toThrow(
      'bucket key "logs" is the key of the log bucket: choose another key',
    );
  });

  it("registers the same resources in a preview", async () => {
    const identities = async (preview: boolean) => {
      const { resources } = await record(() => new Storage("storage", ARGS, {}), { preview });
      return resources.map(({ type, name }) => `${type} ${name}`).sort();
    };
    const created = await identities(false);
    await expect(identities(true)).resolves.toEqual(created);
  });

  it("is created with neither buckets nor registries", async () => {
    const recording = await recordStorage({ buckets: {}, registries: {} });
    expect(recording.ofType(BUCKET).map(({ name }) => name)).toEqual(["storage-log-bucket"]);
  });
});
