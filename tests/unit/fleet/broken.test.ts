import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { checkFleet } from "../../../config/fleet/check-fleet";
import { formatProblem, formatProblems } from "../../../config/diagnostics/format";
import { type Edits, TODAY } from "../config/fixtures";
import { fleetSource } from "./fixtures";

const FOLDER = path.join(__dirname, "broken");
const SEPARATOR = `${"=".repeat(80)}\n`;

interface BrokenFleet {
  readonly title: string;
  /** Changes of the stack file, the inventory, its lock; empty where there is no such file. */
  readonly sections: readonly string[];
  readonly report: string;
}

/** Each file contains three sections and, below the last line, the report on them: its errors, then its warnings. */
function brokenFleet(file: string): BrokenFleet {
  const sections = readFileSync(path.join(FOLDER, file), "utf8").split(SEPARATOR);
  return { title: path.basename(file, ".txt"), sections: sections.slice(0, 3), report: sections[3]?.trimEnd() ?? "" };
}

function reportOn({ sections: [edits = "", rows = "", lock = ""] }: BrokenFleet): string {
  const source = fleetSource({
    edits: (parse(edits) ?? {}) as Edits,
    rows: rows === "" ? undefined : rows,
    lock: lock === "" ? undefined : lock,
  });
  const { problems, warnings } = checkFleet(source, TODAY);
  const warned = warnings.map((warning) => `warning: ${formatProblem("Pulumi.a.yaml", warning)}`);
  return [formatProblems("Pulumi.a.yaml", problems), ...warned].join("\n\n");
}

/** The committed report, or the new one written in its place when `GOLDEN=update` says so. */
function expectedReport(broken: BrokenFleet): string {
  if (process.env["GOLDEN"] !== "update") return broken.report;
  const report = reportOn(broken);
  writeFileSync(
    path.join(FOLDER, `${broken.title}.txt`),
    [0, 1, 2].map((index) => `${broken.sections[index] ?? ""}${SEPARATOR}`).join("") + `${report}\n`,
  );
  return report;
}

describe("the report on a broken fleet", () => {
  const cases = readdirSync(FOLDER).map(brokenFleet);

  it("has more than twenty cases", () => {
    expect(cases.length).toBeGreaterThan(20);
  });

  it.each(cases)("$title", (broken) => {
    expect(reportOn(broken)).toBe(expectedReport(broken));
  });
});
