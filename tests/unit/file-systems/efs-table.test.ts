import { Cloud, type CloudScope } from "../../../sandbox/cloud";
import type { Props } from "../../../sandbox/props";
import { World } from "../../../sandbox/world";

const SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };
const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
const MOUNT_TARGET = "aws:efs/mountTarget:MountTarget";
const POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy";

interface Place {
  readonly cloud: Cloud;
  readonly fileSystemId: string;
  readonly arn: unknown;
  readonly subnetIds: readonly string[];
}

/** A file system, and subnets in zones a and b. */
function place(inputs: Props = {}): Place {
  const cloud = new Cloud(new World());
  const vpc = cloud.create("aws:ec2/vpc:Vpc", "v", { cidrBlock: "10.0.0.0/16" }, SCOPE);
  const subnets = ["a", "b"].map((zone, index) => {
    const subnet = { vpcId: vpc.id, cidrBlock: `10.0.${index}.0/24`, availabilityZone: `eu-west-1${zone}` };
    return cloud.create("aws:ec2/subnet:Subnet", zone, subnet, SCOPE);
  });
  const { id, state } = cloud.create(FILE_SYSTEM, "f", inputs, SCOPE);
  return { cloud, fileSystemId: id, arn: state["arn"], subnetIds: subnets.map((subnet) => subnet.id) };
}

describe("a file system in the sandbox", () => {
  it("answers with the address that EFS computes", () => {
    const { cloud, fileSystemId } = place();
    expect(cloud.read(FILE_SYSTEM, fileSystemId)?.state).toMatchObject({
      arn: `arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/${fileSystemId}`,
      dnsName: `${fileSystemId}.efs.eu-west-1.amazonaws.com`,
    });
  });

  it.each(["availabilityZoneName", "encrypted", "kmsKeyId"])("is replaced with another %s", (property) => {
    expect(place().cloud.diff(FILE_SYSTEM, { [property]: "x" }, { [property]: "y" }).replaces).toEqual([property]);
  });

  const ARCHIVED = [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToArchive: "AFTER_90_DAYS" }];
  it.each<[Props, string]>([
    [
      { lifecyclePolicies: [{ transitionToIa: "AFTER_7_DAYS", transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }] },
      "a single transition",
    ],
    [
      {
        throughputMode: "elastic",
        lifecyclePolicies: [{ transitionToIa: "AFTER_90_DAYS" }, { transitionToArchive: "AFTER_90_DAYS" }],
      },
      "TransitionToArchive must be later than TransitionToIA",
    ],
    [{ lifecyclePolicies: ARCHIVED }, "Archive needs Elastic throughput"],
    [
      { throughputMode: "elastic", availabilityZoneName: "eu-west-1a", lifecyclePolicies: ARCHIVED },
      "One Zone file systems do not support Archive",
    ],
  ])("refuses %j", (inputs, reason) => {
    expect(() => place(inputs)).toThrow(reason);
  });

  it("is deleted after its mount targets, like subnets and security groups", () => {
    const { cloud, fileSystemId, subnetIds } = place();
    const [subnetId = ""] = subnetIds;
    const { id } = cloud.create(MOUNT_TARGET, "m", { fileSystemId, subnetId }, SCOPE);
    const deletions: [string, string, string][] = [
      [FILE_SYSTEM, fileSystemId, "FileSystemInUse"],
      ["aws:ec2/subnet:Subnet", subnetId, "DependencyViolation"],
    ];
    for (const [type, object, reason] of deletions) {
      expect(() => {
        cloud.delete(type, object);
      }).toThrow(reason);
    }
    cloud.delete(MOUNT_TARGET, id);
    cloud.delete(FILE_SYSTEM, fileSystemId);
    expect(cloud.world.ofType(FILE_SYSTEM)).toEqual([]);
  });
});

describe("a mount target in the sandbox", () => {
  it("is the only one of its file system in its zone", () => {
    const { cloud, fileSystemId, subnetIds } = place();
    for (const subnetId of subnetIds) cloud.create(MOUNT_TARGET, subnetId, { fileSystemId, subnetId }, SCOPE);
    expect(() => cloud.create(MOUNT_TARGET, "again", { fileSystemId, subnetId: subnetIds[0] }, SCOPE)).toThrow(
      "MountTargetConflict: mount target already exists in eu-west-1a",
    );
  });

  it("is in the zone of a One Zone file system", () => {
    const { cloud, fileSystemId, subnetIds } = place({ availabilityZoneName: "eu-west-1b" });
    expect(() => cloud.create(MOUNT_TARGET, "m", { fileSystemId, subnetId: subnetIds[0] }, SCOPE)).toThrow(
      "AvailabilityZonesMismatch: the file system is in eu-west-1b, the subnet in eu-west-1a",
    );
  });

  it("needs an existing file system, subnet and security groups", () => {
    const inputs = { fileSystemId: "fs-0", subnetId: "subnet-0", securityGroups: ["sg-0"] };
    expect(() => place().cloud.create(MOUNT_TARGET, "m", inputs, SCOPE)).toThrow(
      /FileSystemNotFound.*InvalidSubnetID.NotFound.*SecurityGroupNotFound/,
    );
  });
});

it("the policy of a file system in the sandbox is about that file system", () => {
  const { cloud, fileSystemId, arn } = place();
  const policy = (Resource: unknown) => JSON.stringify({ Statement: [{ Effect: "Deny", Resource }] });
  expect(() => cloud.create(POLICY, "p", { fileSystemId, policy: policy("arn:other") }, SCOPE)).toThrow(
    "InvalidPolicyException",
  );
  expect(cloud.create(POLICY, "p", { fileSystemId, policy: policy(arn) }, SCOPE).id).toBe(fileSystemId);
});

describe("an access point in the sandbox", () => {
  it.each(["/a/b/c/d/e", `/${"a".repeat(100)}`, "relative", "/../etc"])("cannot have the root %s", (path) => {
    const { cloud, fileSystemId } = place();
    const create = (): unknown =>
      cloud.create("aws:efs/accessPoint:AccessPoint", "p", { fileSystemId, rootDirectory: { path } }, SCOPE);
    expect(create).toThrow("ValidationException");
  });

  it("can have the longest root", () => {
    const { cloud, fileSystemId } = place();
    const path = `/${"a".repeat(99)}`;
    const create = (): unknown =>
      cloud.create("aws:efs/accessPoint:AccessPoint", "p", { fileSystemId, rootDirectory: { path } }, SCOPE);
    expect(create).not.toThrow();
  });
});
