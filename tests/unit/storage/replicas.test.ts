import { Storage, type StorageArgs } from "../../../components/storage";
import { type RecordedResource, type Recording, record } from "../../support/record";

const SETTINGS: StorageArgs["buckets"][string] = {
  class: "data",
  versioning: true,
  noncurrentExpirationDays: 30,
  abortMultipartUploadDays: 7,
  transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
  noncurrentTransitions: [],
  backup: true,
  eventBridge: true,
  notifications: {},
  inventory: "weekly",
  replicate: true,
};

const ARGS: StorageArgs = {
  platformName: "groundwork-test",
  accountId: "111122223333",
  region: "eu-west-1",
  secondRegion: "eu-central-1",
  organizationId: "o-a1b2c3d4e5",
  organizationOnly: true,
  encryption: "customer-managed",
  keyDeletionWindowDays: 30,
  deletionProtection: true,
  forceDestroy: false,
  logRetentionDays: 90,
  logDelivery: ["alb"],
  buckets: { data: SETTINGS, other: { ...SETTINGS, replicate: false } },
  registries: {},
  secrets: {},
};

const BUCKET = "aws:s3/bucket:Bucket";
const KEY = "aws:kms/key:Key";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const REPLICA_NAME = "groundwork-test-data-replica-111122223333-eu-central-1";
const REPLICA_LOGS = "groundwork-test-logs-replica-111122223333-eu-central-1";

function recordStorage(args: Partial<StorageArgs> = {}): Promise<Recording<Storage>> {
  return record(() => new Storage("storage", { ...ARGS, ...args }, {}));
}

function abroad({ resources }: Recording<Storage>): RecordedResource[] {
  return resources.filter(({ inputs }) => inputs["region"] !== undefined);
}

