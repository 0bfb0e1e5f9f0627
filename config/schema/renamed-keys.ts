import type { Path } from "../source/path";

/**
 * Keys that had another name in an earlier release, by their old path; `*` is any key. A stack
 * file with the old name gets an error with the new one. Remove an entry in the release after the next.
 */
export const RENAMED_KEYS: Readonly<Record<string, string>> = {
  "cluster.keepLogs": "retainLogs",
  "cluster.accessRoles.*.announceTo": "notificationTopicArn",
  "monitoring.alarms.watchedAccess": "auditedAccess",
};

/** Keys of a part of an earlier release whose keys are in other parts now, by their old path. */
export const MOVED_KEYS: Readonly<Record<string, Path>> = {
  "governance.alarms": ["monitoring", "alarms"],
  "governance.costCeilingUsd": ["budgets", "costCeilingUsd"],
  "governance.budget": ["budgets", "account"],
};

/** The present name of the key at a path, if the path ends in its old name. */
export function renamedKey(path: Path): string | undefined {
  const isOldPath = (pattern: string): boolean => {
    const segments = pattern.split(".");
    return segments.length === path.length && segments.every((segment, index) => ["*", path[index]].includes(segment));
  };
  return Object.entries(RENAMED_KEYS).find(([pattern]) => isOldPath(pattern))?.[1];
}
