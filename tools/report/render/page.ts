import { createHash } from "node:crypto";

import type { Report } from "../model";
import type { Diagram } from "../../diagram/diagram";
import type { Block } from "./block";
import { DETAILS } from "./detail";
import { COLOURS } from "./change-diagram";
import { text } from "./html";
import { overviewBlocks } from "./overview";
import { stackBlocks } from "./stack";

/** Follows the reader's choice of a light or a dark page; loads nothing. */
const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d0d7de, #30363d); --soft: light-dark(#f6f8fa, #161b22);
  --caution: light-dark(#cf222e, #f85149); --warning: light-dark(#9a6700, #d29922); }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem;
  background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #e6edf3); }
h3 { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .75rem 0; }
th, td { border: 1px solid var(--line); padding: .35rem .7rem; text-align: left; vertical-align: top; }
th { background: var(--soft); }
td:first-child { white-space: nowrap; }
code, pre { font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; background: var(--soft); border-radius: 4px; }
code { padding: .1rem .3rem; overflow-wrap: break-word; }
td:last-child code { overflow-wrap: anywhere; }
pre { padding: .75rem; overflow-x: auto; white-space: pre-wrap; }
summary { cursor: pointer; padding: .25rem 0; }
.alert { border-left: 4px solid var(--warning); padding: .25rem 1rem; margin: 1rem 0; background: var(--soft); }
.alert.caution { border-color: var(--caution); }
.diagram { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; }
.diagram section { border: 1px solid var(--line); border-radius: 8px; padding: .75rem; min-width: 12rem; }
.diagram h5 { margin: 0 0 .5rem; font-size: .9rem; }
.diagram div { border-radius: 4px; padding: .15rem .5rem; margin: .3rem 0; color: #000; font-size: .85rem; }
${Object.entries(COLOURS)
  .map(([kind, colour]) => `.diagram .${kind} { background: ${colour}; }`)
  .join("\n")}
`.trim();

/** A page of its own for a browser: the full report. */
export function renderPage(reports: readonly Report[]): string {
  const names = new Set(reports.flatMap(({ stacks }) => stacks.map(({ stack }) => stack)));
  const title = `Preview of ${[...names].join(", ")}`;
  const blocks = reports.flatMap((report) => [...overviewBlocks(report), ...stackBlocks(report, DETAILS[0])]);
  return printPage(title, blocks);
}

/** A page in one file, which loads nothing and runs no script. */
export function printPage(title: string, blocks: readonly Block[]): string {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${blocks.map(printBlock).join("\n")}
</body>
</html>
`;
}

function printBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${block.html}</h${block.level}>`;
    case "html":
      return `<div class="wide">${block.html}</div>`;
    case "alert":
      return `<div class="alert ${block.level}" role="note"><p><b>${block.title}</b></p>${block.html}</div>`;
    case "diagram":
      return printDiagram(block.diagram);
  }
}

function printDiagram({ areas }: Diagram): string {
  const sections = areas.map(({ title, nodes, more }) =>
    [
      `<section><h5>${text(title)}</h5>`,
      ...nodes.map(({ kind = "", label }) => `<div class="${kind}">${kind} ${text(label)}</div>`),
      ...(more > 0 ? [`and ${more} more`] : []),
      "</section>",
    ].join("\n"),
  );
  return `<div class="diagram" role="img" aria-label="Diagram of the changes">${sections.join("\n")}</div>`;
}
