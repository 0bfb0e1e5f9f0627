import * as pulumi from "@pulumi/pulumi";

import { Backup, type BackupArgs } from "../../../components/backup";
import { BACKUP_RESOURCES } from "../../../domain/backup/resources";
import { type Recording, record } from "../../support/record";

const ARGS: BackupArgs = {
  platformName: "groundwork-test",
  accountId: "111122223333",
  enabled: true,
  dailyRetentionDays: 35,
  monthlyRetentionDays: 365,
  restoreTesting: [],
  lock: "governance",
  encryption: "customer-managed",
  keyDeletionWindowDays: 30,
  deletionProtection: true,
};

const COPIED = { secondRegion: "eu-central-1", secondRegionRetentionDays: 7 };

const VAULT = "aws:backup/vault:Vault";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const PLAN = "aws:backup/plan:Plan";
const SELECTION = "aws:backup/selection:Selection";
const ROLE = "aws:iam/role:Role";

function recordBackup(args: Partial<BackupArgs> = {}, preview = false): Promise<Recording<Backup>> {
  return record(() => new Backup("backup", { ...ARGS, ...args }, {}), { preview });
}

describe("Backup", () => {
  it("creates no resources by default", async () => {
    const { resources, result } = await recordBackup({ enabled: false });
    expect(resources.map(({ name }) => name)).toEqual(["backup"]);
    expect(result.vaultName).toBeUndefined();
  });

  it("encrypts backups with a KMS key that only backups use", async () => {
    const recording = await recordBackup();
    expect(recording.one(VAULT).inputs["kmsKeyArn"]).toBe(recording.one("aws:kms/key:Key").state["arn"]);
  });

  it("encrypts backups with the key of AWS Backup with `aws-managed` encryption", async () => {
    const recording = await recordBackup({ encryption: "aws-managed" });
    expect(recording.ofType("aws:kms/key:Key")).toEqual([]);
    expect(recording.one(VAULT).inputs).toEqual({});
  });

  it("stores every backup in the vault", async () => {
    const recording = await recordBackup();
    const rules = recording.one(PLAN).inputs["rules"] as { ruleName: string; targetVaultName: string }[];
    const vault = recording.one(VAULT).state["name"];
    expect(rules.map(({ ruleName, targetVaultName }) => [ruleName, targetVaultName])).toEqual([
      ["daily", vault],
      ["monthly", vault],
    ]);
  });

  it("locks backups for the shortest retention, in governance mode", async () => {
    const recording = await recordBackup();
    expect(recording.one(LOCK).inputs).toEqual({
      backupVaultName: recording.one(VAULT).state["name"],
      minRetentionDays: 35,
    });
    expect((await recordBackup({ lock: "none" })).ofType(LOCK)).toEqual([]);
  });

  it("selects resources by the tag of the platform", async () => {
    const recording = await recordBackup();
    expect(recording.one(SELECTION).inputs).toEqual({
      planId: recording.one(PLAN).id,
      iamRoleArn: recording.one(ROLE).state["arn"],
      resources: [...BACKUP_RESOURCES],
      conditions: [{ stringEquals: [{ key: "aws:ResourceTag/Backup", value: "groundwork-test" }] }],
    });
  });

  it("names every resource type, so that AWS Backup ignores the opt-in settings of the Region", async () => {
    const resources = (await recordBackup()).one(SELECTION).inputs["resources"] as string[];
    // A pattern of a whole service, such as arn:aws:ec2:*, obeys the settings. A bucket's ARN has no type.
    expect(resources.filter((arn) => !/^arn:aws:[a-z0-9-]+:\*:\*:[a-zA-Z-]+[:/]\*$/.test(arn))).toEqual([
      "arn:aws:s3:::*",
    ]);
    expect(resources).toEqual(
      expect.arrayContaining([
        "arn:aws:ec2:*:*:volume/*",
        "arn:aws:eks:*:*:cluster/*",
        "arn:aws:elasticfilesystem:*:*:file-system/*",
      ]),
    );
  });

  it("does not back up instances, whose backups contain their volumes", async () => {
    const { resources } = (await recordBackup()).one(SELECTION).inputs;
    expect((resources as string[]).filter((arn) => arn.includes("instance"))).toEqual([]);
  });

  it("attaches permissions to back up, but not to restore, before the selection", async () => {
    const recording = await recordBackup();
    const attachments = recording.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(attachments.map(({ inputs }) => inputs["policyArn"])).toEqual([
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
    ]);
    expect(recording.one(SELECTION).options.dependsOn).toEqual(attachments.map(({ type, name }) => `${type}::${name}`));
    expect(JSON.parse(String(recording.one(ROLE).inputs["assumeRolePolicy"]))).toMatchObject({
      Statement: [{ Principal: { Service: "backup.amazonaws.com" } }],
    });
  });

  it.each([true, false])("protects vaults and keys if `deletionProtection` is %s", async (deletionProtection) => {
    const { resources } = await recordBackup({ ...COPIED, deletionProtection });
    const guarded = resources.filter(({ options }) => options.protect).map(({ name }) => name);
    const all = [
      "backup-key",
      "backup-key-alias",
      "backup-second-region-key",
      "backup-second-region-key-alias",
      "backup-second-region-vault",
      "backup-vault",
    ];
    expect(guarded.sort()).toEqual(deletionProtection ? all : []);
  });

  it("registers the same resources in a preview", async () => {
    const names = async (preview: boolean) =>
      (await recordBackup({ ...COPIED, restoreTesting: ["S3"] }, preview)).resources
        .map(({ type, name }) => `${type} ${name}`)
        .sort();
    const created = await names(false);
    await expect(names(true)).resolves.toEqual(created);
  });
});

