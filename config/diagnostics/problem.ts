import type { FindingCode } from "./codes";

/** 1-based, as editors and compilers count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A finding as a reader needs it: where it is in the file, with values shown and secrets masked. */
export interface Problem {
  readonly severity: "error" | "warning";
  /** Stable name of this kind of problem. */
  readonly code: FindingCode;
  /** The file that it is in, when that is not the stack file but one that the stack file names. */
  readonly file?: string;
  readonly position: Position | undefined;
  /** Key path as `pulumi config --path` takes it. */
  readonly path: string;
  readonly message: string;
  /** The value as written; absent where there is none or it is too long to be of use. */
  readonly found: string | undefined;
  /** Other values that the problem rests on, each with its place. */
  readonly see: readonly string[];
  readonly allowed: string | undefined;
  /** Commands to run, or words. */
  readonly fix: readonly string[];
}

/** A problem that keeps a file from being read: it has a position, and no path or value. */
export function unreadable(code: FindingCode, position: Position, message: string): Problem {
  const none = { found: undefined, see: [], allowed: undefined, fix: [] };
  return { severity: "error", code, position, path: "", message, ...none };
}
