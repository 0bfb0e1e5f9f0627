import { type Diagram, diagramOf } from "../../diagram/diagram";
import { CHANGE_KINDS, type Change, type ChangeKind, type StackReport } from "../model";
import type { Block } from "./block";
import type { Detail } from "./detail";

/** Colours that have contrast to black text, on a light and on a dark page. */
export const COLOURS: Readonly<Record<ChangeKind, string>> = {
  delete: "#ffb3ad",
  replace: "#d9b8ff",
  update: "#ffe08a",
  create: "#a6e9b5",
};

export function diagramBlocks({ changes }: StackReport, detail: Detail): readonly Block[] {
  if (!detail.hasDiagram || changes.length === 0) return [];
  return [{ kind: "diagram", diagram: changeDiagram(changes) }];
}

/** What a change touches. A diagram shows where a change is, and the table shows the change. */
export function changeDiagram(changes: readonly Change[]): Diagram {
  return diagramOf(changes, CHANGE_KINDS);
}
