import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const OURS: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };

const BUCKET = "aws:s3/bucket:Bucket";
const INVENTORY = "aws:s3/inventory:Inventory";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const PERMISSION = "aws:lambda/permission:Permission";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:f";

/** Two buckets, of which "far" is in another Region. */
function cloudWithBuckets(...versioned: readonly string[]): Cloud {
  const cloud = new Cloud(new World());
  cloud.create(BUCKET, "near", { bucket: "near" }, OURS);
  cloud.create(BUCKET, "far", { bucket: "far", region: "eu-central-1" }, OURS);
  for (const bucket of versioned) {
    cloud.create(VERSIONING, bucket, { bucket, versioningConfiguration: { status: "Enabled" } }, OURS);
  }
  return cloud;
}

function replicating(cloud: Cloud, to = "far") {
  const rules = [{ destination: { bucket: `arn:aws:s3:::${to}` } }];
  return () => cloud.create(REPLICATION, "r", { bucket: "near", rules }, OURS);
}

function notifying(cloud: Cloud, inputs: object) {
  return () => cloud.create(NOTIFICATION, "n", { bucket: "near", ...inputs }, OURS);
}

describe("replication in the sandbox", () => {
  it("needs two buckets with versioning", () => {
    expect(replicating(cloudWithBuckets("near", "far"))).not.toThrow();
    expect(replicating(cloudWithBuckets("near"))).toThrow("Destination bucket must have versioning enabled");
    expect(replicating(cloudWithBuckets("far"))).toThrow("Versioning must be 'Enabled' on the bucket");
    expect(replicating(cloudWithBuckets("near"), "none")).toThrow("Destination bucket must exist");
  });

  it("prevents suspending versioning of the source", () => {
    const cloud = cloudWithBuckets("near", "far");
    replicating(cloud)();
    const suspended = { bucket: "near", versioningConfiguration: { status: "Suspended" } };
    expect(() => cloud.update(VERSIONING, "near", suspended, OURS)).toThrow(
      "InvalidBucketState: a replication configuration is present",
    );
    cloud.delete(REPLICATION, "near");
    expect(() => cloud.update(VERSIONING, "near", suspended, OURS)).not.toThrow();
  });

  it("copies from a bucket with Object Lock only to one with Object Lock", () => {
    const cloud = cloudWithBuckets("near", "far");
    cloud.create(OBJECT_LOCK, "near", { bucket: "near" }, OURS);
    expect(replicating(cloud)).toThrow("Destination bucket must have Object Lock enabled");
    cloud.create(OBJECT_LOCK, "far", { bucket: "far" }, OURS);
    expect(replicating(cloud)).not.toThrow();
  });
});

describe("an inventory in the sandbox", () => {
  it.each([
    ["near", undefined],
    ["far", 'no bucket "far" in the Region eu-west-1'],
    ["none", 'no bucket "none" in the Region eu-west-1'],
  ])("is delivered in its own Region: to %s", (target, refusal) => {
    const destination = { bucket: { bucketArn: `arn:aws:s3:::${target}` } };
    const create = () =>
      cloudWithBuckets().create(INVENTORY, "i", { bucket: "near", name: "objects", destination }, OURS).id;
    if (refusal === undefined) expect(create()).toBe("near:objects");
    else expect(create).toThrow(refusal);
  });
});

describe("notifications in the sandbox", () => {
  it("need a function that allows S3 to invoke it", () => {
    const cloud = cloudWithBuckets();
    const lambdaFunctions = [{ lambdaFunctionArn: FUNCTION, events: ["s3:ObjectCreated:*"] }];
    expect(notifying(cloud, { lambdaFunctions })).toThrow(
      `Unable to validate the following destination configurations`,
    );
    const permission = { function: FUNCTION, principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::near" };
    cloud.create(PERMISSION, "p", permission, OURS);
    expect(notifying(cloud, { lambdaFunctions })).not.toThrow();
  });

  it("need a function in the Region of the permission", () => {
    const inputs = { function: FUNCTION, principal: "s3.amazonaws.com", region: "eu-central-1" };
    expect(() => cloudWithBuckets().create(PERMISSION, "p", inputs, OURS)).toThrow("no such function in eu-central-1");
  });

  it.each([
    ["one event for two", {}, {}, true],
    ["an event within another", {}, { events: ["s3:ObjectCreated:Put"] }, true],
    ["another event", {}, { events: ["s3:ObjectRemoved:*"] }, false],
    ["a prefix within another", { filterPrefix: "in/" }, { filterPrefix: "in/csv/" }, true],
    ["another prefix", { filterPrefix: "in/" }, { filterPrefix: "out/" }, false],
    ["another suffix", { filterSuffix: ".csv" }, { filterSuffix: ".json" }, false],
  ])("are checked for overlaps: %s", (_, one, other, refused) => {
    const events = ["s3:ObjectCreated:*"];
    const create = notifying(cloudWithBuckets(), {
      queues: [{ queueArn: "q", events, ...one }],
      topics: [{ topicArn: "t", events, ...other }],
    });
    if (refused) expect(create).toThrow("Configurations overlap");
    else expect(create).not.toThrow();
  });
});
