import { z } from "zod";

import { GP3_INCLUDED } from "../../domain/waste/price";
import type {
  AddressResource,
  ImageResource,
  InstanceResource,
  NetworkInterfaceResource,
  SnapshotResource,
  VolumeResource,
} from "../../domain/waste/resources";
import { IDLE_DAYS } from "../../domain/waste/thresholds";
import { ask, type Scope } from "./ask";
import { tagList, time } from "./fields";
import { dailyAverages } from "./metrics";

/** Platform and tenancy of the prices. */
const LINUX = "Linux/UNIX";
const SHARED = "default";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
const instances = z.object({
  Reservations: z.array(
    z.object({
      Instances: z.array(
        z.object({
          InstanceId: z.string(),
          ImageId: z.string().optional(),
          InstanceType: z.string(),
          InstanceLifecycle: z.string().optional(),
          LaunchTime: time,
          PlatformDetails: z.string().default(LINUX),
          Placement: z.object({ Tenancy: z.string().default(SHARED) }).default({ Tenancy: SHARED }),
          State: z.object({ Name: z.string() }),
          Tags: tagList,
        }),
      ),
    }),
  ),
});

/** Running instances, with the CPU usage of their last days. */
export async function readInstances(scope: Scope): Promise<readonly InstanceResource[]> {
  const filter = ["--filters", "Name=instance-state-name,Values=running"];
  const { Reservations } = await ask(scope, ["ec2", "describe-instances", ...filter], instances);
  const running = Reservations.flatMap(({ Instances }) => Instances);
  const usage = await dailyAverages(
    running.map(({ InstanceId }) => ({
      namespace: "AWS/EC2",
      name: "CPUUtilization",
      dimensions: { InstanceId },
    })),
    IDLE_DAYS,
    scope,
  );
  return running.map((instance, index) => ({
    type: "instance",
    id: instance.InstanceId,
    tags: instance.Tags,
    created: instance.LaunchTime,
    instanceType: instance.InstanceType,
    isSpot: instance.InstanceLifecycle === "spot",
    ...(instance.PlatformDetails === LINUX ? {} : { licensed: instance.PlatformDetails }),
    ...(instance.Placement.Tenancy === SHARED ? {} : { tenancy: instance.Placement.Tenancy }),
    dailyCpu: usage[index],
  }));
}

const volumes = z.object({
  Volumes: z.array(
    z.object({
      VolumeId: z.string(),
      VolumeType: z.string(),
      Size: z.number(),
      Iops: z.number().default(0),
      Throughput: z.number().default(0),
      State: z.string(),
      CreateTime: time,
      Tags: tagList,
    }),
  ),
});

export async function readVolumes(scope: Scope): Promise<readonly VolumeResource[]> {
  const { Volumes } = await ask(scope, ["ec2", "describe-volumes"], volumes);
  return Volumes.map((volume) => ({
    type: "volume",
    id: volume.VolumeId,
    tags: volume.Tags,
    created: volume.CreateTime,
    volumeType: volume.VolumeType,
    sizeGiB: volume.Size,
    isProvisioned:
      volume.VolumeType === "gp3" && (volume.Iops > GP3_INCLUDED.iops || volume.Throughput > GP3_INCLUDED.mibPerSecond),
    isAttached: volume.State !== "available",
  }));
}

const POOL_OF_AWS = "amazon";

const addresses = z.object({
  Addresses: z.array(
    z.object({
      AllocationId: z.string(),
      PublicIp: z.string().default(""),
      PublicIpv4Pool: z.string().default(POOL_OF_AWS),
      AssociationId: z.string().optional(),
      Tags: tagList,
    }),
  ),
});

/** EC2 does not state when an address was allocated. */
export async function readAddresses(scope: Scope): Promise<readonly AddressResource[]> {
  const { Addresses } = await ask(scope, ["ec2", "describe-addresses"], addresses);
  return Addresses.map((address) => ({
    type: "address",
    id: address.AllocationId,
    tags: address.Tags,
    ip: address.PublicIp,
    isOwn: address.PublicIpv4Pool !== POOL_OF_AWS,
    isAttached: address.AssociationId !== undefined,
  }));
}

