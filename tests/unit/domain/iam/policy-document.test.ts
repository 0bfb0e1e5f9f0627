import {
  type PolicyStatement,
  podIdentityTrustPolicy,
  policyDocument,
  serviceTrustPolicy,
} from "../../../../domain/iam/policy-document";

describe("policyDocument", () => {
  it("keeps the order of statements and their keys, so that equal input gives equal text", () => {
    const statements: PolicyStatement[] = [
      { Sid: "One", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: ["a", "b"] },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: "c",
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      },
    ];
    expect(policyDocument(statements)).toBe(
      '{"Version":"2012-10-17","Statement":[' +
        '{"Sid":"One","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["a","b"]},' +
        '{"Effect":"Allow","Action":["kms:Decrypt"],"Resource":"c","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}',
    );
  });
});

describe("trust policies", () => {
  const trust = { Version: "2012-10-17" };

  it("allow a service to assume the role", () => {
    expect(JSON.parse(serviceTrustPolicy("eks.amazonaws.com"))).toEqual({
      ...trust,
      Statement: [{ Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });

  it("allow a service to assume the role under a condition", () => {
    const condition = { StringEquals: { "aws:SourceAccount": "111122223333" } };
    expect(JSON.parse(serviceTrustPolicy("vpc-flow-logs.amazonaws.com", condition))).toMatchObject({
      Statement: [{ Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Condition: condition }],
    });
  });

  it("allow pods to assume the role by Pod Identity with session tags", () => {
    expect(JSON.parse(podIdentityTrustPolicy())).toEqual({
      ...trust,
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
        },
      ],
    });
  });
});
