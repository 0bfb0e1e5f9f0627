import * as fc from "fast-check";

import { BucketFleet, type BucketFleetArgs, type FleetBucketSettings } from "../../../components/storage";
import { key, type Recording, record } from "../../support/record";

const DATA: FleetBucketSettings = {
  class: "data",
  shard: "a",
  versioning: true,
  noncurrentExpirationDays: 30,
  abortMultipartUploadDays: 7,
  transitions: [],
  retired: false,
  arriving: false,
};

const ARGS: BucketFleetArgs = {
  platformName: "files-test",
  accountId: "111122223333",
  region: "eu-west-1",
  shards: ["a", "b"],
  encryption: "customer-managed",
  keyDeletionWindowDays: 30,
  deletionProtection: true,
  forceDestroy: true,
  logRetentionDays: 90,
  buckets: { invoices: DATA, orders: { ...DATA, shard: "b", tags: { Owner: "sales", CostCenter: "cc-3" } } },
};

const BUCKET = "aws:s3/bucket:Bucket";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

function recordFleet(args: Partial<BucketFleetArgs> = {}): Promise<Recording<BucketFleet>> {
  return record(() => new BucketFleet("fleet", { ...ARGS, ...args }, {}));
}

describe("BucketFleet", () => {
  it("has a log bucket and a key for each shard, and a bucket for each row", async () => {
    const { resources } = await recordFleet();
    const parts = resources.filter(({ options }) => options.parent === "groundwork:storage:BucketFleet::fleet");
    expect(parts.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "groundwork:encryption:EncryptionKey fleet-key-a",
      "groundwork:encryption:EncryptionKey fleet-key-b",
      "groundwork:storage:Bucket fleet-bucket-invoices",
      "groundwork:storage:Bucket fleet-bucket-orders",
      "groundwork:storage:Bucket fleet-log-bucket-a",
      "groundwork:storage:Bucket fleet-log-bucket-b",
    ]);
  });

  it("does not contain the shard in bucket names, because a shard can change", async () => {
    const fleet = await recordFleet();
    expect(
      fleet
        .ofType(BUCKET)
        .map(({ inputs }) => inputs["bucket"])
        .sort(),
    ).toEqual([
      "files-test-access-logs-a-111122223333-eu-west-1",
      "files-test-access-logs-b-111122223333-eu-west-1",
      "files-test-invoices-111122223333-eu-west-1",
      "files-test-orders-111122223333-eu-west-1",
    ]);
  });

  it("uses the log bucket and the key of the shard", async () => {
    const fleet = await recordFleet();
    expect(fleet.one(LOGGING, "fleet-bucket-orders-logging").inputs["targetBucket"]).toBe(
      "files-test-access-logs-b-111122223333-eu-west-1",
    );
    const keyArn = fleet.one("aws:kms/key:Key", "fleet-key-b").state["arn"];
    expect(fleet.one(ENCRYPTION, "fleet-bucket-orders-encryption").inputs["rules"]).toEqual([
      expect.objectContaining({
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
      }),
    ]);
  });

  it("has no KMS key with `aws-managed` encryption", async () => {
    const fleet = await recordFleet({ encryption: "aws-managed" });
    expect(fleet.ofType("aws:kms/key:Key")).toEqual([]);
  });

  it("tags a bucket with its owner and cost center, and repeats no default tag with the same value", async () => {
    const fleet = await recordFleet();
    expect(fleet.one(BUCKET, "fleet-bucket-orders").inputs["tags"]).toEqual({ Owner: "sales", CostCenter: "cc-3" });
    expect(fleet.one(BUCKET, "fleet-bucket-invoices").inputs["tags"]).toBeUndefined();
  });

  it.each<[string, Partial<FleetBucketSettings>, { protect: boolean; forceDestroy: boolean }]>([
    ["data", {}, { protect: true, forceDestroy: true }],
    ["data that is retired", { retired: true }, { protect: false, forceDestroy: true }],
    ["an archive", { class: "archive" }, { protect: true, forceDestroy: false }],
    ["an archive that is retired", { class: "archive", retired: true }, { protect: false, forceDestroy: false }],
    ["scratch", { class: "scratch" }, { protect: false, forceDestroy: true }],
  ])("has the protection and deletion of its class and status: %s", async (_, settings, { protect, forceDestroy }) => {
    const fleet = await recordFleet({ buckets: { invoices: { ...DATA, ...settings } } });
    expect(fleet.one(BUCKET, "fleet-bucket-invoices").inputs["forceDestroy"]).toBe(forceDestroy);
    const settingsOf = fleet.resources.filter(({ name, custom }) => custom && name.startsWith("fleet-bucket-invoices"));
    expect(new Set(settingsOf.map(({ options }) => options.protect))).toEqual(new Set([protect]));
  });

  it("adopts a bucket that was moved from another stack, and has no alias afterwards", async () => {
    const fleet = await recordFleet({ buckets: { invoices: { ...DATA, arriving: true }, orders: DATA } });
    const aliasesOf = (name: string): readonly unknown[] =>
      fleet.one("groundwork:storage:Bucket", name).options.aliases;
    expect(aliasesOf("fleet-bucket-invoices")).toHaveLength(1);
    expect(aliasesOf("fleet-bucket-orders")).toEqual([]);
  });

  it("refuses a bucket in a shard that is not in `shards`", () => {
    expect(() => new BucketFleet("fleet", { ...ARGS, shards: ["a"] }, {})).toThrow(
      'bucket "orders" is in shard "b", which is not a shard of this fleet: a',
    );
  });

  it("leaves every other bucket as it is when a row is added, removed or moved (pulumi/pulumi#7682)", async () => {
    const rows = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(), async (names, at) => {
        const gone = names[at % names.length];
        const all = await graphOf(names);
        const others = await graphOf(names.filter((name) => name !== gone).reverse());
        const isOfGone = new RegExp(`::fleet-bucket-${gone ?? ""}(-|$)`);
        expect(others).toEqual(new Map([...all].filter(([identity]) => !isOfGone.test(identity))));
      }),
      { numRuns: 10 },
    );
  });
});

/** Inputs and options by identity. */
async function graphOf(names: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const buckets = Object.fromEntries(names.map((name) => [name, DATA]));
  const { resources } = await recordFleet({ buckets, shards: ["a"], encryption: "aws-managed" });
  const own = resources.filter(({ name }) => name !== "fleet");
  return new Map(own.map((resource) => [key(resource), { inputs: resource.inputs, options: resource.options }]));
}
