import { CHANGE_KINDS, type ChangeKind } from "../model";

/** How much of a report is shown, so that a comment stays below the limit of its site. */
export interface Detail {
  /** Kinds of changes that are listed one by one; others are counted by type. */
  readonly listed: readonly ChangeKind[];
  /** Values before and after a change, next to the property. */
  readonly hasValues: boolean;
  readonly hasDiagram: boolean;
  /** Most rows of one table and entries of one list. */
  readonly maxRows: number;
  /** Most characters of one error message, notice, finding or command. */
  readonly maxMessage: number;
}

/** From everything to what a reviewer must know; creates, which destroy nothing, are the first to lose their rows. */
export const DETAILS: readonly [Detail, ...Detail[]] = [
  { listed: CHANGE_KINDS, hasValues: true, hasDiagram: true, maxRows: Infinity, maxMessage: Infinity },
  { listed: CHANGE_KINDS, hasValues: true, hasDiagram: true, maxRows: 200, maxMessage: 8000 },
  { listed: ["delete", "replace", "update"], hasValues: true, hasDiagram: true, maxRows: 100, maxMessage: 4000 },
  { listed: ["delete", "replace", "update"], hasValues: false, hasDiagram: true, maxRows: 100, maxMessage: 2000 },
  { listed: ["delete", "replace"], hasValues: false, hasDiagram: false, maxRows: 50, maxMessage: 1000 },
  { listed: ["delete", "replace"], hasValues: false, hasDiagram: false, maxRows: 10, maxMessage: 300 },
  { listed: [], hasValues: false, hasDiagram: false, maxRows: 3, maxMessage: 100 },
];
