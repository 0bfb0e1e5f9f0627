import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse, stringify } from "yaml";

import { check } from "../../config/check/check";
import { edited, fileText, MINIMAL, PROJECT_DIR, sourceOf, TODAY } from "./config/fixtures";

interface Snippet {
  readonly page: string;
  readonly line: number;
  readonly file: { readonly config: Readonly<Record<string, unknown>> };
}

const DOCS = path.join(PROJECT_DIR, "docs");

/** A stack file to which a reader adds a snippet: two nodes in a group with the name of the examples. */
const BASE: unknown = parse(
  fileText(
    edited(MINIMAL, {
      "cluster.nodeGroups": {
        default: { instanceTypes: ["m7g.large", "m6g.large"], minSize: 2, desiredSize: 2, maxSize: 3 },
      },
    }),
  ),
);

/** What a snippet leads to in {@link BASE}, and its page says in words: it replaces a part of the file, or is about another one. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "changes.md": ["teardown[0]: stack/teardown-unknown-path"],
  "cluster.md": ["cluster.nodeGroups: cluster/unused-with-auto-mode"],
  "configuration.md": ["tags.value: schema/unknown-key"],
  "extensions.md": ["extensions.jobs: schema/unknown-key", "extensions.orders: schema/unknown-key"],
  "from-terraform.md": ["network.cidr: network/existing-vpc-unused-key"],
  "network.md": ["network.cidr: network/existing-vpc-unused-key"],
};

/** Snippets of stack files of the platform: blocks of YAML with the key `config`, but not those of a bootstrap. */
function snippetsOf(page: string): Snippet[] {
  const text = readFileSync(path.join(DOCS, page), "utf8");
  return [...text.matchAll(/^ *```yaml\n([^]*?)^ *```/gm)].flatMap((block) => {
    if (!/^ *config:$/m.test(block[1] ?? "")) return [];
    const file = parse(block[1] ?? "") as Snippet["file"];
    const line = text.slice(0, block.index).split("\n").length;
    return "groundwork:bootstrap" in file.config ? [] : [{ page, line, file }];
  });
}

function merged(base: unknown, added: unknown): unknown {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMap(base) || !isMap(added)) return added;
  const entries = Object.entries(added).map(([key, value]) => [key, key in base ? merged(base[key], value) : value]);
  return { ...base, ...Object.fromEntries(entries) };
}

describe("a snippet of the documentation", () => {
  const snippets = readdirSync(DOCS)
    .filter((file) => file.endsWith(".md"))
    .flatMap(snippetsOf);

  it("is found on every page about a part of the stack file", () => {
    const pages = new Set(snippets.map(({ page }) => page));
    const parts = [
      "account.md",
      "cluster.md",
      "cost.md",
      "dns.md",
      "monitoring.md",
      "network.md",
      "storage.md",
      "waste.md",
    ];
    expect(parts.filter((page) => !pages.has(page))).toEqual([]);
  });

  it.each(snippets)("is valid in a small stack file: $page:$line", ({ page, file }) => {
    const { problems } = check(sourceOf(stringify(merged(BASE, file))), TODAY);
    const found = problems.map(({ path: place, code }) => `${place}: ${code}`);
    expect(found.filter((problem) => EXPECTED[page]?.includes(problem) !== true)).toEqual([]);
  });
});
