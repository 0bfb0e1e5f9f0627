import * as efs from "@pulumi/aws/efs";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneLetter, ZoneSubnet } from "../network";
import type { Tags } from "../../domain/tags/tags";
import { fileSystemPolicy } from "./file-system-policy";

export interface AccessPointSettings {
  /** Directory that is the root for whoever mounts the access point. A change is another access point, with another id. */
  readonly path: string;
  /** The user that all requests are made as, whoever makes them; also owns the directory when it is made. */
  readonly uid: number;
  readonly gid: number;
  /** Mode of the directory when it is made, four octal digits. */
  readonly permissions: string;
}

export interface FileSystemLifecycle {
  /** Days without access after which a file moves to Infrequent Access. */
  readonly infrequentAccessDays: number;
  /** Days without access after which it moves on to Archive; never when absent. */
  readonly archiveDays?: number | undefined;
  /** Whether the first access takes a file back to Standard. */
  readonly returnOnAccess: boolean;
}

export interface FileSystemArgs {
  /** As the EFS console shows it. */
  readonly displayName: string;
  readonly tags: Tags | undefined;
  readonly lifecycle: FileSystemLifecycle;
  /** The subnet of each zone that gets a mount target. */
  readonly subnets: Readonly<Partial<Record<ZoneLetter, ZoneSubnet>>>;
  /** Name of the only zone that keeps the data; undefined means all of the Region. A change replaces the file system. */
  readonly availabilityZoneName: pulumi.Input<string> | undefined;
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  readonly accessPoints: Readonly<Record<string, AccessPointSettings>>;
  /** KMS key for the data; undefined means EFS's own. A change replaces the file system. */
  readonly encryptionKeyArn: pulumi.Input<string> | undefined;
  /** Whether Pulumi refuses to delete or replace it. AWS itself deletes a file system with all that is in it. */
  readonly deletionProtection: boolean;
}

/**
 * An encrypted EFS file system, a mount target in each zone, and access points. It takes no client without TLS and without
 * an identity, from before it can be reached.
 *
 * EFS's own automatic backups are off, and said to be: EFS turns them on for One Zone file systems by itself, and what the
 * backup plan copies would be copied, and billed, twice.
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
    this.turnOffAutomaticBackups(name, fileSystem);
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
        // Nobody makes it the read-only target of a replication, which would overwrite what it holds.
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

  private turnOffAutomaticBackups(name: string, fileSystem: efs.FileSystem): void {
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
        // A zone has one mount target of a file system, so the old one has to go first.
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

/** EFS takes one move in each policy: https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html */
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
