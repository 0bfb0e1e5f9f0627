import * as pulumi from "@pulumi/pulumi";

import { FileSystems, type FileSystemSettings, type FileSystemsArgs } from "../../../components/file-systems";
import { Network } from "../../../components/network";
import { key, type Recording, record } from "../../support/record";
import { NETWORK_ARGS } from "../network/fixture";

const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
const MOUNT_TARGET = "aws:efs/mountTarget:MountTarget";
const ACCESS_POINT = "aws:efs/accessPoint:AccessPoint";
const POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy";
const BACKUP_POLICY = "aws:efs/backupPolicy:BackupPolicy";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

const SHARED: FileSystemSettings = {
  infrequentAccessDays: 30,
  returnOnAccess: false,
  backup: false,
  accessPoints: { uploads: { path: "/uploads", uid: 1000, gid: 2000, permissions: "0750" } },
};

type Args = Omit<FileSystemsArgs, "network">;

const ARGS: Args = {
  platformName: "groundwork-test",
  fileSystems: { shared: SHARED },
  storage: { encryptionKeyArn: undefined },
  deletionProtection: true,
};

/** File systems in a network of their own. */
function recordFileSystems(args: Partial<Args> = {}, preview = false): Promise<Recording<FileSystems>> {
  return record(
    () => {
      const network = new Network("network", NETWORK_ARGS, {});
      return new FileSystems("file-systems", { ...ARGS, network, ...args }, {});
    },
    { preview },
  );
}

function withSettings(settings: Partial<FileSystemSettings>): Promise<Recording<FileSystems>> {
  return recordFileSystems({ fileSystems: { shared: { ...SHARED, ...settings } } });
}

function ofFileSystems({ resources }: Recording<FileSystems>): string[] {
  return resources.map(({ name }) => name).filter((name) => name.startsWith("file-systems"));
}

describe("FileSystems", () => {
  it("creates no resources, including the security group, without a file system", async () => {
    const recording = await recordFileSystems({ fileSystems: {} });
    expect(ofFileSystems(recording)).toEqual(["file-systems"]);
    expect(recording.result.volumeHandles).toEqual({});
  });

  it("allows only NFS, from private subnets", async () => {
    const recording = await recordFileSystems();
    const group = recording.one(GROUP);
    const rules = recording.resources.filter(({ inputs }) => inputs["securityGroupId"] === group.id);
    expect(rules.map(({ type, inputs }) => [type.split(":")[2], inputs["cidrIpv4"], inputs["fromPort"]])).toEqual(
      ["10.0.0.0/20", "10.0.32.0/20", "10.0.64.0/20"].map((cidr) => ["SecurityGroupIngressRule", cidr, 2049]),
    );
    for (const { inputs } of recording.ofType(MOUNT_TARGET)) expect(inputs["securityGroups"]).toEqual([group.id]);
  });

  it("outputs volume handles of file systems and access points", async () => {
    const recording = await recordFileSystems();
    const [fileSystem, accessPoint] = [recording.one(FILE_SYSTEM).id, recording.one(ACCESS_POINT).id];
    await expect(recording.valueOf(pulumi.output(recording.result.volumeHandles))).resolves.toEqual({
      shared: fileSystem,
      "shared/uploads": `${fileSystem}::${accessPoint}`,
    });
    await expect(recording.valueOf(pulumi.output(recording.result.fileSystemIds))).resolves.toEqual({
      shared: fileSystem,
    });
  });

  it("refuses a zone without a subnet", () => {
    const network = { vpcId: "vpc-1", privateSubnets: {} };
    const args = { ...ARGS, network, fileSystems: { shared: { ...SHARED, zone: "d" as const } } };
    expect(() => new FileSystems("file-systems", args, {})).toThrow(
      'file system "shared" has zone d, in which the network has no private subnet',
    );
  });

  it("registers the same resources in a preview", async () => {
    const created = ofFileSystems(await recordFileSystems()).sort();
    expect(ofFileSystems(await recordFileSystems({}, true)).sort()).toEqual(created);
  });
});

