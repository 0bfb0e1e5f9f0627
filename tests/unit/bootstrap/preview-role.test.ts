import { previewAccess, readPolicy } from "../../../components/bootstrap/access-policies";
import { boundaryPolicy } from "../../../components/bootstrap/boundary";
import type { PolicyStatement } from "../../../domain/iam/policy-document";
import { isAllowed } from "../../support/iam-evaluator";
import { ARGS } from "./record-bootstrap";

const ACCOUNT = ARGS.accountId;
const KEYS = { state: key("state"), secrets: { dev: key("dev"), prod: key("prod") } };
const BUCKET = `arn:aws:s3:::shop-dev-${ACCOUNT}-eu-west-1-canaries`;
const BY_S3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "aws:ResourceTag/Environment": "dev" };

type Case = readonly [action: string, resource: string, context?: Readonly<Record<string, string>>];

function key(id: string): string {
  return `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
}

function statements(text: string): readonly PolicyStatement[] {
  return (JSON.parse(text) as { readonly Statement: readonly PolicyStatement[] }).Statement;
}

function titled(cases: readonly Case[]): [string, Case][] {
  return cases.map((request) => [`${request[0]} on ${request[1]}`, request]);
}

describe("the preview role of a stack", () => {
  const policies = [previewAccess(ARGS, "dev", KEYS), readPolicy()].flatMap(statements);
  const boundary = statements(boundaryPolicy(ARGS, "dev", KEYS));
  const preview = ([action, resource, extra]: Case): boolean => {
    const context = {
      "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/shop-bootstrap-dev-preview`,
      "aws:ResourceAccount": ACCOUNT,
      "aws:RequestedRegion": "eu-west-1",
      ...extra,
    };
    return isAllowed({ action, resource, context }, policies, boundary);
  };

  // A refresh reads the object and its tags, so `npm run drift` of a stack with canaries needs them.
  it.each(
    titled([
      ["s3:GetObject", `${BUCKET}/0a1b2c3d4e5f6071.zip`],
      ["s3:GetObjectTagging", `${BUCKET}/0a1b2c3d4e5f6071.zip`],
      ["kms:Decrypt", key("storage"), { ...BY_S3, "kms:EncryptionContext:aws:s3:arn": BUCKET }],
    ]),
  )("may call %s", (_, request) => {
    expect(preview(request)).toBe(true);
  });

  it.each(
    titled([
      ["s3:PutObject", `${BUCKET}/0a1b2c3d4e5f6071.zip`],
      ["s3:GetObject", "arn:aws:s3:::shop-dev-data/report.csv"],
      ["s3:GetObject", `${BUCKET.replace("shop-dev", "shop-prod")}/0a1b2c3d4e5f6071.zip`],
      ["kms:Decrypt", key("storage"), { ...BY_S3, "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::shop-dev-data" }],
      ["kms:Decrypt", key("storage"), { "aws:ResourceTag/Environment": "dev" }],
      ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop-dev/database-a1b2c3`],
    ]),
  )("may not call %s", (_, request) => {
    expect(preview(request)).toBe(false);
  });
});