describe("the replica of a bucket", () => {
  it("is a private bucket in the second Region, with a log bucket there", async () => {
    const recording = await recordStorage();
    const names = abroad(recording).filter(({ type }) => type === BUCKET);
    expect(names.map(({ inputs }) => [inputs["bucket"], inputs["region"]])).toEqual([
      [REPLICA_LOGS, "eu-central-1"],
      [REPLICA_NAME, "eu-central-1"],
    ]);
    const settingsOf = (logicalName: string) =>
      recording.resources
        .filter(({ name, type }) => type.startsWith("aws:s3/") && name.startsWith(`${logicalName}-`))
        .map(({ name }) => name.slice(logicalName.length));
    expect(settingsOf("storage-replicas-bucket-data").sort()).toEqual(
      settingsOf("storage-bucket-data")
        .filter((setting) => setting !== "-events" && setting !== "-inventory")
        .sort(),
    );
    expect(recording.one(LOGGING, "storage-replicas-bucket-data-logging").inputs["targetBucket"]).toBe(REPLICA_LOGS);
  });

  it("is encrypted with a KMS key of the second Region that all replicas share", async () => {
    const recording = await recordStorage({ buckets: { data: SETTINGS, other: SETTINGS } });
    const keys = recording.ofType(KEY).map(({ name, inputs }) => [name, inputs["region"]]);
    expect(keys).toEqual([
      ["storage-key", undefined],
      ["storage-replicas-key", "eu-central-1"],
    ]);
    const keyArn = recording.one(KEY, "storage-replicas-key").state["arn"];
    for (const replication of recording.ofType(REPLICATION)) {
      expect(replication.inputs["rules"]).toMatchObject([
        {
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: { encryptionConfiguration: { replicaKmsKeyId: keyArn } },
        },
      ]);
    }
    expect(recording.one(ROLE_POLICY, "storage-replicas-data").inputs["policy"]).toContain(String(keyArn));
  });

  it("has no KMS key if the source uses keys of S3", async () => {
    const recording = await recordStorage({ encryption: "aws-managed" });
    expect(recording.ofType(KEY)).toEqual([]);
    const [rule] = recording.one(REPLICATION).inputs["rules"] as [Record<string, unknown>];
    expect(rule).not.toHaveProperty("sourceSelectionCriteria");
    expect(rule["destination"]).not.toHaveProperty("encryptionConfiguration");
    expect(recording.one(ROLE_POLICY).inputs["policy"]).not.toContain("kms:");
  });

  it("receives all objects and deletions, in INTELLIGENT_TIERING and with metrics", async () => {
    const recording = await recordStorage();
    const { inputs } = recording.one(REPLICATION, "storage-replicas-data");
    expect(inputs).toMatchObject({
      bucket: "groundwork-test-data-111122223333-eu-west-1",
      rules: [
        {
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Enabled" },
          destination: {
            bucket: `arn:aws:s3:::${REPLICA_NAME}`,
            storageClass: "INTELLIGENT_TIERING",
            metrics: { status: "Enabled" },
          },
        },
      ],
    });
    expect(inputs["region"]).toBeUndefined();
  });

  it("is replicated to once both buckets have all settings and the role has its permissions", async () => {
    const recording = await recordStorage();
    expect(recording.one(REPLICATION).options.dependsOn).toEqual(
      expect.arrayContaining([
        "groundwork:storage:Bucket::storage-bucket-data",
        "groundwork:storage:Bucket::storage-replicas-bucket-data",
        `${ROLE_POLICY}::storage-replicas-data`,
      ]),
    );
  });

  it("expires objects like its source, without transitions to INTELLIGENT_TIERING", async () => {
    const recording = await recordStorage();
    const rules = recording.one(LIFECYCLE, "storage-replicas-bucket-data-lifecycle").inputs["rules"] as object[];
    expect(rules).toMatchObject([
      { id: "abort-stale-uploads" },
      { noncurrentVersionExpiration: { noncurrentDays: 30 } },
    ]);
    expect(rules).toHaveLength(2);
  });

  it("has the archive tiers of its source", async () => {
    const recording = await recordStorage({ buckets: { data: { ...SETTINGS, archiveTiers: { archiveDays: 90 } } } });
    const tiers = recording.ofType(
      "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration",
    );
    expect(tiers.map(({ inputs }) => inputs["bucket"])).toContain(REPLICA_NAME);
  });

  it("has the Object Lock of its source, which S3 requires for locked versions", async () => {
    const recording = await recordStorage({
      buckets: { data: { ...SETTINGS, objectLock: { mode: "governance", days: 30 } } },
    });
    const locks = recording.ofType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration");
    expect(locks.map(({ inputs }) => inputs["bucket"])).toContain(REPLICA_NAME);
  });

  it("does not have the tag of the backup plan, which backs up the source", async () => {
    const recording = await recordStorage();
    expect(recording.one(BUCKET, "storage-bucket-data").inputs["tags"]).toBeDefined();
    expect(recording.one(BUCKET, "storage-replicas-bucket-data").inputs["tags"]).toBeUndefined();
  });

  it("is protected like its source, replication included", async () => {
    const recording = await recordStorage();
    const names = ["storage-replicas-bucket-data", "storage-replicas-log-bucket"];
    expect(names.map((name) => recording.one(BUCKET, name).options.protect)).toEqual([true, true]);
    expect(recording.one(REPLICATION).options.protect).toBe(true);
  });

  it("is named by the key of its source in the outputs", async () => {
    const recording = await recordStorage();
    await expect(recording.valueOf(recording.result.replicaBucketNames)).resolves.toEqual({ data: REPLICA_NAME });
  });

  it("is not created, nor any resource in the second Region, by default", async () => {
    const recording = await recordStorage({ buckets: { data: { ...SETTINGS, replicate: false } } });
    expect(abroad(recording)).toEqual([]);
    expect(recording.ofType(REPLICATION)).toEqual([]);
    expect(recording.result.replicaBucketNames).toEqual({});
  });

  it("is refused without a second Region", () => {
    expect(() => new Storage("storage", { ...ARGS, secondRegion: undefined }, {})).toThrow(
      "replicas of data need a second Region: set secondRegion, or set replicate to false",
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
});

describe("the log bucket", () => {
  const sids = async (name: string, args: Partial<StorageArgs> = {}) => {
    const recording = await recordStorage(args);
    const policy = String(recording.one(POLICY, `${name}-policy`).inputs["policy"]);
    return (JSON.parse(policy) as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
  };

  it("receives logs of the configured services and inventories, also in an organization", async () => {
    await expect(sids("storage-log-bucket")).resolves.toEqual([
      "DenyInsecureTransport",
      "DenyTlsBelow12",
      "DenyOtherOrganizations",
      "AllowAccessLogDelivery",
      "AllowInventoryDelivery",
      "AWSLogDeliveryWrite",
      "AWSLogDeliveryAclCheck",
      "AllowAlbLogDelivery",
    ]);
  });

  it("receives only access logs in the second Region", async () => {
    await expect(sids("storage-replicas-log-bucket")).resolves.toEqual([
      "DenyInsecureTransport",
      "DenyTlsBelow12",
      "DenyOtherOrganizations",
      "AllowAccessLogDelivery",
    ]);
  });

  it.each([
    ["no bucket asks for an inventory", { buckets: {} }],
    ["the organization is not known", { organizationId: undefined }],
    ["it is opened beyond the organization", { organizationOnly: false }],
  ])("has only the statements that it needs if %s", async (_, args) => {
    const said = await sids("storage-log-bucket", args);
    expect(said.includes("AllowInventoryDelivery")).toBe(!("buckets" in args));
    expect(said.includes("DenyOtherOrganizations")).toBe("buckets" in args);
  });

  it.each([
    [true, true],
    [false, false],
  ])("denies access from other organizations as every bucket does: %s", async (organizationOnly, denied) => {
    const recording = await recordStorage({ organizationOnly });
    const policies = recording.ofType(POLICY).map(({ inputs }) => String(inputs["policy"]));
    expect(policies).toHaveLength(5);
    expect(policies.map((policy) => policy.includes("o-a1b2c3d4e5"))).toEqual(policies.map(() => denied));
  });

  it("loses its protection with its source, and key and log bucket theirs with the last replica", async () => {
    const torn = { ...SETTINGS, deletionProtection: false } as const;
    const protectedParts = async (buckets: StorageArgs["buckets"]): Promise<unknown[]> => {
      const recording = await recordStorage({ buckets });
      const parts = ["storage-replicas-key", "storage-replicas-log-bucket", "storage-replicas-bucket-data"];
      return parts.map((name) => recording.one(name.endsWith("key") ? KEY : BUCKET, name).options.protect);
    };
    await expect(protectedParts({ data: SETTINGS })).resolves.toEqual([true, true, true]);
    await expect(protectedParts({ data: torn, other: SETTINGS })).resolves.toEqual([true, true, false]);
    await expect(protectedParts({ data: torn })).resolves.toEqual([false, false, false]);
  });
});
