import { replicationPolicy, replicationTrustPolicy } from "../../../components/storage/replication-policies";
import { statements } from "../../../policy/documents";

const SOURCE = { bucketName: "source", region: "eu-west-1", keyArn: "arn:aws:kms:eu-west-1:111122223333:key/s" };
const REPLICA = {
  bucketName: "replica",
  region: "eu-central-1",
  keyArn: "arn:aws:kms:eu-central-1:111122223333:key/r",
};

function statement(sid: string): unknown {
  return statements(replicationPolicy(SOURCE, REPLICA)).find(({ Sid }) => Sid === sid);
}

describe("the role that replicates", () => {
  it("can be assumed by S3 for its bucket only", () => {
    expect(JSON.parse(replicationTrustPolicy("111122223333", "source"))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "s3.amazonaws.com" },
          Condition: {
            StringEqualsIfExists: { "aws:SourceAccount": "111122223333" },
            ArnEqualsIfExists: { "aws:SourceArn": "arn:aws:s3:::source" },
          },
        },
      ],
    });
  });

  it("can read the source and write the replica, but not the reverse", () => {
    const rights = statements(replicationPolicy(SOURCE, REPLICA));
    const actionsOn = (bucket: string) =>
      rights.filter(({ Resource }) => String(Resource).includes(`:::${bucket}`)).flatMap(({ Action }) => Action);
    expect(actionsOn("source").every((action) => /^s3:(Get|List)/.test(String(action)))).toBe(true);
    expect(actionsOn("replica")).toEqual(["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]);
  });

  it.each([
    ["DecryptVersions", ["kms:Decrypt"], SOURCE],
    ["EncryptReplicas", ["kms:Encrypt", "kms:GenerateDataKey"], REPLICA],
  ])("uses a key through S3, in its Region and for its bucket: %s", (sid, actions, { bucketName, region, keyArn }) => {
    expect(statement(sid)).toEqual({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: keyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
        StringLike: {
          "kms:EncryptionContext:aws:s3:arn": [`arn:aws:s3:::${bucketName}`, `arn:aws:s3:::${bucketName}/*`],
        },
      },
    });
  });

  it("has no permissions for KMS keys without KMS keys", () => {
    const document = replicationPolicy({ ...SOURCE, keyArn: undefined }, { ...REPLICA, keyArn: undefined });
    expect(document).not.toContain("kms:");
  });
});
