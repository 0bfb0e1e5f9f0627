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
  /** Whether there are backups at all. False creates nothing. */
  readonly enabled: boolean;
  /** AWS Region of the second copies. A change replaces their vault, which has to be empty. */
  readonly secondRegion?: string | undefined;
  /** Days that each night's copy is kept in the second Region too; none goes there when absent. */
  readonly secondRegionRetentionDays?: number | undefined;
  /** Types of resources whose latest copy is restored every month, and the restored one deleted again. */
  readonly restoreTesting: readonly RestoreTestedType[];
}

/** They read and copy, and cannot restore: whoever restores takes a role of their own, so that copying never overwrites. */
const MANAGED_POLICIES = ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];

/**
 * Copies of every resource that carries the platform's backup tag and that AWS Backup supports: a vault, a plan, and the
 * role that copies; as asked, a vault in a second Region that takes a copy of each night's copy, and tests that copies
 * can be restored.
 *
 * AWS refuses to delete a vault that holds copies, so destroying a stack begins with deleting them, on purpose.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html
 */
export class Backup extends pulumi.ComponentResource {
  /** Undefined when there are no backups. */
  public readonly vaultArn: pulumi.Output<string> | undefined;
  /** By which the metrics of its jobs go. */
  public readonly vaultName: pulumi.Output<string> | undefined;
  /** Undefined when nothing is copied to a second Region. */
  public readonly secondRegionVaultArn: pulumi.Output<string> | undefined;
  public readonly secondRegionVaultName: pulumi.Output<string> | undefined;

  constructor(name: string, args: BackupArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:backup:Backup", name, {}, opts);
    refuseCopiesWithoutRegion(args, this);
    if (args.enabled) {
      const vault = createVault(this, name, args, { minRetentionDays: shortestRetentionDays(args) });
      const secondVault = this.createSecondRegionVault(name, args);
      const plan = this.createPlan(name, args, vault, secondVault);
      this.select(name, args, plan);
      createRestoreTesting(this, name, args, vault);
      this.vaultArn = vault.arn;
      this.vaultName = vault.name;
      this.secondRegionVaultArn = secondVault?.arn;
      this.secondRegionVaultName = secondVault?.name;
    }
    this.registerOutputs({ vaultArn: this.vaultArn, secondRegionVaultArn: this.secondRegionVaultArn });
  }

  private createSecondRegionVault(name: string, args: BackupArgs): backup.Vault | undefined {
    const { secondRegion, secondRegionRetentionDays } = args;
    if (secondRegion === undefined || secondRegionRetentionDays === undefined) return undefined;
    return createVault(this, `${name}-second-region`, args, {
      region: secondRegion,
      minRetentionDays: secondRegionRetentionDays,
    });
  }

  /** The monthly copy stays in its Region: the second one is there for the day the first is lost, not for the archive. */
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

  private select(name: string, args: BackupArgs, plan: backup.Plan): void {
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
    // AWS replaces a selection for any change. The name is not that of the selection by `*`, which earlier releases
    // created: the new one is there before the old one is deleted, so no night is without a copy.
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

function refuseCopiesWithoutRegion({ secondRegion, secondRegionRetentionDays }: BackupArgs, backup: Backup): void {
  if (secondRegionRetentionDays === undefined || secondRegion !== undefined) return;
  throw new pulumi.ResourceError("secondRegionRetentionDays is set: name the secondRegion as well", backup, true);
}
