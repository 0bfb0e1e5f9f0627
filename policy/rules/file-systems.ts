import { requireValue } from "../arguments";
import { everyHas } from "../companions";
import { deniesWithoutTls, statements } from "../documents";
import { onlyIn } from "../environments";
import { UNKNOWN, at, differs, elements, isAbsent, isRecord } from "../props";
import { publicSubnets } from "../public-subnets";
import { ofType, pointsTo, targetsOf } from "../references";
import type { Rule, StackResource } from "../rule";

const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";

export const fileSystemRules: readonly Rule[] = [
  {
    name: "efs-encrypted",
    description: "File systems are encrypted",
    controls: ["EFS.1", "EFS.8", "CIS-AWS-3.3.1"],
    level: "mandatory",
    types: [FILE_SYSTEM],
    violations: requireValue("encrypted", true, "The file system is not encrypted"),
  },
  {
    name: "efs-tls-only",
    description: "Every file system has a policy that denies clients without TLS",
    controls: [],
    level: "mandatory",
    stackViolations: everyHas(
      FILE_SYSTEM,
      {
        type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
        pointer: "fileSystemId",
        key: "id",
        suffices: ({ props }) =>
          props["policy"] === UNKNOWN ||
          statements(props["policy"]).some((statement) => deniesWithoutTls("*", statement)),
      },
      "The file system has no policy that denies all actions when aws:SecureTransport is false",
    ),
  },
  {
    name: "efs-access-point-confined",
    description: "Access points set a directory below the root, and a POSIX user",
    controls: ["EFS.3", "EFS.4"],
    level: "mandatory",
    types: ["aws:efs/accessPoint:AccessPoint"],
    violations: ({ posixUser, rootDirectory }) => {
      const path = at(rootDirectory, "path");
      return [
        ...(path !== UNKNOWN && (isAbsent(path) || path === "/")
          ? ["Clients can read the root of the file system; set rootDirectory.path"]
          : []),
        ...(isAbsent(posixUser) ? ["Clients choose their user ID; set posixUser"] : []),
      ];
    },
  },
  {
    name: "efs-mount-target-private",
    description: "Mount targets are in subnets without a route to an internet gateway",
    controls: ["EFS.6"],
    level: "mandatory",
    stackViolations: (resources) =>
      ofType(resources, "aws:efs/mountTarget:MountTarget")
        .filter((target) => targetsOf(target, "subnetId", publicSubnets(resources)).length > 0)
        .map(({ urn }) => ({ urn, message: "The mount target is in a public subnet; set subnetId to a private one" })),
  },
  onlyIn(["prod"], {
    name: "efs-backed-up",
    description: "File systems of prod are in a backup plan",
    controls: ["EFS.2", "EFS.7"],
    level: "mandatory",
    stackViolations: (resources) =>
      ofType(resources, FILE_SYSTEM)
        .filter((fileSystem) => !hasBackupPolicy(fileSystem, resources) && !isSelected(fileSystem, resources))
        .map(({ urn }) => ({
          urn,
          message: "The files have no backup; set `storage.fileSystems.<name>.backup` to true in the stack file",
        })),
  }),
];

function hasBackupPolicy(fileSystem: StackResource, resources: readonly StackResource[]): boolean {
  return ofType(resources, "aws:efs/backupPolicy:BackupPolicy").some(
    (policy) =>
      pointsTo(policy, "fileSystemId", fileSystem) && !differs(at(policy.props["backupPolicy"], "status"), "ENABLED"),
  );
}

/** Whether a backup plan selects the file system by a tag that it has. */
function isSelected({ props: { tags } }: StackResource, resources: readonly StackResource[]): boolean {
  if (tags === UNKNOWN) return true;
  return ofType(resources, "aws:backup/selection:Selection")
    .flatMap(({ props }) => elements(props["conditions"]))
    .flatMap((condition) => elements(at(condition, "stringEquals")))
    .filter(isRecord)
    .some(({ key, value }) => isRecord(tags) && tags[String(key).replace("aws:ResourceTag/", "")] === value);
}
