import { allowInventoryDelivery, allowLogDelivery } from "../../../components/storage/log-delivery";

const TO = { bucketName: "b", accountId: "111122223333", region: "eu-west-1" };
const LOGS = "arn:aws:s3:::b/AWSLogs/111122223333/*";

describe("the policy of the log bucket", () => {
  it("allows Application Load Balancers to write below the account, by the principal of all Regions", () => {
    expect(allowLogDelivery(["alb"], TO)).toEqual([
      {
        Sid: "AllowAlbLogDelivery",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: LOGS,
      },
    ]);
  });

  it("allows CloudWatch to write below the prefixes of the account, including Hive partitions, and to read the bucket ACL", () => {
    const ArnLike = { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" };
    const common = { Effect: "Allow", Principal: { Service: "delivery.logs.amazonaws.com" } };
    expect(allowLogDelivery(["vended"], TO)).toEqual([
      {
        ...common,
        Sid: "AWSLogDeliveryWrite",
        Action: "s3:PutObject",
        Resource: [LOGS, "arn:aws:s3:::b/AWSLogs/aws-account-id=111122223333/*"],
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333", "s3:x-amz-acl": "bucket-owner-full-control" },
          ArnLike,
        },
      },
      {
        ...common,
        Sid: "AWSLogDeliveryAclCheck",
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: "arn:aws:s3:::b",
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" }, ArnLike },
      },
    ]);
  });

  it("allows trails of the account from every home Region", () => {
    const ArnLike = { "aws:SourceArn": "arn:aws:cloudtrail:*:111122223333:trail/*" };
    const common = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
    expect(allowLogDelivery(["cloudtrail"], TO)).toEqual([
      {
        ...common,
        Sid: "AllowCloudTrailLogDelivery",
        Action: "s3:PutObject",
        Resource: LOGS,
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" }, ArnLike },
      },
      {
        ...common,
        Sid: "AllowCloudTrailLogDeliveryAclCheck",
        Action: "s3:GetBucketAcl",
        Resource: "arn:aws:s3:::b",
        Condition: { ArnLike },
      },
    ]);
  });

  it("allows AWS Config to write and test below its own path, for this account", () => {
    const common = { Effect: "Allow", Principal: { Service: "config.amazonaws.com" } };
    const ofAccount = { "aws:SourceAccount": "111122223333" };
    expect(allowLogDelivery(["config"], TO)).toEqual([
      {
        ...common,
        Sid: "AllowConfigDelivery",
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::b/AWSLogs/111122223333/Config/*",
        Condition: { StringEquals: { ...ofAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      {
        ...common,
        Sid: "AllowConfigDeliveryCheck",
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: "arn:aws:s3:::b",
        Condition: { StringEquals: ofAccount },
      },
    ]);
  });

  it("has its statements in the order of the services", () => {
    const sids = allowLogDelivery(["cloudtrail", "alb"], TO).map(({ Sid }) => Sid);
    expect(sids).toEqual(["AllowCloudTrailLogDelivery", "AllowCloudTrailLogDeliveryAclCheck", "AllowAlbLogDelivery"]);
  });

  it("allows S3 to write inventories of the platform's buckets below their prefix", () => {
    expect(allowInventoryDelivery("b", "inventory", "groundwork-", "111122223333")).toEqual({
      Sid: "AllowInventoryDelivery",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::b/inventory/*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333", "s3:x-amz-acl": "bucket-owner-full-control" },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::groundwork-*" },
      },
    });
  });
});
