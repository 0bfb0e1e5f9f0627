import type { Edits } from "../fixtures";

/** A change to the minimal stack file: the path and code of its error, the line, and the remedy. */
export type Mistake = readonly [edits: Edits, path: string, code: string, line: number, remedy: string];
