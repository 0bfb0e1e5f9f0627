import type { Properties } from "../read/engine-event";

/** A changed resource, with its inputs before and after; undefined before it exists, and after it is deleted. */
export interface ChangedInputs {
  readonly type: string;
  readonly before: Properties | undefined;
  readonly after: Properties | undefined;
}
