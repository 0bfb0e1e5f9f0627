import type { Block } from "./block";
import { mermaid } from "../../diagram/mermaid";
import { COLOURS } from "./change-diagram";

/** Prints blocks for GitHub: https://docs.github.com/en/get-started/writing-on-github */
export function printMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(printBlock).join("\n\n")}\n`;
}

function printBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.html}`;
    case "html":
      return block.html;
    case "alert":
      return [`[!${block.level.toUpperCase()}]`, block.title, ...(block.html === "" ? [] : ["", block.html])]
        .join("\n")
        .split("\n")
        .map((line) => `> ${line}`.trimEnd())
        .join("\n");
    case "diagram":
      return [
        "<details><summary>Diagram of the changes</summary>",
        "",
        "```mermaid",
        mermaid(block.diagram, COLOURS),
        "```",
        "",
        "</details>",
      ].join("\n");
  }
}
