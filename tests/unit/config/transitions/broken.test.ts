import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { formatProblem, formatProblems } from "../../../../config/diagnostics/format";
import type { Edits } from "../fixtures";
import { problemsOf, warningsOf } from "./fixtures";

const FOLDER = path.join(__dirname, "broken");
const FILE = "Pulumi.dev.yaml";
const SEPARATOR = `${"=".repeat(80)}\n`;

/** Each file contains the changes of the minimal configuration before and after, and the report on them. */
function refusedChange(file: string): { file: string; title: string; before: string; after: string; report: string } {
  const [before = "", after = "", report = ""] = readFileSync(path.join(FOLDER, file), "utf8").split(SEPARATOR);
  return { file, title: path.basename(file, ".txt"), before, after, report: report.trimEnd() };
}

describe("the report on a change", () => {
  it.each(readdirSync(FOLDER).map(refusedChange))("$title", ({ file, before, after, report }) => {
    const change = [(parse(before) ?? {}) as Edits, (parse(after) ?? {}) as Edits] as const;
    const [problems, warnings] = [problemsOf(...change), warningsOf(...change)];
    const actual =
      problems.length > 0
        ? formatProblems(FILE, problems)
        : warnings.map((warning) => `warning: ${formatProblem(FILE, warning)}`).join("\n\n");
    // `GOLDEN=update` writes the new report in place of the committed one.
    if (process.env["GOLDEN"] === "update") {
      writeFileSync(path.join(FOLDER, file), [before, after, `${actual}\n`].join(SEPARATOR));
    } else {
      expect(actual).toBe(report);
    }
  });
});
