import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const ENCRYPTION = "aws:ebs/encryptionByDefault:EncryptionByDefault";
const SNAPSHOTS = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";

describe("an account-wide setting in the sandbox", () => {
  it("is overwritten by the stack that sets it last", () => {
    const cloud = new Cloud(new World());
    cloud.create(ENCRYPTION, "first", { enabled: false }, SCOPE);
    cloud.create(ENCRYPTION, "second", { enabled: true }, SCOPE);
    expect(cloud.world.ofType(ENCRYPTION).map(({ name, state }) => [name, state["enabled"]])).toEqual([
      ["second", true],
    ]);
  });

  it("exists once per Region, except the S3 Block Public Access of the account", () => {
    const cloud = new Cloud(new World());
    const block = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
    for (const region of ["eu-west-1", "eu-central-1"]) {
      cloud.create(ENCRYPTION, region, { enabled: true }, { ...SCOPE, region });
      cloud.create(block, region, { blockPublicAcls: true }, { ...SCOPE, region });
    }
    expect([cloud.world.ofType(ENCRYPTION), cloud.world.ofType(block)].map(({ length }) => length)).toEqual([2, 1]);
  });

  it("accepts only its states", () => {
    expect(() => new Cloud(new World()).create(SNAPSHOTS, "s", { state: "block-some" }, SCOPE)).toThrow(
      "InvalidParameterValue: state must be one of block-all-sharing, block-new-sharing, unblocked",
    );
  });
});

describe("an analyzer in the sandbox", () => {
  const create = (cloud: Cloud, analyzerName: string, region = SCOPE.region) =>
    cloud.create(ANALYZER, analyzerName, { analyzerName, type: "ACCOUNT" }, { ...SCOPE, region });

  it("is the only one of its type in account and region", () => {
    const cloud = new Cloud(new World());
    create(cloud, "ours");
    expect(() => create(cloud, "theirs")).toThrow(
      "ServiceQuotaExceededException: the account has an analyzer of type ACCOUNT in eu-west-1; " +
        "set account.accessAnalyzer to existing to use it",
    );
    expect(create(cloud, "elsewhere", "eu-central-1").state["arn"]).toBe(
      "arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/elsewhere",
    );
  });

  it("can still be changed", () => {
    const cloud = new Cloud(new World());
    create(cloud, "ours");
    const change = { analyzerName: "ours", type: "ACCOUNT", tags: { Owner: "us" } };
    expect(cloud.update(ANALYZER, "ours", change, SCOPE).state["tags"]).toEqual({ Owner: "us" });
  });
});

describe("a service that an account has once per Region, in the sandbox", () => {
  const [DETECTOR, RECORDER] = ["aws:guardduty/detector:Detector", "aws:cfg/recorder:Recorder"];
  const [CHANNEL, STATUS] = ["aws:cfg/deliveryChannel:DeliveryChannel", "aws:cfg/recorderStatus:RecorderStatus"];
  const HUB = "aws:securityhub/account:Account";
  const recorder = (name: string) => ({ name, roleArn: "arn:aws:iam::111122223333:role/r" });

  it.each([
    [DETECTOR, {}, {}, "BadRequestException: The request is rejected because a detector already exists"],
    [RECORDER, recorder("default"), recorder("ours"), "MaxNumberOfConfigurationRecordersExceededException"],
    [HUB, {}, {}, "ResourceConflictException: Account is already subscribed to Security Hub"],
  ])("is refused if it exists: %s", (type, theirs, ours, error) => {
    const cloud = new Cloud(new World());
    cloud.create(type, "theirs", theirs, SCOPE);
    expect(() => cloud.create(type, "ours", ours, SCOPE)).toThrow(error);
  });

  it("can exist in another Region too", () => {
    const cloud = new Cloud(new World());
    cloud.create(DETECTOR, "theirs", {}, SCOPE);
    expect(() => cloud.create(DETECTOR, "ours", {}, { ...SCOPE, region: "eu-central-1" })).not.toThrow();
  });

  it("overwrites a recorder of the same name without an error", () => {
    const cloud = new Cloud(new World());
    cloud.create(RECORDER, "theirs", recorder("default"), SCOPE);
    expect(() => cloud.create(RECORDER, "ours", recorder("default"), SCOPE)).not.toThrow();
  });

  it("needs the recorder, the delivery channel and the policy of the bucket in this order", () => {
    const cloud = new Cloud(new World());
    const channel = { name: "ours", s3BucketName: "logs" };
    const start = () => cloud.create(STATUS, "ours", { name: "ours", isEnabled: true }, SCOPE);
    expect(() => cloud.create(CHANNEL, "ours", channel, SCOPE)).toThrow("NoAvailableConfigurationRecorderException");
    cloud.create(RECORDER, "ours", recorder("ours"), SCOPE);
    expect(start).toThrow("NoAvailableDeliveryChannelException");
    expect(() => cloud.create(CHANNEL, "ours", channel, SCOPE)).toThrow("NoSuchBucketException");
    cloud.create("aws:s3/bucket:Bucket", "logs", { bucket: "logs" }, SCOPE);
    expect(() => cloud.create(CHANNEL, "ours", channel, SCOPE)).toThrow("InsufficientDeliveryPolicyException");
  });

  it("has standards only in a hub", () => {
    const standardsArn = "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0";
    const subscribe = (cloud: Cloud) =>
      cloud.create("aws:securityhub/standardsSubscription:StandardsSubscription", "cis", { standardsArn }, SCOPE);
    const cloud = new Cloud(new World());
    expect(() => subscribe(cloud)).toThrow("InvalidAccessException");
    cloud.create(HUB, "hub", {}, SCOPE);
    expect(subscribe(cloud).state["arn"]).toBe(
      "arn:aws:securityhub:eu-west-1:111122223333:subscription/cis-aws-foundations-benchmark/v/5.0.0",
    );
  });
});

describe("a trail in the sandbox", () => {
  it("is refused if the policy of the bucket does not allow CloudTrail to write", () => {
    const cloud = new Cloud(new World());
    const create = () =>
      cloud.create("aws:cloudtrail/trail:Trail", "trail", { name: "trail", s3BucketName: "logs" }, SCOPE);
    expect(create).toThrow("S3BucketDoesNotExistException");
    cloud.create("aws:s3/bucket:Bucket", "logs", { bucket: "logs" }, SCOPE);
    expect(create).toThrow("InsufficientS3BucketPolicyException");
  });
});

it("a service-linked role exists once in an account", () => {
  const create = (cloud: Cloud, region: string) =>
    cloud.create(
      "aws:iam/serviceLinkedRole:ServiceLinkedRole",
      region,
      { awsServiceName: "config.amazonaws.com" },
      { ...SCOPE, region },
    );
  const cloud = new Cloud(new World());
  create(cloud, "eu-west-1");
  expect(() => create(cloud, "eu-central-1")).toThrow(
    "InvalidInput: Service role name AWSServiceRoleForConfig has been taken in this account",
  );
});
