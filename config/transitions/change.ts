import type { Finding } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { type PlatformRecord, recordKey } from "./record";
import type { PlatformConfig } from "../resolve/resolve";

/** The values of the last update and those of the stack file. */
export interface Change {
  /** Values of the last update. An older release recorded fewer. */
  readonly before: PlatformRecord;
  /** The same values in the stack file. */
  readonly now: PlatformRecord;
  readonly config: PlatformConfig;
}

/** Finds what cannot be changed, or not in this update. */
export type ChangeRule = (change: Change) => Iterable<Finding>;

export function valueBefore({ before }: Change, path: Path): string | undefined {
  return before[recordKey(path)];
}

export function valueNow({ now }: Change, path: Path): string | undefined {
  return now[recordKey(path)];
}

/** An older record may not know the value. */
export function isChanged(change: Change, path: Path): boolean {
  const before = valueBefore(change, path);
  return before !== undefined && before !== valueNow(change, path);
}
