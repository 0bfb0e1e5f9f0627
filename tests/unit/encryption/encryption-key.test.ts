import { EncryptionKey, type EncryptionKeyArgs } from "../../../components/encryption";
import { keyPolicy } from "../../../components/encryption/key-policy";
import { record } from "../../support/record";

const ARGS: EncryptionKeyArgs = {
  description: "Buckets of groundwork-test",
  aliasName: "groundwork-test-storage",
  accountId: "111122223333",
  deletionWindowDays: 30,
  deletionProtection: true,
};

function recordKey(args: Partial<EncryptionKeyArgs> = {}) {
  return record(() => new EncryptionKey("storage-key", { ...ARGS, ...args }, {}));
}

describe("EncryptionKey", () => {
  it("rotates its key and has a deletion window", async () => {
    const key = (await recordKey()).one("aws:kms/key:Key", "storage-key");
    expect(key.inputs).toEqual({
      description: "Buckets of groundwork-test",
      policy: keyPolicy("111122223333"),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    expect(key.options.parent).toBe("groundwork:encryption:EncryptionKey::storage-key");
  });

  it("has an alias for its key", async () => {
    const recording = await recordKey();
    expect(recording.one("aws:kms/alias:Alias", "storage-key-alias").inputs).toEqual({
      name: "alias/groundwork-test-storage",
      targetKeyId: recording.one("aws:kms/key:Key").id,
    });
  });

  it.each([true, false])("is protected with its alias if `deletionProtection` is %s", async (deletionProtection) => {
    const recording = await recordKey({ deletionProtection });
    expect(recording.one("aws:kms/key:Key").options.protect).toBe(deletionProtection);
    expect(recording.one("aws:kms/alias:Alias").options.protect).toBe(deletionProtection);
  });

  it("is in another Region with its alias if `region` is set", async () => {
    const recording = await recordKey({ region: "eu-central-1" });
    expect(recording.resources.flatMap(({ inputs }) => inputs["region"] ?? [])).toEqual([
      "eu-central-1",
      "eu-central-1",
    ]);
    await expect(recording.valueOf(recording.result.keyArn)).resolves.toMatch(/^arn:aws:kms:eu-central-1:/);
  });

  it("outputs its ARN", async () => {
    const recording = await recordKey();
    const { id } = recording.one("aws:kms/key:Key");
    await expect(recording.valueOf(recording.result.keyArn)).resolves.toBe(
      `arn:aws:kms:eu-west-1:111122223333:key/${id}`,
    );
  });
});

describe("keyPolicy", () => {
  it("lets IAM policies of the account grant access, so that the key always has an administrator", () => {
    expect(JSON.parse(keyPolicy("111122223333"))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AccountDecidesByIam",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    });
  });
});
