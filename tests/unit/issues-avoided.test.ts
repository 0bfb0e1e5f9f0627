import { readFileSync } from "node:fs";
import path from "node:path";

import ts from "typescript";

const ROOT = path.resolve(__dirname, "../..");

const ROWS = readFileSync(path.join(ROOT, "docs/issues-avoided.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (Issue|-+) /.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, issue = "", , test = ""]) => ({ issue, test }));

/** Titles of a test file: what `describe` and `it` are called with, `it.each(…)` included. */
function titlesIn(file: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(describe|it)\b/.test(node.expression.getText(source))) {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteral(title)) titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), "utf8"), ts.ScriptTarget.ES2022);
  visit(source);
  return titles;
}

describe("docs/issues-avoided.md", () => {
  it("has rows", () => {
    expect(ROWS.length).toBeGreaterThan(20);
  });

  it.each(ROWS)("names a test whose title cites a report: $issue", ({ issue, test }) => {
    const [, file = "", words = ""] = /^`([^`]+)`: (.+)$/.exec(test) ?? [];
    const references = [...issue.matchAll(/\[([\w.-]+\/[\w.-]+#\d+)\]/g)].map(([, reference = ""]) => reference);
    const [title, ...others] = titlesIn(file).filter((candidate) => candidate.includes(words));
    expect({ title: title ?? `none of ${file} says "${words}"`, others }).toEqual({
      title: expect.stringMatching(new RegExp(`\\((${references.join("|")})\\)$`)) as string,
      others: [],
    });
  });

  it.each(ROWS)("links the reports: $issue", ({ issue }) => {
    const links = [...issue.matchAll(/\[([^\]#]+)#(\d+)\]\(https:\/\/github\.com\/([^)]+)\/(?:issues|pull)\/(\d+)\)/g)];
    expect(links.length).toBeGreaterThan(0);
    expect(links.map(([, repository, number]) => [repository, number])).toEqual(
      links.map(([, , , repository, number]) => [repository, number]),
    );
  });
});
