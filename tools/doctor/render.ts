import type { Colors } from "picocolors/types";

import { plainTable, wrap } from "../terminal/table";
import { type Finding, QUOTA_PREFIX, type Status } from "./finding";

/** Findings about this machine, or about one stack. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}

const MARKS: Readonly<Record<Status, string>> = { pass: "✓", warn: "!", fail: "✗", skipped: "-" };
const CHECK_COLUMNS = 32;
/** Mark and padding of the columns. */
const OTHER_COLUMNS = 9;

/** Renders the sections as tables, and the number of findings by status. */
export function render(sections: readonly Section[], columns: number, colors: Colors): string {
  const paint = { pass: colors.green, warn: colors.yellow, fail: colors.red, skipped: colors.dim };
  const body = sections.flatMap(({ title, findings }) => {
    const rows = mergeSkipped(findings).map(({ check, status, message, fix }) => [
      paint[status](MARKS[status]),
      wrap(check, CHECK_COLUMNS),
      [
        wrap(`${status === "skipped" ? "skipped: " : ""}${message}`, columns - CHECK_COLUMNS - OTHER_COLUMNS),
        ...(fix === undefined ? [] : [`→ ${fix}`]),
      ].join("\n"),
    ]);
    return [colors.bold(title), plainTable(rows), ""];
  });
  return [...body, summary(sections)].join("\n");
}

/** Checks that are skipped for the same reason share a row. */
function mergeSkipped(findings: readonly Finding[]): readonly Finding[] {
  const merged: Finding[] = [];
  for (const finding of findings) {
    const isSame = (other: Finding): boolean =>
      other.status === "skipped" && other.message === finding.message && other.fix === finding.fix;
    const index = finding.status === "skipped" ? merged.findIndex(isSame) : -1;
    const first = merged[index];
    if (first === undefined) merged.push(finding);
    else merged[index] = { ...first, check: `${first.check}, ${finding.check.replace(QUOTA_PREFIX, "")}` };
  }
  return merged;
}

function summary(sections: readonly Section[]): string {
  const all = sections.flatMap(({ findings }) => findings);
  const count = (status: Status): number => all.filter((finding) => finding.status === status).length;
  return `${count("pass")} passed, ${count("warn")} with a warning, ${count("fail")} failed, ${count("skipped")} skipped`;
}