const networkInterfaces = z.object({
  NetworkInterfaces: z.array(
    z.object({ NetworkInterfaceId: z.string(), Description: z.string().default(""), TagSet: tagList }),
  ),
});

/** Those that nothing uses. AWS services delete their own, so `requester-managed` ones are left out. */
export async function readNetworkInterfaces(scope: Scope): Promise<readonly NetworkInterfaceResource[]> {
  const filters = ["Name=status,Values=available", "Name=requester-managed,Values=false"];
  const args = ["ec2", "describe-network-interfaces", "--filters", ...filters];
  const { NetworkInterfaces } = await ask(scope, args, networkInterfaces);
  return NetworkInterfaces.map((each) => ({
    type: "network interface",
    id: each.NetworkInterfaceId,
    tags: each.TagSet,
    description: each.Description,
  }));
}

const images = z.object({
  Images: z.array(
    z.object({
      ImageId: z.string(),
      Name: z.string().default(""),
      CreationDate: time,
      LastLaunchedTime: time.optional(),
      BlockDeviceMappings: z
        .array(
          z.object({
            Ebs: z.object({ SnapshotId: z.string().optional(), VolumeSize: z.number().default(0) }).optional(),
          }),
        )
        .default([]),
      Tags: tagList,
    }),
  ),
});

const launchTemplates = z.object({
  LaunchTemplateVersions: z
    .array(z.object({ LaunchTemplateData: z.object({ ImageId: z.string().optional() }).optional() }))
    .default([]),
});

/** Images of the account, which others may share, and where they are used in this account. */
export async function readImages(scope: Scope): Promise<readonly ImageResource[]> {
  const { Images } = await ask(scope, ["ec2", "describe-images", "--owners", "self"], images);
  if (Images.length === 0) return [];
  const { Reservations } = await ask(scope, ["ec2", "describe-instances"], instances);
  const versions = ["--versions", "$Latest", "$Default"];
  const { LaunchTemplateVersions } = await ask(
    scope,
    ["ec2", "describe-launch-template-versions", ...versions],
    launchTemplates,
  );
  const used = new Set([
    ...Reservations.flatMap(({ Instances }) => Instances).map(({ ImageId }) => ImageId),
    ...LaunchTemplateVersions.map(({ LaunchTemplateData }) => LaunchTemplateData?.ImageId),
  ]);
  return Images.map((image) => ({
    type: "image",
    id: image.ImageId,
    tags: image.Tags,
    created: image.CreationDate,
    name: image.Name,
    sizeGiB: image.BlockDeviceMappings.reduce((sum, { Ebs }) => sum + (Ebs?.VolumeSize ?? 0), 0),
    isUsed: used.has(image.ImageId),
    lastLaunched: image.LastLaunchedTime,
  }));
}

const snapshots = z.object({
  Snapshots: z.array(
    z.object({
      SnapshotId: z.string(),
      StartTime: time,
      VolumeSize: z.number(),
      StorageTier: z.string().optional(),
      Tags: tagList,
    }),
  ),
});

/** EC2 refuses to delete the snapshot of a registered image. */
export async function readSnapshots(scope: Scope): Promise<readonly SnapshotResource[]> {
  const { Snapshots } = await ask(scope, ["ec2", "describe-snapshots", "--owner-ids", "self"], snapshots);
  if (Snapshots.length === 0) return [];
  const { Images } = await ask(scope, ["ec2", "describe-images", "--owners", "self"], images);
  const ofImages = new Set(
    Images.flatMap(({ BlockDeviceMappings }) => BlockDeviceMappings).map(({ Ebs }) => Ebs?.SnapshotId),
  );
  return Snapshots.map((snapshot) => ({
    type: "snapshot",
    id: snapshot.SnapshotId,
    tags: snapshot.Tags,
    created: snapshot.StartTime,
    sizeGiB: snapshot.VolumeSize,
    isOfImage: ofImages.has(snapshot.SnapshotId),
    isArchived: snapshot.StorageTier === "archive",
  }));
}
