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
const filesAreArchivedLast: Rule = function* ({ storage }) {
  for (const { path, fileSystem } of each(storage)) {
    const { archiveDays, infrequentAccessDays, zone } = fileSystem;
    if (archiveDays === undefined) continue;
    const at: Path = [...path, "archiveDays"];
    if (archiveDays <= infrequentAccessDays) {
      const later = LIFECYCLE_DAYS.find((days) => days > infrequentAccessDays);
      yield {
        path: at,
        message: "Not later than the move to Infrequent Access, which comes first.",
        because: [[...path, "infrequentAccessDays"]],
        allowed: "more days than infrequentAccessDays",
        fix: [later === undefined ? remove(at) : set(at, later)],
      };
    }
    if (zone !== undefined) {
      yield {
        path: at,
        message: "A file system in one zone has no Archive.",
        because: [[...path, "zone"]],
        allowed: "absent, or no zone",
        fix: [remove(at)],
      };
    }
  }
};

const fileSystemZonesAreThere: Rule = function* ({ storage, network }) {
  if (network === undefined) return;
  for (const { path, fileSystem } of each(storage)) {
    const { zone } = fileSystem;
    if (zone === undefined || network.zones.includes(zone)) continue;
    yield {
      path: [...path, "zone"],
      message: "The network has no subnet in this zone.",
      because: [["network", "zones"]],
      allowed: `one of ${network.zones.join(", ")}, or no zone`,
      fix: [remove([...path, "zone"])],
    };
  }
};

const backedUpFileSystemsCanBe: Rule = function* ({ storage, backup }) {
  if (backup?.enabled !== false) return;
  for (const { path, fileSystem } of each(storage)) {
    if (!fileSystem.backup) continue;
    yield {
      path: [...path, "backup"],
      message: "There are no backups for the file system to be part of.",
      // The whole part: what is wrong anywhere in it may be what switches backups on.
      because: [["backup"]],
      allowed: "false, or backup.enabled true",
      fix: [set(["backup", "enabled"], true)],
    };
  }
};

export const fileSystemsRules: readonly Rule[] = [
  backedUpFileSystemsCanBe,
  filesAreArchivedLast,
  fileSystemZonesAreThere,
];