describe("copies in a second Region", () => {
  it("are not created by default", async () => {
    const { result, resources } = await recordBackup({ secondRegion: "eu-central-1" });
    expect(result.secondRegionVaultName).toBeUndefined();
    expect(resources.filter(({ inputs }) => inputs["region"] !== undefined)).toEqual([]);
  });

  it("have a vault, a lock and a key there, with a separate retention", async () => {
    const recording = await recordBackup(COPIED);
    const vault = recording.one(VAULT, "backup-second-region-vault");
    const { vaultName = "", secondRegionVaultName = "" } = recording.result;
    await expect(recording.valueOf(pulumi.all([vaultName, secondRegionVaultName]))).resolves.toEqual(
      [recording.one(VAULT, "backup-vault"), vault].map(({ state }) => state["name"]),
    );
    const key = recording.one("aws:kms/key:Key", "backup-second-region-key");
    const alias = recording.one("aws:kms/alias:Alias", "backup-second-region-key-alias");
    expect(vault.inputs).toEqual({ region: "eu-central-1", kmsKeyArn: key.state["arn"] });
    expect([key, alias].map(({ inputs }) => inputs["region"])).toEqual(["eu-central-1", "eu-central-1"]);
    expect(recording.one(LOCK, "backup-second-region-vault-lock").inputs).toEqual({
      region: "eu-central-1",
      backupVaultName: vault.state["name"],
      minRetentionDays: 7,
    });
  });

  it("are created of daily backups, not of monthly ones", async () => {
    const recording = await recordBackup(COPIED);
    const rules = recording.one(PLAN).inputs["rules"] as { ruleName: string; copyActions?: unknown }[];
    const destinationVaultArn = recording.one(VAULT, "backup-second-region-vault").state["arn"];
    expect(rules.map(({ ruleName, copyActions }) => [ruleName, copyActions])).toEqual([
      ["daily", [{ destinationVaultArn, lifecycle: { deleteAfter: 7 } }]],
      ["monthly", undefined],
    ]);
  });

  it("are refused without a second Region", () => {
    expect(() => new Backup("backup", { ...ARGS, secondRegionRetentionDays: 7 }, {})).toThrow(
      "secondRegionRetentionDays needs a second Region: set secondRegion",
    );
  });
});
