import type { Tags } from "./tags";

/** Key of the tag by which the backup plan selects. Its value is the platform's name: others in the account have plans too. */
export const BACKUP_TAG_KEY = "Backup";

/** The tag of whatever the platform's backup plan copies. */
export function backupTag(platformName: string): Tags {
  return { [BACKUP_TAG_KEY]: platformName };
}
