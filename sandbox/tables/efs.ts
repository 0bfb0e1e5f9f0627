import { MOUNT_TARGET, SECURITY_GROUP, SUBNET, refuseMissing, text } from "./ec2-objects";
import type { Props } from "../props";
import type { Request, ResourceTable, ServiceTable } from "./table";

const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";

/** https://docs.aws.amazon.com/efs/latest/ug/limits.html */
const MOST_SECURITY_GROUPS = 5;
const MOST_MOUNT_TARGETS = 1400;
const MOST_POLICY_CHARACTERS = 20_000;

/** https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html */
const PATH = /^(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$/;
const MOST_PATH_CHARACTERS = 100;

/** https://docs.aws.amazon.com/efs/latest/ug/api-reference.html */
export const efs: ServiceTable = {
  [FILE_SYSTEM]: {
    id: ({ hex }) => `fs-0${hex(16)}`,
    outputs: {
      arn: ({ id, region, accountId }) => `arn:aws:elasticfilesystem:${region}:${accountId}:file-system/${id}`,
      availabilityZoneId: () => "",
      availabilityZoneName: () => "",
      dnsName: ({ id, region }) => `${id}.efs.${region}.amazonaws.com`,
      kmsKeyId: ({ region, accountId }) => `arn:aws:kms:${region}:${accountId}:alias/aws/elasticfilesystem`,
      name: ({ inputs }) => text((inputs["tags"] ?? {}) as Props, "Name") ?? "",
      numberOfMountTargets: () => 0,
      ownerId: ({ accountId }) => accountId,
      performanceMode: () => "generalPurpose",
      protection: () => ({ replicationOverwrite: "ENABLED" }),
      sizeInBytes: () => [],
      throughputMode: () => "bursting",
    },
    refusals: refuseLifecycle,
    // EFS deletes the files with the file system, but not the mount targets.
    deleteRefusals: ({ id }, world) =>
      world.ofType(MOUNT_TARGET, { fileSystemId: id }).length > 0
        ? [`FileSystemInUse: the file system "${id}" has mount targets`]
        : [],
  },
  [MOUNT_TARGET]: {
    id: ({ hex }) => `fsmt-0${hex(16)}`,
    outputs: {
      availabilityZoneName: ({ inputs, world }) => zoneOf(world, text(inputs, "subnetId")),
      fileSystemArn,
      ipAddressType: () => "IPV4_ONLY",
      ownerId: ({ accountId }) => accountId,
    },
    refusals: refuseMountTarget,
  },
  "aws:efs/accessPoint:AccessPoint": {
    id: ({ hex }) => `fsap-0${hex(16)}`,
    outputs: {
      arn: ({ id, region, accountId }) => `arn:aws:elasticfilesystem:${region}:${accountId}:access-point/${id}`,
      fileSystemArn,
      ownerId: ({ accountId }) => accountId,
    },
    refusals: (request) => [...refuseNoFileSystem(request), ...refusePath(request)],
  },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": setting(({ inputs, world }) => {
    const own = world.get(FILE_SYSTEM, String(inputs["fileSystemId"]))?.state["arn"];
    const { Statement } = JSON.parse(String(inputs["policy"])) as { Statement: readonly Props[] };
    return [
      ...(Statement.every(({ Resource }) => Resource === undefined || Resource === "*" || Resource === own)
        ? []
        : ["InvalidPolicyException: the policy names a resource other than its file system"]),
      ...(String(inputs["policy"]).length > MOST_POLICY_CHARACTERS
        ? [`InvalidPolicyException: the policy is longer than ${MOST_POLICY_CHARACTERS} characters`]
        : []),
    ];
  }),
  "aws:efs/backupPolicy:BackupPolicy": setting(),
};

/** In EFS a setting is not a separate object: its ID is that of the file system, and each request overwrites it. */
function setting(moreRefusals: NonNullable<ResourceTable["refusals"]> = () => []): ResourceTable {
  return {
    overwritesExisting: true,
    id: ({ inputs }) => String(inputs["fileSystemId"]),
    refusals: (request, current) => {
      const missing = refuseNoFileSystem(request);
      return missing.length > 0 ? missing : moreRefusals(request, current);
    },
  };
}

