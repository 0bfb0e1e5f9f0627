import type { Finding } from "../finding";
import type { Path } from "../path";
import { type PlatformRecord, recordedValue, recordKey } from "../record";
import type { PlatformConfig } from "../resolve";

/** What the last update left behind, and what the stack file asks for now. */
export interface Change {
  readonly before: PlatformRecord;
  readonly config: PlatformConfig;
}

/** What of a change cannot be done, or not yet. */
export type ChangeRule = (change: Change) => Iterable<Finding>;

export function valueBefore({ before }: Change, path: Path): string | undefined {
  return before[recordKey(path)];
}

export function valueNow({ config }: Change, path: Path): string | undefined {
  return recordedValue(config, path);
}
