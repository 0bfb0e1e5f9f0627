import { readFileSync } from "node:fs";
import path from "node:path";

import { loadStackFile } from "../../../config";
import { bill, total } from "../../../domain/cost/bill";
import { ruleCount } from "../../../policy/rules";
import { sampleReport } from "../../../tools/picture/report-page";
import { renderTerminal, textOf } from "../../../tools/picture/terminal-svg";
import { renderPage } from "../../../tools/report/render/page";
import { PROJECT_DIR, STACKS_DIR, TODAY } from "../config/fixtures";

interface GoldenResource {
  /** `type::name` */
  readonly resource: string;
  readonly parent?: string;
}

/** Resources of the golden graph by the component below the stack, as a rehearsal counts them. */
function goldenCounts(): string {
  const graph = JSON.parse(
    readFileSync(path.join(PROJECT_DIR, "tests/program/golden/dev.json"), "utf8"),
  ) as readonly GoldenResource[];
  const parents = new Map(graph.map(({ resource, parent }) => [resource, parent]));
  const top = (resource: string): string => {
    const parent = parents.get(resource);
    return parent === undefined || !parents.has(parent) ? resource : top(parent);
  };
  const counts = new Map<string, number>();
  for (const { resource } of graph.filter((entry) => !/^(groundwork|pulumi|awsx):/.test(entry.resource))) {
    const [, name = ""] = top(resource).split("::");
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sum = [...counts.values()].reduce((all, count) => all + count, 0);
  const parts = [...counts]
    .sort(([name, a], [other, b]) => b - a || name.localeCompare(other))
    .map(([name, count]) => `${name} ${count}`);
  return `${sum} created: ${parts.join(", ")}`;
}

describe("docs/rehearsal.svg", () => {
  const text = textOf(readFileSync(path.join(PROJECT_DIR, "docs/rehearsal.svg"), "utf8"));

  it.each(["preview", "up", "preview again", "refresh", "destroy"])("shows that the phase holds: %s", (phase) => {
    expect(text).toMatch(new RegExp(`^  ✓ ${phase} +\\d+\\.\\d s  `, "m"));
    expect(text).not.toContain("✗");
  });

  it("shows the resources, rules and costs of the program of today (npm run picture)", () => {
    const fixed = total(bill(loadStackFile(path.join(STACKS_DIR, "Pulumi.dev.yaml"), { today: TODAY }), TODAY).fixed);
    expect(text).toMatch(new RegExp(`^  resources +${goldenCounts()}$`, "m"));
    expect(text).toMatch(new RegExp(`^  policy +${ruleCount} rules, `, "m"));
    expect(text).toMatch(new RegExp(`^  cost +at most \\$${fixed.toFixed(2)} a month`, "m"));
  });
});

describe("docs/report.html", () => {
  it("is the page of the recorded previews, as of today (npm run picture)", () => {
    const page = readFileSync(path.join(PROJECT_DIR, "docs/report.html"), "utf8");
    expect(page).toBe(renderPage([sampleReport(PROJECT_DIR)]));
  });
});

describe("renderTerminal", () => {
  it("keeps the text, its colors and its weight", () => {
    const svg = renderTerminal("a title", "\u001b[32m✓\u001b[39m \u001b[1mdev\u001b[22m <&>");
    expect(textOf(svg)).toBe("✓ dev <&>");
    expect(svg).toContain('<tspan fill="#3fb950">✓</tspan>');
    expect(svg).toContain('<tspan font-weight="bold">dev</tspan>');
  });

  it("breaks a long line between words, below its last column", () => {
    const svg = renderTerminal("a title", `\u001b[2mcost\u001b[22m  ${"word ".repeat(30)}`);
    const [first = "", second = ""] = textOf(svg).split("\n");
    expect(first.length).toBeLessThanOrEqual(120);
    expect(second).toMatch(/^ {6}word/);
  });
});
