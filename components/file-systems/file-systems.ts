import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneLetter, ZoneSubnet } from "../network";
import { backupTag } from "../shared/backup-tag";
import { type AccessPointSettings, FileSystem, type FileSystemLifecycle } from "./file-system";

export interface FileSystemsArgs {
  /** Prefix of `Name` tags. */
  readonly platformName: string;
  /** Network of the clients. Each private subnet gets a mount target. */
  readonly network: {
    readonly vpcId: pulumi.Input<string>;
    readonly privateSubnets: Readonly<Partial<Record<ZoneLetter, ZoneSubnet>>>;
  };
  readonly fileSystems: Readonly<Record<string, FileSystemSettings>>;
  /** KMS key of the data. Undefined: the key of EFS. A change replaces every file system. */
  readonly storage: { readonly encryptionKeyArn: pulumi.Input<string> | undefined };
  /** Whether Pulumi refuses to delete or replace a file system. */
  readonly deletionProtection: boolean;
}

export interface FileSystemSettings extends FileSystemLifecycle {
  /** Zone of a One Zone file system. A change replaces the file system. */
  readonly zone?: ZoneLetter | undefined;
  /** Whether the file system has the tag by which the backup plan selects resources. */
  readonly backup: boolean;
  readonly accessPoints: Readonly<Record<string, AccessPointSettings>>;
  /** False: this file system can be deleted. Omitted: as the argument of all file systems. */
  readonly deletionProtection?: false | undefined;
}

const NFS_PORT = 2049;

/**
 * EFS file systems, to which pods in all zones can write concurrently, and the security group of their mount targets.
 *
 * The security group allows NFS from private subnets only: the EFS CSI driver mounts in the network of the node, also for
 * pods with addresses of other subnets. https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html
 */
export class FileSystems extends pulumi.ComponentResource {
  /**
   * Values of `volumeHandle` of a PersistentVolume of the EFS CSI driver, by `<file system>` for the whole file system and by
   * `<file system>/<access point>` for an access point.
   */
  public readonly volumeHandles: Readonly<Record<string, pulumi.Output<string>>>;
  /** By key. */
  public readonly fileSystemIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: FileSystemsArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:file-systems:FileSystems", name, {}, opts);
    assertZonesHaveSubnets(args, this);

    const settings = Object.entries(args.fileSystems);
    const securityGroupIds = settings.length === 0 ? [] : this.createSecurityGroup(name, args);
    const fileSystems = settings.map(([key, setting]): [string, FileSystem] => [
      key,
      this.createFileSystem(name, key, args, setting, securityGroupIds),
    ]);

    this.volumeHandles = Object.fromEntries(fileSystems.flatMap(([key, fileSystem]) => handlesOf(key, fileSystem)));
    this.fileSystemIds = Object.fromEntries(fileSystems.map(([key, { fileSystemId }]) => [key, fileSystemId]));
    this.registerOutputs({ volumeHandles: this.volumeHandles, fileSystemIds: this.fileSystemIds });
  }

  /** Has a rule for each subnet, so that adding or removing a zone changes no other rule. */
  private createSecurityGroup(
    name: string,
    { platformName, network: { vpcId, privateSubnets } }: FileSystemsArgs,
  ): readonly pulumi.Output<string>[] {
    const group = new ec2.SecurityGroup(
      `${name}-nfs`,
      { description: "Mount targets of file systems", vpcId, tags: { Name: `${platformName}-nfs` } },
      { parent: this },
    );
    for (const [zone, { cidr }] of Object.entries(privateSubnets)) {
      new vpc.SecurityGroupIngressRule(
        `${name}-nfs-${zone}`,
        {
          securityGroupId: group.id,
          description: `NFS from private subnet ${zone}`,
          ipProtocol: "tcp",
          fromPort: NFS_PORT,
          toPort: NFS_PORT,
          cidrIpv4: cidr,
        },
        { parent: this },
      );
    }
    return [group.id];
  }

  private createFileSystem(
    name: string,
    key: string,
    { platformName, network: { privateSubnets }, storage, ...args }: FileSystemsArgs,
    { zone, backup, accessPoints, deletionProtection, ...lifecycle }: FileSystemSettings,
    securityGroupIds: readonly pulumi.Output<string>[],
  ): FileSystem {
    const only = zone === undefined ? undefined : privateSubnets[zone];
    return new FileSystem(
      `${name}-${key}`,
      {
        displayName: `${platformName}-${key}`,
        tags: backup ? backupTag(platformName) : undefined,
        lifecycle,
        // A One Zone file system has its only mount target in its zone, which other zones can reach.
        subnets: zone === undefined ? privateSubnets : { [zone]: only },
        availabilityZoneName: only?.availabilityZone,
        securityGroupIds,
        accessPoints,
        encryptionKeyArn: storage.encryptionKeyArn,
        deletionProtection: deletionProtection ?? args.deletionProtection,
      },
      { parent: this },
    );
  }
}

function handlesOf(key: string, { fileSystemId, accessPointIds }: FileSystem): [string, pulumi.Output<string>][] {
  return [
    [key, fileSystemId],
    ...Object.entries(accessPointIds).map(([accessPoint, id]): [string, pulumi.Output<string>] => [
      `${key}/${accessPoint}`,
      pulumi.interpolate`${fileSystemId}::${id}`,
    ]),
  ];
}

function assertZonesHaveSubnets(
  { fileSystems, network: { privateSubnets } }: FileSystemsArgs,
  component: FileSystems,
): void {
  for (const [key, { zone }] of Object.entries(fileSystems)) {
    if (zone === undefined || privateSubnets[zone] !== undefined) continue;
    throw new pulumi.ResourceError(
      `file system "${key}" has zone ${zone}, in which the network has no private subnet`,
      component,
      true,
    );
  }
}
