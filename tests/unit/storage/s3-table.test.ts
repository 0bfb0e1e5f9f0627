import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";
import { allowAccessLogDelivery, bucketPolicy } from "../../../components/storage/bucket-policy";

const OURS: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const THEIRS: CloudScope = { ...OURS, accountId: "444455556666" };

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";
const OBJECT_LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";

/** A cloud with one bucket, "data", and a log bucket, "logs", that takes its logs. */
function cloudWithBuckets(): Cloud {
  const cloud = new Cloud(new World());
  cloud.create(BUCKET, "data", { bucket: "data" }, OURS);
  cloud.create(BUCKET, "logs", { bucket: "logs" }, OURS);
  const policy = bucketPolicy("logs", undefined, [allowAccessLogDelivery("logs", "data", OURS.accountId)]);
  cloud.create(POLICY, "logs-policy", { bucket: "logs", policy }, OURS);
  return cloud;
}

function creating(type: string, inputs: Props, scope = OURS) {
  return () => cloudWithBuckets().create(type, "new", inputs, scope);
}

describe("a bucket in the sandbox", () => {
  it("answers with the addresses that S3 computes", () => {
    expect(new Cloud(new World()).create(BUCKET, "b", { bucket: "b1c" }, OURS)).toMatchObject({
      id: "b1c",
      state: {
        arn: "arn:aws:s3:::b1c",
        bucketDomainName: "b1c.s3.amazonaws.com",
        bucketRegion: "eu-west-1",
        bucketRegionalDomainName: "b1c.s3.eu-west-1.amazonaws.com",
      },
    });
  });

  it.each(["ab", "Upper", "under_score", "-dash", "dash-", "a..b", "192.168.0.1", "xn--b", "b--ol-s3", "x".repeat(64)])(
    "cannot be called %s",
    (bucket) => {
      expect(creating(BUCKET, { bucket })).toThrow(`InvalidBucketName: "${bucket}" is not a valid bucket name`);
    },
  );

  it("cannot have a name that is in use, and the error states by which account", () => {
    expect(creating(BUCKET, { bucket: "data" })).toThrow(
      'BucketAlreadyOwnedByYou: the bucket "data" exists and belongs to this account',
    );
    expect(creating(BUCKET, { bucket: "data" }, THEIRS)).toThrow(
      'BucketAlreadyExists: the bucket name "data" is taken by another account',
    );
  });

  it.each(["bucket", "objectLockEnabled"])("is replaced when %s changes", (property) => {
    const { replaces } = cloudWithBuckets().diff(BUCKET, { bucket: "a" }, { bucket: "a", [property]: "b" });
    expect(replaces).toEqual([property]);
  });

  it("changes forceDestroy in place", () => {
    expect(cloudWithBuckets().diff(BUCKET, { forceDestroy: false }, { forceDestroy: true }).replaces).toEqual([]);
  });

  it("cannot be deleted with objects in it", () => {
    const cloud = cloudWithBuckets();
    cloud.create("aws:s3/bucketObjectv2:BucketObjectv2", "o", { bucket: "data", key: "o" }, OURS);
    expect(() => {
      cloud.delete(BUCKET, "data");
    }).toThrow('BucketNotEmpty: the bucket "data" contains 1 objects');
  });

  it("can be deleted with objects once forceDestroy was applied", () => {
    const cloud = cloudWithBuckets();
    cloud.world.drift(BUCKET, "data", { objectCount: 3 });
    cloud.update(BUCKET, "data", { bucket: "data", forceDestroy: true }, OURS);
    cloud.delete(BUCKET, "data");
    expect(cloud.world.get(BUCKET, "data")).toBeUndefined();
  });
});

