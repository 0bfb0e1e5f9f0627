import * as backup from "@pulumi/aws/backup";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { BACKUP_RESOURCES } from "../../domain/backup/resources";
import { BACKUP_TAG_KEY } from "../../domain/tags/tag-keys";
import { managedPolicyArn } from "../../domain/arns";
import { serviceTrustPolicy } from "../../domain/iam/policy-document";
import { type BackupRetention, backupRules, shortestRetentionDays } from "./backup-plan";
import { type RestoreTestedType, createRestoreTesting } from "./restore-testing";
import { type VaultArgs, createVault } from "./vault";

export interface BackupArgs extends BackupRetention, VaultArgs {
  /** Whether the component creates a vault and a backup plan. */
  readonly enabled: boolean;
  /** AWS Region of copies. A change replaces their vault, which must be empty. */
  readonly secondRegion?: string | undefined;
  /** Days after which copies in the second Region are deleted. Omitted: no backups are copied. */
  readonly secondRegionRetentionDays?: number | undefined;
  /** Types of resources whose latest backups are restored every month as a test. */
  readonly restoreTesting: readonly RestoreTestedType[];
}

type KeyArns = Readonly<Record<string, pulumi.Output<string>>>;

/** Permissions to create backups, but not to restore them: a restore needs another role, so backups cannot overwrite data. */
const MANAGED_POLICIES = ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];

/**
 * Backups of every resource that has the platform's backup tag and that AWS Backup supports: a vault, a plan and a role.
 * Optionally a vault in a second Region with copies of daily backups, and restore tests.
 *
 * AWS refuses to delete a vault that contains backups: delete them before you destroy the stack.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html
 */
export class Backup extends pulumi.ComponentResource {
  /** Dimension of the metrics of backup jobs. Undefined unless `enabled` is true. */
  public readonly vaultName: pulumi.Output<string> | undefined;
  /** Undefined unless backups are copied to a second Region. */
  public readonly secondRegionVaultName: pulumi.Output<string> | undefined;
  /** Whether AWS Backup restores backups every month as a test. */
  public readonly hasRestoreTests: boolean;
  /** KMS keys of the vaults by the end of their alias. Empty with `aws-managed` encryption. */
  public readonly keyArns: KeyArns = {};

  constructor(name: string, args: BackupArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:backup:Backup", name, {}, opts);
    assertSecondRegion(args, this);
    this.hasRestoreTests = args.enabled && args.restoreTesting.length > 0;
    if (args.enabled) {
      const vault = createVault(this, name, args, { minRetentionDays: shortestRetentionDays(args) });
      const secondVault = this.createSecondRegionVault(name, args);
      const plan = this.createPlan(name, args, vault, secondVault);
      this.selectResources(name, args, plan);
      createRestoreTesting(this, name, args, vault);
      this.vaultName = vault.name;
      this.secondRegionVaultName = secondVault?.name;
      if (args.encryption === "customer-managed") this.keyArns = keyArns(vault, secondVault);
    }
    this.registerOutputs({ vaultName: this.vaultName, secondRegionVaultName: this.secondRegionVaultName });
  }

  private createSecondRegionVault(name: string, args: BackupArgs): backup.Vault | undefined {
    const { secondRegion, secondRegionRetentionDays } = args;
    if (secondRegion === undefined || secondRegionRetentionDays === undefined) return undefined;
    return createVault(this, `${name}-second-region`, args, {
      region: secondRegion,
      minRetentionDays: secondRegionRetentionDays,
    });
  }

  /** Copies daily backups only: the second Region serves recovery from the loss of the first, not long-term archiving. */
  private createPlan(
    name: string,
    args: BackupArgs,
    vault: backup.Vault,
    secondVault: backup.Vault | undefined,
  ): backup.Plan {
    const copies =
      secondVault === undefined
        ? []
        : [{ destinationVaultArn: secondVault.arn, lifecycle: { deleteAfter: args.secondRegionRetentionDays } }];
    const rules = backupRules(args).map((rule) => ({
      ...rule,
      targetVaultName: vault.name,
      ...(rule.ruleName === "daily" && copies.length > 0 ? { copyActions: copies } : {}),
    }));
    return new backup.Plan(`${name}-plan`, { rules }, { parent: this });
  }

  private selectResources(name: string, args: BackupArgs, plan: backup.Plan): void {
    const role = new iam.Role(
      `${name}-role`,
      {
        description: `Copies what the backup plan of ${args.platformName} selects`,
        assumeRolePolicy: serviceTrustPolicy("backup.amazonaws.com"),
      },
      { parent: this },
    );
    const attachments = MANAGED_POLICIES.map((policy) => {
      const [shortName = policy] = policy.split("/").reverse();
      return new iam.RolePolicyAttachment(
        `${name}-${shortName}`,
        { role: role.name, policyArn: managedPolicyArn(policy) },
        { parent: this },
      );
    });
    // Every change replaces a selection. Earlier releases created a selection by `*` under another name, so an update
    // creates this selection before it deletes the old one, and no night is without backups.
    new backup.Selection(
      `${name}-selection-by-type`,
      {
        planId: plan.id,
        iamRoleArn: role.arn,
        resources: [...BACKUP_RESOURCES],
        conditions: [{ stringEquals: [{ key: `aws:ResourceTag/${BACKUP_TAG_KEY}`, value: args.platformName }] }],
      },
      { parent: this, dependsOn: attachments },
    );
  }
}

function keyArns(vault: backup.Vault, secondVault: backup.Vault | undefined): KeyArns {
  return { backup: vault.kmsKeyArn, ...(secondVault === undefined ? {} : { "backup-copies": secondVault.kmsKeyArn }) };
}

function assertSecondRegion({ secondRegion, secondRegionRetentionDays }: BackupArgs, backup: Backup): void {
  if (secondRegionRetentionDays === undefined || secondRegion !== undefined) return;
  throw new pulumi.ResourceError("secondRegionRetentionDays needs a second Region: set secondRegion", backup, true);
}
