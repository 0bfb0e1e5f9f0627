import { Secret, type SecretArgs, type SecretRotation } from "../../../components/storage/secret";
import { type Recording, key, record } from "../../support/record";

const FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";
const ROTATION: SecretRotation = { functionArn: FUNCTION, days: 30, immediately: false };
const ARGS: SecretArgs = {
  secretName: "shop-dev/web/database",
  description: undefined,
  accountId: "111122223333",
  encryptionKeyArn: undefined,
  recoveryDays: 30,
  rotation: undefined,
  deletionProtection: true,
};
const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";
const SECRET_ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const PERMISSION = "aws:lambda/permission:Permission";

function recordSecret(args: Partial<SecretArgs> = {}): Promise<Recording<Secret>> {
  return record(() => new Secret("s", { ...ARGS, ...args }, {}));
}

describe("Secret", () => {
  it("has its whole name, a recovery window and protection, and no value", async () => {
    const recording = await recordSecret();
    const secret = recording.one(SECRET);
    expect(secret.inputs).toEqual({ name: "shop-dev/web/database", recoveryWindowInDays: 30 });
    expect(secret.options.protect).toBe(true);
    expect(recording.ofType(VERSION)).toEqual([]);
  });

  it("is encrypted with the key of the platform where there is one", async () => {
    const encryptionKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/k";
    expect((await recordSecret({ encryptionKeyArn })).one(SECRET).inputs).toMatchObject({ kmsKeyId: encryptionKeyArn });
  });

  it("has no rotation and no permission of a function by default", async () => {
    const recording = await recordSecret();
    expect([...recording.ofType(SECRET_ROTATION), ...recording.ofType(PERMISSION)]).toEqual([]);
  });

  it("is rotated by the function after the days, not at once", async () => {
    const recording = await recordSecret({ rotation: ROTATION });
    expect(recording.one(SECRET_ROTATION).inputs).toEqual({
      secretId: recording.one(SECRET).id,
      rotationLambdaArn: FUNCTION,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: 30 },
    });
  });

  it("is rotated by a schedule within a window of hours", async () => {
    const rotation = { functionArn: FUNCTION, schedule: "rate(12 hours)", windowHours: 2, immediately: true };
    expect((await recordSecret({ rotation })).one(SECRET_ROTATION).inputs).toMatchObject({
      rotateImmediately: true,
      rotationRules: { scheduleExpression: "rate(12 hours)", duration: "2h" },
    });
  });

  it("lets Secrets Manager of the account invoke the function, before the rotation", async () => {
    const recording = await recordSecret({ rotation: ROTATION });
    const permission = recording.one(PERMISSION);
    expect(permission.inputs).toEqual({
      statementId: "secret-shop-dev_web_database",
      function: FUNCTION,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: "111122223333",
    });
    expect(recording.one(SECRET_ROTATION).options.dependsOn).toContain(key(permission));
  });

  it("has a statement ID of at most 100 characters", async () => {
    const secretName = `shop-dev/${"a".repeat(200)}`;
    const { inputs } = (await recordSecret({ rotation: ROTATION, secretName })).one(PERMISSION);
    expect(String(inputs["statementId"])).toHaveLength(100);
  });
});