describe("a bucket's settings in the sandbox", () => {
  it("need a bucket", () => {
    expect(creating(VERSIONING, { bucket: "none" })).toThrow('NoSuchBucket: the bucket "none" does not exist');
  });

  it("exist once per bucket", () => {
    const cloud = cloudWithBuckets();
    cloud.create(LIFECYCLE, "first", { bucket: "data", rules: [] }, OURS);
    expect(() => cloud.create(LIFECYCLE, "second", { bucket: "data", rules: [] }, OURS)).toThrow(
      'the bucket "data" already has a lifecycle configuration, which this one would overwrite',
    );
  });

  it("move to another bucket by replacement", () => {
    expect(cloudWithBuckets().diff(LIFECYCLE, { bucket: "a" }, { bucket: "b" }).replaces).toEqual(["bucket"]);
  });

  it("refuse a policy about another bucket", () => {
    expect(creating(POLICY, { bucket: "data", policy: bucketPolicy("other", undefined, []) })).toThrow(
      'MalformedPolicy: statement "DenyInsecureTransport" has an invalid resource',
    );
  });

  it("log only to an existing bucket that allows the logging service", () => {
    expect(creating(LOGGING, { bucket: "data", targetBucket: "none" })).toThrow(
      'no bucket "none" in this account and region',
    );
    expect(creating(LOGGING, { bucket: "data", targetBucket: "data" })).toThrow(
      'the policy of "data" does not allow the logging service to write',
    );
    expect(creating(LOGGING, { bucket: "data", targetBucket: "logs" })).not.toThrow();
  });

  it("can suspend versioning, but not disable it", () => {
    const cloud = cloudWithBuckets();
    const withStatus = (status: string) => ({ bucket: "data", versioningConfiguration: { status } });
    cloud.create(VERSIONING, "v", withStatus("Enabled"), OURS);
    expect(() => cloud.update(VERSIONING, "data", withStatus("Disabled"), OURS)).toThrow("cannot be updated");
    expect(cloud.update(VERSIONING, "data", withStatus("Suspended"), OURS).state).toMatchObject(
      withStatus("Suspended"),
    );
  });

  it("need versioning for Object Lock, which then prevents suspending it and receiving logs", () => {
    const cloud = cloudWithBuckets();
    const withStatus = (status: string) => ({ bucket: "logs", versioningConfiguration: { status } });
    const lock = () => cloud.create(OBJECT_LOCK, "l", { bucket: "logs" }, OURS);
    expect(lock).toThrow("InvalidBucketState: versioning must be 'Enabled' on the bucket");
    cloud.create(VERSIONING, "v", withStatus("Enabled"), OURS);
    expect(lock().state["objectLockEnabled"]).toBe("Enabled");
    expect(() => cloud.update(VERSIONING, "logs", withStatus("Suspended"), OURS)).toThrow(
      "InvalidBucketState: an Object Lock configuration is present",
    );
    expect(() => cloud.create(LOGGING, "g", { bucket: "data", targetBucket: "logs" }, OURS)).toThrow(
      'InvalidTargetBucketForLogging: the bucket "logs" has Object Lock',
    );
  });

  it.each([
    [[], "MalformedXML: a tiering configuration needs a tier"],
    [[{ accessTier: "ARCHIVE_ACCESS", days: 89 }], "Days for ARCHIVE_ACCESS must be at least 90, not 89"],
    [[{ accessTier: "DEEP_ARCHIVE_ACCESS", days: 90 }], "Days for DEEP_ARCHIVE_ACCESS must be at least 180, not 90"],
  ])("refuse the archive tiers %j", (tierings, message) => {
    const type = "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration";
    expect(creating(type, { bucket: "data", name: "unread", tierings })).toThrow(message);
  });

  it.each<[string, unknown[], string]>([
    [
      "infrequent access before 30 days",
      [{ id: "r", transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }],
      "InvalidArgument: 'Days' in Transition action must be at least 30 for storageClass 'STANDARD_IA', not 7",
    ],
    [
      "expiration on the day of a transition",
      [
        { id: "e", expiration: { days: 90 } },
        { id: "t", transitions: [{ days: 90, storageClass: "GLACIER" }] },
      ],
      "InvalidArgument: 'Days' in the Expiration action must be greater than 'Days' in the Transition action",
    ],
    [
      "days together with delete markers",
      [{ id: "r", expiration: { days: 30, expiredObjectDeleteMarker: true } }],
      'MalformedXML: rule "r" has both days and expiredObjectDeleteMarker',
    ],
    [
      "infrequent access for old versions before 30 days",
      [{ id: "r", noncurrentVersionTransitions: [{ noncurrentDays: 7, storageClass: "STANDARD_IA" }] }],
      "InvalidArgument: 'NoncurrentDays' in NoncurrentVersionTransition action must be at least 30",
    ],
    [
      "the end of old versions on the day that they move",
      [
        { id: "e", noncurrentVersionExpiration: { noncurrentDays: 90 } },
        { id: "t", noncurrentVersionTransitions: [{ noncurrentDays: 90, storageClass: "GLACIER" }] },
      ],
      "InvalidArgument: 'NoncurrentDays' in the NoncurrentVersionExpiration action must be greater than",
    ],
    ["two rules of one id", [{ id: "r" }, { id: "r" }], "InvalidArgument: rule ids must be unique"],
    [
      "a move 20 days after the move to infrequent access",
      [
        {
          id: "r",
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 50, storageClass: "GLACIER" },
          ],
        },
      ],
      "'Days' in the Transition action for StorageClass 'GLACIER' must be 30 days more than in the 'STANDARD_IA' Transition",
    ],
    [
      "a move of old versions 29 days after the move to infrequent access",
      [
        { id: "a", noncurrentVersionTransitions: [{ noncurrentDays: 30, storageClass: "STANDARD_IA" }] },
        { id: "b", noncurrentVersionTransitions: [{ noncurrentDays: 59, storageClass: "DEEP_ARCHIVE" }] },
      ],
      "'NoncurrentDays' in the NoncurrentVersionTransition action for StorageClass 'DEEP_ARCHIVE' must be 30 days more",
    ],
    [
      "a move to a class that S3 does not allow after the first",
      [
        {
          id: "r",
          transitions: [
            { days: 0, storageClass: "GLACIER" },
            { days: 90, storageClass: "GLACIER_IR" },
          ],
        },
      ],
      "'GLACIER_IR' cannot follow 'GLACIER' in the Transition action",
    ],
    [
      "two moves on one day",
      [
        {
          id: "r",
          transitions: [
            { days: 90, storageClass: "GLACIER_IR" },
            { days: 90, storageClass: "GLACIER" },
          ],
        },
      ],
      "'Days' in two Transition actions must differ, not both be 90",
    ],
    [
      "more old versions than S3 keeps",
      [{ id: "r", noncurrentVersionExpiration: { noncurrentDays: 1, newerNoncurrentVersions: 101 } }],
      "'NewerNoncurrentVersions' must be from 1 to 100",
    ],
    [
      "days greater than a 32-bit integer",
      [{ id: "r", transitions: [{ days: 2 ** 31, storageClass: "GLACIER" }] }],
      "'Days' in Transition action is not a 32-bit integer",
    ],
    ["more than 1,000 rules", Array.from({ length: 1001 }, (_, index) => ({ id: String(index) })), "1000 rules"],
  ])("refuse a lifecycle with %s", (_, rules, message) => {
    expect(creating(LIFECYCLE, { bucket: "data", rules })).toThrow(message);
  });

  it("accept a move 30 days after the move to infrequent access", () => {
    const transitions = [
      { days: 30, storageClass: "STANDARD_IA" },
      { days: 60, storageClass: "GLACIER" },
    ];
    expect(creating(LIFECYCLE, { bucket: "data", rules: [{ id: "r", transitions }] })).not.toThrow();
  });
});
