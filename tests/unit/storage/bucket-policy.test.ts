import { allowAccessLogDelivery, bucketPolicy } from "../../../components/storage/bucket-policy";

const DENY_INSECURE_TRANSPORT = {
  Sid: "DenyInsecureTransport",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const DENY_OLD_TLS = {
  ...DENY_INSECURE_TRANSPORT,
  Sid: "DenyTlsBelow12",
  Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
};

describe("bucketPolicy", () => {
  it("denies requests without TLS 1.2 to the bucket and its objects", () => {
    expect(JSON.parse(bucketPolicy("b", undefined, []))).toEqual({
      Version: "2012-10-17",
      Statement: [DENY_INSECURE_TRANSPORT, DENY_OLD_TLS],
    });
  });

  it("denies principals outside of the organization, except AWS service principals", () => {
    expect(JSON.parse(bucketPolicy("b", "o-a1b2c3d4e5", []))).toMatchObject({
      Statement: [
        DENY_INSECURE_TRANSPORT,
        DENY_OLD_TLS,
        {
          Sid: "DenyOtherOrganizations",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
          // Both must hold for the denial. A principal without an organization is denied, a service never is.
          Condition: {
            StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ],
    });
  });

  it("requires TLS in addition to other statements", () => {
    const allow = allowAccessLogDelivery("b", "groundwork-test-", "111122223333");
    expect(JSON.parse(bucketPolicy("b", undefined, [allow]))).toMatchObject({
      Statement: [DENY_INSECURE_TRANSPORT, DENY_OLD_TLS, allow],
    });
  });
});

describe("allowAccessLogDelivery", () => {
  it("allows the logging service to write objects for buckets of this account and platform only", () => {
    expect(allowAccessLogDelivery("b", "groundwork-test-", "111122223333")).toEqual({
      Sid: "AllowAccessLogDelivery",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::b/*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::groundwork-test-*" },
      },
    });
  });
});
