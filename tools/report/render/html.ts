/**
 * HTML that GitHub's Markdown, GitLab's Markdown and a browser show alike. Both sites remove classes and styles, so the
 * same fragments serve the comment, the job summary and the page.
 */

/** A fragment of HTML; only this module and the literals of the renderers make one. */
export type Html = string;

/**
 * Characters that mean something in HTML or in GitHub's Markdown: markup, mentions (`@`), references (`#`) and formulas
 * (`$`). As character references they are plain text in both.
 */
const SPECIAL = /[&<>"'`*_[\]~|\\@#!$]/g;

/** Makes any text safe in an element, an attribute and a paragraph of Markdown. */
export function text(value: string): Html {
  return value.replaceAll(/\s+/g, " ").replaceAll(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}

/** A sentence that has names between backticks. */
export function sentence(value: string): Html {
  return value.split(/`([^`]+)`/).reduce((all, part, index) => all + (index % 2 === 0 ? text(part) : code(part)), "");
}

/** Names and values: sites make no mentions or links inside `code`. */
export function code(value: string): Html {
  return `<code>${text(value)}</code>`;
}

/** Lines as they are. A blank line would end the block of HTML in Markdown, so a line break is a character reference. */
export function preformatted(value: string): Html {
  const lines = value.trimEnd().split("\n");
  return `<pre>${lines.map((line) => line.replaceAll(SPECIAL, (character) => `&#${character.charCodeAt(0)};`)).join("&#10;")}</pre>`;
}

export function table(head: readonly Html[], rows: readonly (readonly Html[])[]): Html {
  const row = (cell: "th" | "td", cells: readonly Html[]) =>
    `<tr>${cells.map((content) => `<${cell}>${content}</${cell}>`).join("")}</tr>`;
  return ["<table>", row("th", head), ...rows.map((cells) => row("td", cells)), "</table>"].join("\n");
}

export function list(items: readonly Html[]): Html {
  return ["<ul>", ...items.map((item) => `<li>${item}</li>`), "</ul>"].join("\n");
}

export function details(summary: Html, body: Html, isOpen = false): Html {
  return [`<details${isOpen ? " open" : ""}><summary>${summary}</summary>`, body, "</details>"].join("\n");
}

/** `1 resource`, `2 resources` */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}
