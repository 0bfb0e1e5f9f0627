import { previewAccess, readPolicy } from "../../../components/bootstrap/access-policies";
import { boundaryPolicy } from "../../../components/bootstrap/boundary";
import { ACCOUNT, ARGS, type Case, keyArn, KEYS, mayCall, statements, titled } from "./policy-fixture";

const BUCKET = `arn:aws:s3:::shop-dev-${ACCOUNT}-eu-west-1-canaries`;
const BY_S3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "aws:ResourceTag/Environment": "dev" };

describe("the preview role of a stack", () => {
  const policies = [previewAccess(ARGS, "dev", KEYS), readPolicy()].flatMap(statements);
  const boundary = statements(boundaryPolicy(ARGS, "dev", KEYS));
  const preview = (request: Case): boolean => mayCall("shop-bootstrap-dev-preview", policies, boundary, request);

  // A refresh reads the object and its tags, so `npm run drift` of a stack with canaries needs them.
  it.each(
    titled([
      ["s3:GetObject", `${BUCKET}/0a1b2c3d4e5f6071.zip`],
      ["s3:GetObjectTagging", `${BUCKET}/0a1b2c3d4e5f6071.zip`],
      ["kms:Decrypt", keyArn("storage"), { ...BY_S3, "kms:EncryptionContext:aws:s3:arn": BUCKET }],
    ]),
  )("may call %s", (_, request) => {
    expect(preview(request)).toBe(true);
  });

  it.each(
    titled([
      ["s3:PutObject", `${BUCKET}/0a1b2c3d4e5f6071.zip`],
      ["s3:GetObject", "arn:aws:s3:::shop-dev-data/report.csv"],
      ["s3:GetObject", `${BUCKET.replace("shop-dev", "shop-prod")}/0a1b2c3d4e5f6071.zip`],
      [
        "kms:Decrypt",
        keyArn("storage"),
        { ...BY_S3, "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::shop-dev-data" },
      ],
      ["kms:Decrypt", keyArn("storage"), { "aws:ResourceTag/Environment": "dev" }],
      ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop-dev/database-a1b2c3`],
    ]),
  )("may not call %s", (_, request) => {
    expect(preview(request)).toBe(false);
  });
});
