import { recordProgram } from "../support/program";
import { FLEET } from "../support/stack-files";
import { key } from "../support/record";

const BUCKET = "aws:s3/bucket:Bucket";

describe("the fleet's program", () => {
  it("creates the buckets of its stack's shards, protected, with the tags of their rows", async () => {
    const fleet = await recordProgram("a", { program: FLEET });
    expect(
      fleet
        .ofType(BUCKET)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      "fleet-bucket-billing-drafts",
      "fleet-bucket-billing-invoices",
      "fleet-bucket-checkout-exports",
      "fleet-bucket-checkout-orders",
      "fleet-bucket-storage-inventory",
      "fleet-log-bucket-a",
    ]);
    const orders = fleet.one(BUCKET, "fleet-bucket-checkout-orders");
    expect(orders.inputs).toMatchObject({ tags: { Owner: "checkout", CostCenter: "cc-2001" }, forceDestroy: false });
    expect(orders.options.protect).toBe(true);
  });

  it("declares the same resources in a preview, when all outputs of AWS are unknown", async () => {
    const update = await recordProgram("b", { program: FLEET });
    const preview = await recordProgram("b", { program: FLEET, preview: true });
    expect(preview.resources.map(key).sort()).toEqual(update.resources.map(key).sort());
  });

  it("shares no resource with another stack of the same inventory", async () => {
    const [a, b] = [await recordProgram("a", { program: FLEET }), await recordProgram("b", { program: FLEET })];
    const names = (recording: typeof a): unknown[] => recording.ofType(BUCKET).map(({ inputs }) => inputs["bucket"]);
    expect(names(a).filter((name) => names(b).includes(name))).toEqual([]);
  });

  // A changed line means a replaced bucket or key, unless the resource gets an alias with its old name.
  it("keeps the identity of resources with data", async () => {
    const { resources } = await recordProgram("b", { program: FLEET });
    const stateful = resources.filter(({ type }) => [BUCKET, "aws:kms/key:Key"].includes(type));
    expect(stateful.map((resource) => `${resource.options.parent ?? ""} ${key(resource)}`).sort())
      .toMatchInlineSnapshot(`
      [
        "groundwork:encryption:EncryptionKey::fleet-key-b aws:kms/key:Key::fleet-key-b",
        "groundwork:encryption:EncryptionKey::fleet-key-c aws:kms/key:Key::fleet-key-c",
        "groundwork:storage:Bucket::fleet-bucket-media-originals aws:s3/bucket:Bucket::fleet-bucket-media-originals",
        "groundwork:storage:Bucket::fleet-bucket-media-previews aws:s3/bucket:Bucket::fleet-bucket-media-previews",
        "groundwork:storage:Bucket::fleet-bucket-search-index aws:s3/bucket:Bucket::fleet-bucket-search-index",
        "groundwork:storage:Bucket::fleet-bucket-search-queries aws:s3/bucket:Bucket::fleet-bucket-search-queries",
        "groundwork:storage:Bucket::fleet-log-bucket-b aws:s3/bucket:Bucket::fleet-log-bucket-b",
        "groundwork:storage:Bucket::fleet-log-bucket-c aws:s3/bucket:Bucket::fleet-log-bucket-c",
      ]
    `);
  });
});
