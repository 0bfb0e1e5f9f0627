import { remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";

type FileSystem = NonNullable<ReadableParts["storage"]>["fileSystems"][string];

const LIFECYCLE_DAYS = [1, 7, 14, 30, 60, 90, 180, 270, 365] as const;

function* each(storage: ReadableParts["storage"]): Iterable<{ path: Path; fileSystem: FileSystem }> {
  for (const [key, fileSystem] of Object.entries(storage?.fileSystems ?? {})) {
    yield { path: ["storage", "fileSystems", key], fileSystem };
  }
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_LifecyclePolicy.html */
const archiveFollowsInfrequentAccess: Rule = function* ({ storage }) {
  for (const { path, fileSystem } of each(storage)) {
    const { archiveDays, infrequentAccessDays, zone } = fileSystem;
    if (archiveDays === undefined) continue;
    const at: Path = [...path, "archiveDays"];
    if (archiveDays <= infrequentAccessDays) {
      const later = LIFECYCLE_DAYS.find((days) => days > infrequentAccessDays);
      yield {
        code: "storage/archive-before-infrequent-access",
        path: at,
        message:
          "`archiveDays` is not greater than `infrequentAccessDays`, and EFS moves files to Infrequent Access first.",
        because: [[...path, "infrequentAccessDays"]],
        allowed: "more days than infrequentAccessDays",
        fix: [later === undefined ? remove(at) : set(at, later)],
      };
    }
    if (zone !== undefined) {
      yield {
        code: "storage/archive-in-one-zone",
        path: at,
        message:
          "`zone` keeps the file system in one zone, and EFS has no Archive storage class for such file systems.",
        because: [[...path, "zone"]],
        allowed: "no archiveDays, or no zone",
        fix: [remove(at)],
      };
    }
  }
};

const fileSystemZonesHaveSubnets: Rule = function* ({ storage, network }) {
  if (network === undefined) return;
  for (const { path, fileSystem } of each(storage)) {
    const { zone } = fileSystem;
    if (zone === undefined || network.zones.includes(zone)) continue;
    yield {
      code: "storage/file-system-zone-without-subnets",
      path: [...path, "zone"],
      message: "The network has no subnets in this zone: `network.zones` does not contain it.",
      because: [["network", "zones"]],
      allowed: `one of ${network.zones.join(", ")}, or no zone`,
      fix: [remove([...path, "zone"])],
    };
  }
};

const backedUpFileSystemsHaveAPlan: Rule = function* ({ storage, backup }) {
  if (backup?.enabled !== false) return;
  for (const { path, fileSystem } of each(storage)) {
    if (!fileSystem.backup) continue;
    yield {
      code: "backup/no-backup-plan",
      path: [...path, "backup"],
      message: "The file system is not backed up: `backup.enabled` is false, so the stack has no backup plan.",
      // The whole part: an error anywhere in it may hide the value of `backup.enabled`.
      because: [["backup"]],
      allowed: "false, or backup.enabled true",
      fix: [set(["backup", "enabled"], true)],
    };
  }
};

export const fileSystemsRules: readonly Rule[] = [
  backedUpFileSystemsHaveAPlan,
  archiveFollowsInfrequentAccess,
  fileSystemZonesHaveSubnets,
];
