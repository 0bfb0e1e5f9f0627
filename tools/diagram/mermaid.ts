import type { Diagram } from "./diagram";

/**
 * A diagram for GitHub and GitLab, which draw it: https://mermaid.js.org/syntax/flowchart.html
 *
 * @param colors of the kinds of boxes
 */
export function mermaid({ areas, links = [] }: Diagram, colors: Readonly<Record<string, string>> = {}): string {
  const subgraphs = areas.flatMap(({ title, nodes, more }, area) => [
    `  subgraph a${area}["${label(title)}"]`,
    ...nodes.map(({ kind, label: text }, node) =>
      kind === undefined
        ? `    a${area}n${node}["${label(text)}"]`
        : `    a${area}n${node}["${kind} ${label(text)}"]:::${kind}`,
    ),
    ...(more > 0 ? [`    a${area}more["and ${more} more"]`] : []),
    "  end",
  ]);
  const index = (title: string): number => areas.findIndex((area) => area.title === title);
  const arrows = links
    .filter(({ from, to }) => index(from) >= 0 && index(to) >= 0)
    .map(({ from, to }) => `  a${index(from)} --> a${index(to)}`);
  const classes = Object.entries(colors).map(
    ([kind, color]) => `  classDef ${kind} fill:${color},stroke:${color},color:#000`,
  );
  return ["flowchart LR", ...subgraphs, ...arrows, ...classes].join("\n");
}

/** Mermaid reads `#35;` as the character of that number; letters, digits and a few signs need no such code. */
function label(value: string): string {
  return value.replaceAll(/[^\w ,.:/×-]/g, (character) => `#${character.codePointAt(0) ?? 0};`);
}
