import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parsers } from "prettier/plugins/markdown";
import type { ParserOptions } from "prettier";
import { parseAllDocuments } from "yaml";

import { PROJECT_DIR } from "./stack-files";

/** A node of the syntax tree: https://github.com/syntax-tree/mdast */
interface Node {
  readonly type: string;
  readonly lang?: string | null;
  readonly value?: string;
  readonly url?: string;
  readonly position: { readonly start: { readonly line: number } };
  readonly children?: readonly Node[];
}

/** A code block. */
export interface Snippet {
  /** `<page>:<line>` of its first line. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

export interface Page {
  /** Path from the root of the project. */
  readonly file: string;
  readonly snippets: readonly Snippet[];
  /** Code inside of sentences and tables. */
  readonly inlineCode: readonly string[];
  readonly links: readonly string[];
  /** The anchors of its headings. */
  readonly anchors: readonly string[];
}

export interface YamlDocument {
  readonly place: string;
  readonly errors: readonly Error[];
  readonly values: Readonly<Record<string, unknown>>;
}

const TOP = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/app/README.md", "sandbox/facts/README.md"];

/** Every page of the documentation. */
export function allPages(): readonly Page[] {
  const docs = readdirSync(path.join(PROJECT_DIR, "docs"), { recursive: true, encoding: "utf8" });
  const pages = docs.filter((file) => file.endsWith(".md")).map((file) => path.posix.join("docs", file));
  return [...TOP, ...pages.sort()].map(readPage);
}

/** @param file path from the root of the project */
export function readPage(file: string): Page {
  const text = readFileSync(path.join(PROJECT_DIR, file), "utf8");
  // The parser of the formatter needs no options for Markdown.
  const nodes = [...below(parsers.markdown.parse(text, {} as ParserOptions) as Node)];
  const ofType = (type: string): readonly Node[] => nodes.filter((node) => node.type === type);
  return {
    file,
    snippets: ofType("code").map(({ lang, value = "", position }) => ({
      place: `${file}:${position.start.line}`,
      language: lang ?? "",
      text: value,
    })),
    inlineCode: ofType("inlineCode").map(({ value = "" }) => value),
    links: [...ofType("link"), ...ofType("image")].map(({ url = "" }) => url),
    anchors: ofType("heading").map((heading) => anchorOf(textOf(heading))),
  };
}

/** The documents of YAML snippets. */
export function yamlDocuments(snippets: readonly Snippet[]): readonly YamlDocument[] {
  return snippets
    .filter(({ language }) => language === "yaml")
    .flatMap(({ place, text }) =>
      parseAllDocuments(text).map((document) => ({
        place,
        errors: document.errors,
        values: document.toJS() as YamlDocument["values"],
      })),
    );
}

function* below(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* below(child);
}

function textOf(node: Node): string {
  return [...below(node)].map(({ value = "" }) => value).join("");
}

/** The anchor that GitHub gives a heading. Headings with the same text are not used on one page. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
