import { type ParseToken, parseAnsiSequences } from "ansi-sequence-parser";

import { escaped } from "../terminal/svg";

const COLUMNS = 120;
const FONT_SIZE = 14;
const CHARACTER_WIDTH = 8.43;
const LINE_HEIGHT = 20;
const PADDING = 20;

const COLORS = {
  background: "#0d1117",
  text: "#e6edf3",
  dim: "#8b949e",
  green: "#3fb950",
  red: "#ff7b72",
  yellow: "#d29922",
} as const;
const FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

interface Span {
  readonly text: string;
  readonly style: string;
}

/** Draws terminal output as an SVG image: https://github.com/blake-mealey/ansi-sequence-parser reads its colors. */
export function renderTerminal(title: string, output: string): string {
  const lines = linesOf(parseAnsiSequences(output.replace(/ +$/gm, "").trimEnd())).flatMap(wrapped);
  const width = Math.ceil(COLUMNS * CHARACTER_WIDTH + 2 * PADDING);
  const height = lines.length * LINE_HEIGHT + 2 * PADDING;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" style="white-space:pre" font-family="${FONTS}" font-size="${FONT_SIZE}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${COLORS.background}"/>`,
    ...lines.map(
      (spans, index) =>
        `<text xml:space="preserve" x="${PADDING}" y="${PADDING + (index + 0.75) * LINE_HEIGHT}" fill="${COLORS.text}">${spans.map(drawn).join("")}</text>`,
    ),
    "</svg>",
    "",
  ].join("\n");
}

/** The text of an image that {@link renderTerminal} drew, line by line. */
export function textOf(svg: string): string {
  return [...svg.matchAll(/<text[^>]*>(.*)<\/text>/g)]
    .map(([, line = ""]) => line.replace(/<[^>]+>/g, ""))
    .join("\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function linesOf(tokens: readonly ParseToken[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const token of tokens) {
    for (const [index, text] of token.value.split("\n").entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push({ text, style: styleOf(token) });
    }
  }
  return lines;
}

function styleOf({ foreground, decorations }: ParseToken): string {
  const name = foreground?.type === "named" ? foreground.name : undefined;
  const color = name === "green" || name === "red" || name === "yellow" ? name : undefined;
  const fill = color ?? (decorations.has("dim") ? "dim" : undefined);
  const styles = [fill && `fill="${COLORS[fill]}"`, decorations.has("bold") ? `font-weight="bold"` : undefined];
  return styles.filter((style) => style !== undefined).join(" ");
}

/** Breaks a line between words where the terminal ends, and indents the rest like the last column of the line. */
function wrapped(spans: readonly Span[]): readonly (readonly Span[])[] {
  const text = spans
    .map((span) => span.text)
    .join("")
    .trimEnd();
  const last = spans.at(-1);
  if (text.length <= COLUMNS || last === undefined) return [spans];
  const end = text.lastIndexOf(" ", COLUMNS);
  const indent = text.length - last.text.trim().length;
  const first = [...spans.slice(0, -1), { ...last, text: last.text.slice(0, end - text.length) }];
  return [first, ...wrapped([{ ...last, text: " ".repeat(indent) + text.slice(end + 1) }])];
}

function drawn({ text, style }: Span): string {
  return style === "" ? escaped(text) : `<tspan ${style}>${escaped(text)}</tspan>`;
}