function fileSystemArn({ inputs, world }: Request): unknown {
  return world.get(FILE_SYSTEM, String(inputs["fileSystemId"]))?.state["arn"];
}

function zoneOf(world: Request["world"], subnetId: string | undefined): unknown {
  return subnetId === undefined ? undefined : world.get(SUBNET, subnetId)?.state["availabilityZone"];
}

function refuseNoFileSystem({ inputs, world }: Request): string[] {
  const id = String(inputs["fileSystemId"]);
  return world.get(FILE_SYSTEM, id) === undefined ? [`FileSystemNotFound: File system '${id}' does not exist.`] : [];
}

function refusePath({ inputs }: Request): string[] {
  const path = text((inputs["rootDirectory"] ?? {}) as Props, "path");
  if (path === undefined || (PATH.test(path) && path.length <= MOST_PATH_CHARACTERS)) return [];
  return [
    `ValidationException: "${path}" is not a path of at most four directories and ${MOST_PATH_CHARACTERS} characters`,
  ];
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_PutLifecycleConfiguration.html */
function refuseLifecycle({ inputs }: Request): string[] {
  const policies = (inputs["lifecyclePolicies"] ?? []) as readonly Props[];
  const days = (move: string): number | undefined => {
    const [found] = policies.flatMap((policy) => text(policy, move) ?? []);
    return found === undefined ? undefined : Number(/\d+/.exec(found)?.[0]);
  };
  const [toIa, toArchive] = [days("transitionToIa"), days("transitionToArchive")];
  return [
    ...(policies.some((policy) => Object.keys(policy).length > 1)
      ? ["BadRequest: each lifecycle policy has a single transition"]
      : []),
    ...(toArchive !== undefined && toArchive <= (toIa ?? Infinity)
      ? ["BadRequest: TransitionToArchive must be later than TransitionToIA"]
      : []),
    ...(toArchive !== undefined && inputs["throughputMode"] !== "elastic"
      ? ["BadRequest: Archive needs Elastic throughput"]
      : []),
    ...(toArchive !== undefined && inputs["availabilityZoneName"] !== undefined
      ? ["BadRequest: One Zone file systems do not support Archive"]
      : []),
  ];
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html */
function refuseMountTarget(request: Request, current?: { readonly id: string }): string[] {
  const { inputs, world } = request;
  const id = text(inputs, "fileSystemId");
  const zone = zoneOf(world, text(inputs, "subnetId"));
  const only = text(world.get(FILE_SYSTEM, id ?? "")?.inputs ?? {}, "availabilityZoneName");
  const groups = (inputs["securityGroups"] ?? []) as readonly string[];
  const taken = world
    .ofType(MOUNT_TARGET, { fileSystemId: id })
    .some((other) => other.id !== current?.id && other.state["availabilityZoneName"] === zone);
  return [
    ...refuseNoFileSystem(request),
    ...refuseMissing(request, "subnetId", SUBNET),
    ...groups
      .filter((group) => world.get(SECURITY_GROUP, group) === undefined)
      .map((group) => `SecurityGroupNotFound: the security group "${group}" does not exist`),
    ...(groups.length > MOST_SECURITY_GROUPS ? ["SecurityGroupLimitExceeded"] : []),
    ...(current === undefined && inTheSameVpc(request) >= MOST_MOUNT_TARGETS
      ? ["NetworkInterfaceLimitExceeded: the VPC has the maximum number of mount targets"]
      : []),
    ...(taken ? [`MountTargetConflict: mount target already exists in ${String(zone)}`] : []),
    ...(only !== undefined && only !== zone
      ? [`AvailabilityZonesMismatch: the file system is in ${only}, the subnet in ${String(zone)}`]
      : []),
  ];
}

function inTheSameVpc({ inputs, world }: Request): number {
  const vpcOf = (subnetId: unknown): unknown => world.get(SUBNET, String(subnetId))?.state["vpcId"];
  const vpc = vpcOf(inputs["subnetId"]);
  return world.ofType(MOUNT_TARGET).filter(({ inputs: other }) => vpcOf(other["subnetId"]) === vpc).length;
}