describe("a file system", () => {
  it("EFS.1: is encrypted, has elastic throughput, and is protected from replication overwrite", async () => {
    const { inputs } = (await recordFileSystems()).one(FILE_SYSTEM, "file-systems-shared");
    expect(inputs).toEqual({
      encrypted: true,
      throughputMode: "elastic",
      lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }],
      protection: { replicationOverwrite: "ENABLED" },
      tags: { Name: "groundwork-test-shared" },
    });
  });

  it("is encrypted with a KMS key if one is set", async () => {
    const recording = await recordFileSystems({
      storage: { encryptionKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" },
    });
    expect(recording.one(FILE_SYSTEM).inputs).toMatchObject({
      encrypted: true,
      kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1",
    });
  });

  it.each([
    [{ infrequentAccessDays: 1 }, [{ transitionToIa: "AFTER_1_DAY" }]],
    [
      { infrequentAccessDays: 7, archiveDays: 90, returnOnAccess: true },
      [
        { transitionToIa: "AFTER_7_DAYS" },
        { transitionToArchive: "AFTER_90_DAYS" },
        { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
      ],
    ],
  ])("has one lifecycle policy for each configured transition: %j", async (settings, policies) => {
    expect((await withSettings(settings)).one(FILE_SYSTEM).inputs["lifecyclePolicies"]).toEqual(policies);
  });

  it("has a mount target in the private subnet of every zone, named by its letter", async () => {
    const recording = await recordFileSystems();
    const subnet = (zone: string) => recording.one("aws:ec2/subnet:Subnet", `network-private-${zone}`).id;
    expect(recording.ofType(MOUNT_TARGET).map(({ name, inputs }) => [name, inputs["subnetId"]])).toEqual(
      ["a", "b", "c"].map((zone) => [`file-systems-shared-mount-target-${zone}`, subnet(zone)]),
    );
    expect(recording.ofType(MOUNT_TARGET).every(({ options }) => options.deleteBeforeReplace)).toBe(true);
  });

  it("is in one zone with its mount target if `zone` is set", async () => {
    const recording = await withSettings({ zone: "b" });
    expect(recording.one(FILE_SYSTEM).inputs["availabilityZoneName"]).toBe("eu-west-1b");
    expect(recording.one(MOUNT_TARGET).name).toBe("file-systems-shared-mount-target-b");
  });

  it("denies clients without TLS and an identity before it has mount targets", async () => {
    const recording = await recordFileSystems();
    const policy = recording.one(POLICY);
    const { Statement } = JSON.parse(String(policy.inputs["policy"])) as { Statement: { Effect: string }[] };
    expect(Statement).toEqual([
      {
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: "*",
        Resource: recording.one(FILE_SYSTEM).state["arn"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    for (const { options } of recording.ofType(MOUNT_TARGET)) expect(options.dependsOn).toEqual([key(policy)]);
  });

  it.each([true, false])(
    "is backed up by the plan only if configured, and never by the automatic backups of EFS (backup %s)",
    async (backup) => {
      const recording = await withSettings({ backup });
      expect(recording.one(BACKUP_POLICY).inputs["backupPolicy"]).toEqual({ status: "DISABLED" });
      expect(recording.one(FILE_SYSTEM).inputs["tags"]).toEqual({
        Name: "groundwork-test-shared",
        ...(backup ? { Backup: "groundwork-test" } : {}),
      });
    },
  );

  it("EFS.3, EFS.4: has access points with a root directory and a POSIX user", async () => {
    const recording = await recordFileSystems();
    expect(recording.one(ACCESS_POINT, "file-systems-shared-access-point-uploads").inputs).toEqual({
      fileSystemId: recording.one(FILE_SYSTEM).id,
      posixUser: { uid: 1000, gid: 2000 },
      rootDirectory: { path: "/uploads", creationInfo: { ownerUid: 1000, ownerGid: 2000, permissions: "0750" } },
      tags: { Name: "groundwork-test-shared-uploads" },
    });
  });

  it.each([true, false])(
    "is the only protected resource, because the others can be created again, if deletionProtection is %s",
    async (deletionProtection) => {
      const { resources } = await recordFileSystems({ deletionProtection });
      const guarded = resources.filter(({ options }) => options.protect).map(({ name }) => name);
      expect(guarded).toEqual(deletionProtection ? ["file-systems-shared"] : []);
    },
  );

  it("can lose its protection alone", async () => {
    const fileSystems = { kept: SHARED, old: { ...SHARED, deletionProtection: false as const } };
    const recording = await recordFileSystems({ fileSystems });
    const protection = recording.ofType(FILE_SYSTEM).map(({ name, options }) => [name, options.protect]);
    expect(Object.fromEntries(protection)).toEqual({ "file-systems-kept": true, "file-systems-old": false });
  });
});
