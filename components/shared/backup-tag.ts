import { BACKUP_TAG_KEY } from "../../domain/tags/tag-keys";
import type { Tags } from "../../domain/tags/tags";

/** The tag of resources that the platform's backup plan backs up. */
export function backupTag(platformName: string): Tags {
  return { [BACKUP_TAG_KEY]: platformName };
}
