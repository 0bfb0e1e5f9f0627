import { CHANGE_KINDS, type Change, type ChangeKind, type StackReport } from "../model";
import type { Block, Diagram, DiagramNode } from "./block";
import { shortType } from "./changes";
import type { Detail } from "./detail";

/** Most boxes of one area: a diagram shows where a change is, and the table shows the change. */
const MAX_NODES = 6;

/** Colours that have contrast to black text, on a light and on a dark page. */
export const COLOURS: Readonly<Record<ChangeKind, string>> = {
  delete: "#ffb3ad",
  replace: "#d9b8ff",
  update: "#ffe08a",
  create: "#a6e9b5",
};

export function diagramBlocks({ changes }: StackReport, detail: Detail): readonly Block[] {
  if (!detail.hasDiagram || changes.length === 0) return [];
  return [{ kind: "diagram", diagram: diagramOf(changes) }];
}

export function diagramOf(changes: readonly Change[]): Diagram {
  const areas = [...Map.groupBy(changes, areaOf)].map(([title, all]) => {
    const nodes = nodesOf(all);
    return { title, nodes: nodes.slice(0, MAX_NODES), more: Math.max(0, nodes.length - MAX_NODES) };
  });
  return { areas: areas.sort((a, b) => a.title.localeCompare(b.title, "en")) };
}

function areaOf({ component, tier }: Change): string {
  return tier === undefined ? component : `${component}, ${tier} tier`;
}

/** One box for each resource, or for each type of which several change alike. */
function nodesOf(changes: readonly Change[]): readonly DiagramNode[] {
  const alike = [...Map.groupBy(changes, ({ kind, type }) => `${kind} ${type}`).values()];
  const nodes = alike.map((same): DiagramNode => {
    const [{ kind, name, type }] = same as [Change, ...Change[]];
    const shown = shortType(type).replace(/^(aws|kubernetes):/, "");
    return { kind, label: same.length === 1 ? `${shown} ${name}` : `${same.length} × ${shown}` };
  });
  return nodes.sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind));
}

/** https://mermaid.js.org/syntax/flowchart.html: GitHub and GitLab draw it. */
export function mermaid({ areas }: Diagram): string {
  const subgraphs = areas.flatMap(({ title, nodes, more }, area) => [
    `  subgraph a${area}["${label(title)}"]`,
    ...nodes.map(({ kind, label: text }, node) => `    a${area}n${node}["${kind} ${label(text)}"]:::${kind}`),
    ...(more > 0 ? [`    a${area}more["and ${more} more"]`] : []),
    "  end",
  ]);
  const classes = CHANGE_KINDS.map(
    (kind) => `  classDef ${kind} fill:${COLOURS[kind]},stroke:${COLOURS[kind]},color:#000`,
  );
  return ["flowchart LR", ...subgraphs, ...classes].join("\n");
}

/** Mermaid reads `#35;` as the character of that number; letters, digits and a few signs need no such code. */
function label(value: string): string {
  return value.replaceAll(/[^\w ,.:/×-]/g, (character) => `#${character.codePointAt(0) ?? 0};`);
}
