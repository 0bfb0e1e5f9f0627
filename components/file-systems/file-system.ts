import * as efs from "@pulumi/aws/efs";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneLetter, ZoneSubnet } from "../network";
import type { Tags } from "../../domain/tags/tags";
import { fileSystemPolicy } from "./file-system-policy";

export interface AccessPointSettings {
  /** Root directory of clients of the access point. A change replaces the access point by one with another ID. */
  readonly path: string;
  /** POSIX user ID of all requests, and owner of the directory when EFS creates it. */
  readonly uid: number;
  readonly gid: number;
  /** Mode with which EFS creates the directory, four octal digits. */
  readonly permissions: string;
}

export interface FileSystemLifecycle {
  /** Days without access after which a file moves to Infrequent Access. */
  readonly infrequentAccessDays: number;
  /** Days without access after which a file moves to Archive. Default: never. */
  readonly archiveDays?: number | undefined;
  /** Whether the first access moves a file back to Standard. */
  readonly returnOnAccess: boolean;
}

export interface FileSystemArgs {
  /** Name in the EFS console. */
  readonly displayName: string;
  readonly tags: Tags | undefined;
  readonly lifecycle: FileSystemLifecycle;
  /** Subnets of mount targets, by zone. */
  readonly subnets: Readonly<Partial<Record<ZoneLetter, ZoneSubnet>>>;
  /** Availability Zone of a One Zone file system. Undefined: all zones of the Region. A change replaces the file system. */
  readonly availabilityZoneName: pulumi.Input<string> | undefined;
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  readonly accessPoints: Readonly<Record<string, AccessPointSettings>>;
  /** KMS key of the data. Undefined: the key of EFS. A change replaces the file system. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
  /** Whether Pulumi refuses to delete or replace the file system. AWS deletes a file system with its files. */
  readonly deletionProtection: boolean;
}

/**
 * An encrypted EFS file system, a mount target in each zone, and access points. Clients need TLS and an IAM identity: the
 * policy exists before the mount targets.
 *
 * Automatic backups are disabled explicitly, because EFS enables them for One Zone file systems, and files in the backup
 * plan would be backed up and billed twice.
 * https://docs.aws.amazon.com/efs/latest/ug/awsbackup.html
 */
export class FileSystem extends pulumi.ComponentResource {
  public readonly fileSystemId: pulumi.Output<string>;
  /** By key. */
  public readonly accessPointIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: FileSystemArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:file-systems:FileSystem", name, {}, opts);

    const fileSystem = this.createFileSystem(name, args);
    const policy = this.attachPolicy(name, fileSystem);
    this.disableAutomaticBackups(name, fileSystem);
    this.createMountTargets(name, args, fileSystem, policy);

    this.fileSystemId = fileSystem.id;
    this.accessPointIds = this.createAccessPoints(name, args, fileSystem);
    this.registerOutputs({ fileSystemId: this.fileSystemId, accessPointIds: this.accessPointIds });
  }

  private createFileSystem(name: string, args: FileSystemArgs): efs.FileSystem {
    return new efs.FileSystem(
      name,
      {
        encrypted: true,
        kmsKeyId: args.encryptionKeyArn,
        availabilityZoneName: args.availabilityZoneName,
        throughputMode: "elastic",
        lifecyclePolicies: lifecyclePolicies(args.lifecycle),
        // Prevents that a replication overwrites the file system.
        protection: { replicationOverwrite: "ENABLED" },
        tags: { Name: args.displayName, ...args.tags },
      },
      { parent: this, protect: args.deletionProtection },
    );
  }

  private attachPolicy(name: string, fileSystem: efs.FileSystem): efs.FileSystemPolicy {
    return new efs.FileSystemPolicy(
      `${name}-policy`,
      { fileSystemId: fileSystem.id, policy: fileSystem.arn.apply(fileSystemPolicy) },
      { parent: this },
    );
  }

  private disableAutomaticBackups(name: string, fileSystem: efs.FileSystem): void {
    new efs.BackupPolicy(
      `${name}-automatic-backups`,
      { fileSystemId: fileSystem.id, backupPolicy: { status: "DISABLED" } },
      { parent: this },
    );
  }

  private createMountTargets(
    name: string,
    { subnets, securityGroupIds }: FileSystemArgs,
    fileSystem: efs.FileSystem,
    policy: efs.FileSystemPolicy,
  ): void {
    for (const [zone, { id: subnetId }] of Object.entries(subnets)) {
      new efs.MountTarget(
        `${name}-mount-target-${zone}`,
        { fileSystemId: fileSystem.id, subnetId, securityGroups: [...securityGroupIds] },
        // A file system has one mount target per zone, so the old one must be deleted first.
        { parent: this, dependsOn: [policy], deleteBeforeReplace: true },
      );
    }
  }

  private createAccessPoints(
    name: string,
    { displayName, accessPoints }: FileSystemArgs,
    fileSystem: efs.FileSystem,
  ): typeof this.accessPointIds {
    return Object.fromEntries(
      Object.entries(accessPoints).map(([key, { path, uid, gid, permissions }]) => {
        const accessPoint = new efs.AccessPoint(
          `${name}-access-point-${key}`,
          {
            fileSystemId: fileSystem.id,
            posixUser: { uid, gid },
            rootDirectory: { path, creationInfo: { ownerUid: uid, ownerGid: gid, permissions } },
            tags: { Name: `${displayName}-${key}` },
          },
          { parent: this },
        );
        return [key, accessPoint.id];
      }),
    );
  }
}

/** EFS accepts one transition in each policy: https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html */
function lifecyclePolicies({
  infrequentAccessDays,
  archiveDays,
  returnOnAccess,
}: FileSystemLifecycle): NonNullable<efs.FileSystemArgs["lifecyclePolicies"]> {
  return [
    { transitionToIa: after(infrequentAccessDays) },
    ...(archiveDays === undefined ? [] : [{ transitionToArchive: after(archiveDays) }]),
    ...(returnOnAccess ? [{ transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }] : []),
  ];
}

function after(days: number): string {
  return days === 1 ? "AFTER_1_DAY" : `AFTER_${days}_DAYS`;
}
