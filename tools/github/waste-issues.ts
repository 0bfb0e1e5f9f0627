import type { WasteReport } from "../waste/model";
import { renderWaste } from "../waste/report";
import type { GitHub } from "./api";
import { keepIssue, openIssues } from "./issues";

/**
 * Keeps one issue for each stack with waste: opens it, renews it when the waste changes, and closes it when none is found and
 * everything could be read. Returns what was done.
 */
export async function fileWaste(
  reports: readonly WasteReport[],
  url: string,
  github: GitHub,
): Promise<readonly string[]> {
  const find = await openIssues(github);
  const done: string[] = [];
  for (const report of reports) {
    const marker = `<!-- groundwork: waste of ${report.file} -->`;
    const issue = find(marker);
    const isUnknown = report.waste.length === 0 && report.skipped.length > 0;
    const result = isUnknown
      ? "no waste was found in what could be read, so its issue is unchanged."
      : await keepIssue(
          {
            marker,
            title: `Stack ${report.stack} has waste`,
            report: report.waste.length === 0 ? undefined : renderWaste(report, "markdown"),
            changed: "The waste has changed",
            closed: "No waste is left",
            url,
          },
          issue,
          github,
        );
    done.push(`${report.stack}: ${result}`);
  }
  return done;
}
