import { BACKUP_TAG_KEY } from "../../domain/tags/tag-keys";
import type { Tags } from "../../domain/tags/tags";

/** The tag of whatever the platform's backup plan copies. */
export function backupTag(platformName: string): Tags {
  return { [BACKUP_TAG_KEY]: platformName };
}
