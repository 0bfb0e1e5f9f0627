import { ComponentResource } from "@pulumi/pulumi";

import { Bucket, type BucketArgs } from "../../../components/storage/bucket";
import { createLogBucket } from "../../../components/storage/log-bucket";
import { type Recording, record } from "../../support/record";

const ARGS: BucketArgs = {
  bucketName: "data",
  accountId: "111122223333",
  versioning: true,
  lifecycle: { abortMultipartUploadDays: 7, noncurrentExpirationDays: 30 },
  forceDestroy: false,
  deletionProtection: true,
};

const INVENTORY = "aws:s3/inventory:Inventory";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const PERMISSION = "aws:lambda/permission:Permission";
const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:index";

function recordBucket(args: Partial<BucketArgs> = {}): Promise<Recording<Bucket>> {
  return record(() => new Bucket("b", { ...ARGS, ...args }, {}));
}

/** A bucket beside the log bucket of its Region. */
function recordLogged(args: Partial<BucketArgs>): Promise<Recording<Bucket>> {
  const { region } = args;
  return record(() => {
    const logBucket = createLogBucket(new ComponentResource("test:Parent", "parent"), "logs", {
      platformName: "shop-dev",
      accountId: ARGS.accountId,
      key: "logs",
      region: region ?? "eu-west-1",
      inSecondRegion: region !== undefined,
      organizationId: undefined,
      logDelivery: [],
      takesInventories: true,
      retentionDays: 90,
      forceDestroy: false,
      deletionProtection: true,
    });
    return new Bucket("b", { ...ARGS, ...args, logBucketName: logBucket.bucketName }, {});
  });
}

describe("the notifications of a bucket", () => {
  it("are one notification configuration for all destinations", async () => {
    const recording = await recordBucket({
      eventBridge: true,
      notifications: {
        uploads: { queueArn: "arn:aws:sqs:eu-west-1:111122223333:q", events: ["s3:ObjectCreated:*"], prefix: "in/" },
        deletions: { topicArn: "arn:aws:sns:eu-west-1:111122223333:t", events: ["s3:ObjectRemoved:*"] },
        index: { functionArn: FUNCTION, events: ["s3:ObjectCreated:*"], prefix: "out/", suffix: ".csv" },
      },
    });
    const { inputs, options } = recording.one(NOTIFICATION);
    expect(inputs).toEqual({
      bucket: "data",
      eventbridge: true,
      queues: [
        {
          id: "uploads",
          queueArn: "arn:aws:sqs:eu-west-1:111122223333:q",
          events: ["s3:ObjectCreated:*"],
          filterPrefix: "in/",
        },
      ],
      topics: [{ id: "deletions", topicArn: "arn:aws:sns:eu-west-1:111122223333:t", events: ["s3:ObjectRemoved:*"] }],
      lambdaFunctions: [
        {
          id: "index",
          lambdaFunctionArn: FUNCTION,
          events: ["s3:ObjectCreated:*"],
          filterPrefix: "out/",
          filterSuffix: ".csv",
        },
      ],
    });
    expect(options.dependsOn).toContain(`${PERMISSION}::b-events-index`);
  });

  it("wait for a permission that lets only this bucket of this account invoke a function", async () => {
    const recording = await recordBucket({
      notifications: { index: { functionArn: FUNCTION, events: ["s3:ObjectCreated:*"] } },
    });
    expect(recording.one(PERMISSION, "b-events-index").inputs).toEqual({
      function: FUNCTION,
      action: "lambda:InvokeFunction",
      principal: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::data",
      sourceAccount: "111122223333",
    });
    expect(recording.one(NOTIFICATION).inputs).not.toHaveProperty("eventbridge");
  });

  it("create no resource without a destination", async () => {
    const recording = await recordBucket();
    expect(recording.ofType(NOTIFICATION)).toEqual([]);
  });
});

describe("the inventory of a bucket", () => {
  it.each([
    ["weekly", "Weekly"],
    ["daily", "Daily"],
  ] as const)("lists every version %s into the log bucket", async (inventory, frequency) => {
    const recording = await recordLogged({ inventory });
    expect(recording.one(INVENTORY).inputs).toMatchObject({
      bucket: "data",
      name: "objects",
      includedObjectVersions: "All",
      schedule: { frequency },
      destination: {
        bucket: {
          accountId: "111122223333",
          bucketArn: "arn:aws:s3:::shop-dev-logs-111122223333-eu-west-1",
          prefix: "inventory",
          format: "Parquet",
        },
      },
    });
    expect(recording.one(INVENTORY).inputs["optionalFields"]).toEqual(
      expect.arrayContaining(["Size", "StorageClass", "EncryptionStatus", "ReplicationStatus"]),
    );
  });

  it("is not created by default", async () => {
    const recording = await recordLogged({});
    expect(recording.ofType(INVENTORY)).toEqual([]);
  });
});

describe("a bucket of another Region", () => {
  it("has all its settings in that Region", async () => {
    const { resources } = await recordLogged({
      region: "eu-central-1",
      eventBridge: true,
      inventory: "daily",
      archiveTiers: { archiveDays: 90 },
      objectLock: { mode: "governance", days: 1 },
      notifications: { index: { functionArn: FUNCTION.replace("west", "central"), events: ["s3:ObjectCreated:*"] } },
    });
    const ofAws = resources.filter(({ type }) => type.startsWith("aws:"));
    expect(ofAws).toHaveLength(20);
    expect(ofAws.map(({ inputs }) => inputs["region"])).toEqual(ofAws.map(() => "eu-central-1"));
  });
});
