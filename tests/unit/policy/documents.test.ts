import {
  decryptsWithAllKeys,
  deniesInsecureTransport,
  grantsControlOfBucket,
  isAdministrator,
  isPublic,
  isServiceWide,
  statements,
} from "../../../policy/documents";

const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

describe("statements", () => {
  it.each([
    ['{"Statement":{"Sid":"one"}}', [{ Sid: "one" }]],
    ['{"Statement":[{"Sid":"one"},{"Sid":"two"}]}', [{ Sid: "one" }, { Sid: "two" }]],
    ["{}", []],
    [undefined, []],
    [Symbol("unknown"), []],
  ])("reads %p", (document, expected) => {
    expect(statements(document)).toEqual(expected);
  });
});

describe("isAdministrator", () => {
  it.each([
    [{ ...ALLOW, Action: "*" }, true],
    [{ ...ALLOW, Action: ["s3:GetObject", "*"], Resource: ["arn", "*"] }, true],
    [{ ...ALLOW, Action: "*", Resource: "arn" }, false],
    [{ ...ALLOW, Action: "*", Effect: "Deny" }, false],
    [ALLOW, false],
  ])("%j: %p", (statement, expected) => {
    expect(isAdministrator(statement)).toBe(expected);
  });
});

describe("isServiceWide", () => {
  it.each([
    [{ ...ALLOW, Action: "s3:*" }, true],
    [{ ...ALLOW, Action: ["s3:GetObject", "ec2:*"] }, true],
    [{ ...ALLOW, Action: "*" }, false],
    [{ ...ALLOW, Action: "*", Resource: "arn" }, true],
    [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, true],
    [{ ...ALLOW, Action: "s3:Get*" }, false],
    [{ ...ALLOW, Action: "s3:*", Effect: "Deny" }, false],
  ])("%j: %p", (statement, expected) => {
    expect(isServiceWide(statement)).toBe(expected);
  });
});

describe("isPublic", () => {
  it.each([
    [{ ...ALLOW, Principal: "*" }, true],
    [{ ...ALLOW, Principal: { AWS: ["arn", "*"] } }, true],
    [{ ...ALLOW, NotPrincipal: { AWS: "arn" } }, true],
    [{ ...ALLOW, Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }, false],
    [{ ...ALLOW, Principal: { Service: "logging.s3.amazonaws.com" } }, false],
    [{ ...ALLOW, Principal: "*", Effect: "Deny" }, false],
  ])("%j: %p", (statement, expected) => {
    expect(isPublic(statement)).toBe(expected);
  });
});

describe("deniesInsecureTransport", () => {
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  it.each([
    [{}, true],
    [{ Effect: "Allow" }, false],
    [{ Action: "s3:GetObject" }, false],
    [{ Resource: ["arn:aws:s3:::b/*"] }, false],
    [{ Principal: { AWS: "arn" } }, false],
    [{ Condition: { Bool: { "aws:SecureTransport": "true" } } }, false],
    [{ Condition: undefined }, false],
  ])("with %j: %p", (change, expected) => {
    expect(deniesInsecureTransport({ ...deny, ...change })).toBe(expected);
  });
});

describe("decryptsWithAllKeys", () => {
  it.each([
    [{ ...ALLOW, Action: "kms:Decrypt" }, true],
    [{ ...ALLOW, Action: ["kms:De*"], Resource: ["arn:aws:kms:*:*:key/*"] }, true],
    [{ ...ALLOW, Action: "KMS:ReEncrypt*" }, true],
    [{ ...ALLOW, Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-west-1:111122223333:key/1" }, false],
    [{ ...ALLOW, Action: "kms:Decrypt", Condition: { StringEquals: { "kms:ViaService": "s3" } } }, false],
    [{ ...ALLOW, Action: "kms:Encrypt" }, false],
    [{ ...ALLOW, Action: "kms:Decrypt", Effect: "Deny" }, false],
  ])("%j: %p", (statement, expected) => {
    expect(decryptsWithAllKeys(statement)).toBe(expected);
  });
});

describe("grantsControlOfBucket", () => {
  it.each([
    [{ ...ALLOW, Action: "s3:PutBucketPolicy" }, true],
    [{ ...ALLOW, Action: ["s3:GetObject", "s3:Put*"] }, true],
    [{ ...ALLOW, Action: "s3:PutObject" }, false],
    [{ ...ALLOW, Action: "s3:PutBucketPolicy", Effect: "Deny" }, false],
  ])("%j: %p", (statement, expected) => {
    expect(grantsControlOfBucket(statement)).toBe(expected);
  });
});
