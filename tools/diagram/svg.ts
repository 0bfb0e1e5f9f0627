import { escaped } from "../terminal/svg";
import type { Diagram, DiagramArea } from "./diagram";

const CHARACTER_WIDTH = 7.6;
const LINE = 26;
const GAP = 16;
const PADDING = 12;
/** Areas continue in the next row from this width. */
const WIDTH = 1200;

const STYLE = `text{font:13px ui-sans-serif,system-ui,sans-serif;fill:#1f2328}.area{fill:#f6f8fa;stroke:#d0d7de}.box{fill:#fff;stroke:#8c959f}.title{font-weight:600}`;

interface Placed {
  readonly area: DiagramArea;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws the areas from left to right, in rows, each with its boxes below each other. Links are left out. */
export function svg({ areas }: Diagram, title: string): string {
  const placed = place(areas);
  const width = Math.max(0, ...placed.map((one) => one.x + one.width)) + GAP;
  const height = Math.max(0, ...placed.map((one) => one.y + one.height)) + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...placed.flatMap(drawArea),
    "</svg>",
  ].join("\n");
}

function linesOf({ nodes, more }: DiagramArea): readonly string[] {
  return [...nodes.map(({ label }) => label), ...(more > 0 ? [`and ${more} more`] : [])];
}

function place(areas: readonly DiagramArea[]): readonly Placed[] {
  let [x, y, rowHeight] = [GAP, GAP, 0];
  return areas.map((area) => {
    const lines = linesOf(area);
    const longest = Math.max(area.title.length, ...lines.map((line) => line.length));
    const width = Math.ceil(longest * CHARACTER_WIDTH) + 4 * PADDING;
    const height = (lines.length + 1) * LINE + 2 * PADDING;
    if (x > GAP && x + width > WIDTH) [x, y, rowHeight] = [GAP, y + rowHeight + GAP, 0];
    const found = { area, x, y, width, height };
    [x, rowHeight] = [x + width + GAP, Math.max(rowHeight, height)];
    return found;
  });
}

function drawArea({ area, x, y, width, height }: Placed): readonly string[] {
  const baseline = (line: number): number => y + PADDING + line * LINE + LINE / 2 + 4;
  return [
    `<rect class="area" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    `<text class="title" x="${x + PADDING}" y="${baseline(0)}">${escaped(area.title)}</text>`,
    ...linesOf(area).flatMap((line, index) => [
      `<rect class="box" x="${x + PADDING}" y="${y + PADDING + (index + 1) * LINE + 2}" width="${width - 2 * PADDING}" height="${LINE - 4}" rx="4"/>`,
      `<text x="${x + 2 * PADDING}" y="${baseline(index + 1)}">${escaped(line)}</text>`,
    ]),
  ];
}
