import type { FindingCode } from "./codes";

/** 1-based, as in editors and compilers. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A finding as the report shows it: with its position and values, and with secrets masked. */
export interface Problem {
  readonly severity: "error" | "warning";
  /** Stable name of this kind of problem. */
  readonly code: FindingCode;
  /** The file, if it is not the stack file but one that the stack file names. */
  readonly file?: string;
  readonly position: Position | undefined;
  /** Key path as `npm run config` takes it. */
  readonly path: string;
  readonly message: string;
  /** The value as written; undefined where there is none or it is too long. */
  readonly found: string | undefined;
  /** Other values that the problem depends on, each with its position. */
  readonly see: readonly string[];
  readonly allowed: string | undefined;
  /** Commands to run, or words. */
  readonly fix: readonly string[];
}

/** A problem that keeps a file from being read: it has a position, and no path or value. */
export function unreadable(code: FindingCode, position: Position, message: string, fix: string): Problem {
  const none = { found: undefined, see: [], allowed: undefined, fix: [fix] };
  return { severity: "error", code, position, path: "", message, ...none };
}
