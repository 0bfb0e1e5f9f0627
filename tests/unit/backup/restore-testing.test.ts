import { Backup, type BackupArgs } from "../../../components/backup";
import { type Recording, record } from "../../support/record";

const ARGS: BackupArgs = {
  platformName: "groundwork-test",
  accountId: "111122223333",
  enabled: true,
  dailyRetentionDays: 35,
  restoreTesting: ["EBS", "EFS", "S3"],
  lock: "none",
  encryption: "aws-managed",
  keyDeletionWindowDays: 30,
  deletionProtection: true,
};

const TESTING_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const TESTING_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const ROLE = "aws:iam/role:Role";

function recordBackup(args: Partial<BackupArgs> = {}): Promise<Recording<Backup>> {
  return record(() => new Backup("backup", { ...ARGS, ...args }, {}));
}

describe("restore testing", () => {
  it("creates no resources without a type", async () => {
    const { resources } = await recordBackup({ restoreTesting: [] });
    expect(resources.filter(({ name }) => name.includes("restore"))).toEqual([]);
  });

  it.each([
    [{}, true],
    [{ restoreTesting: [] }, false],
    [{ enabled: false }, false],
  ])("is reported to monitoring with %j: %s", async (args, expected) => {
    expect((await recordBackup(args)).result.hasRestoreTests).toBe(expected);
  });

  it.each([
    [35, 30],
    [7, 7],
  ])("restores the latest copy in the vault, once a month; kept %d days, it looks back %d", async (kept, back) => {
    const recording = await recordBackup({ dailyRetentionDays: kept });
    expect(recording.one(TESTING_PLAN).inputs).toEqual({
      name: "groundwork_test",
      scheduleExpression: "cron(0 8 2 * ? *)",
      startWindowHours: 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [recording.one("aws:backup/vault:Vault").state["arn"]],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: back,
      },
    });
  });

  it("selects resources of each type by the tag of the plan", async () => {
    const recording = await recordBackup();
    const role = recording.one(ROLE, "backup-restore-testing-role");
    expect(recording.ofType(TESTING_SELECTION).map(({ inputs }) => inputs)).toEqual(
      ["EBS", "EFS", "S3"].map((type) => ({
        name: type,
        restoreTestingPlanName: "groundwork_test",
        protectedResourceType: type,
        iamRoleArn: role.state["arn"],
        protectedResourceConditions: {
          stringEquals: [{ key: "aws:ResourceTag/Backup", value: "groundwork-test" }],
        },
      })),
    );
  });

  it("has no permission to restore buckets unless S3 is tested", async () => {
    const recording = await recordBackup({ restoreTesting: ["EBS", "EFS"] });
    const attachments = recording.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    expect(attachments.filter(({ name }) => name.includes("S3Restore"))).toEqual([]);
    expect(attachments.filter(({ name }) => name.includes("PolicyForRestores"))).toHaveLength(1);
  });

  it("has a role that can write only to buckets of tests, from the first test on", async () => {
    const recording = await recordBackup();
    const role = recording.one(ROLE, "backup-restore-testing-role").state["name"];
    const ofRole = ({ inputs }: { inputs: Readonly<Record<string, unknown>> }): boolean => inputs["role"] === role;
    const attachments = recording.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(ofRole);
    const inline = recording.one("aws:iam/rolePolicy:RolePolicy");
    expect(attachments.map(({ inputs }) => inputs["policyArn"])).toEqual([
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
    ]);
    expect(ofRole(inline)).toBe(true);
    expect(JSON.parse(String(inline.inputs["policy"]))).toMatchObject({
      Statement: [
        {
          Effect: "Deny",
          Action: ["s3:CreateBucket", "s3:Put*", "s3:Delete*"],
          NotResource: "arn:aws:s3:::awsbackup-restore-test-*",
        },
      ],
    });
    const waitsFor = [...attachments, inline].map(({ type, name }) => `${type}::${name}`);
    for (const { options } of recording.ofType(TESTING_SELECTION)) expect(options.dependsOn).toEqual(waitsFor);
  });
});
