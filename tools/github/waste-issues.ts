import type { WasteReport } from "../waste/model";
import { renderWaste } from "../waste/report";
import type { GitHub } from "./api";
import { keepIssue, openIssues } from "./issues";

/** GitHub accepts 65,536 characters in an issue. The things of the stack come first. */
const MOST_ROWS = 80;

/**
 * Keeps one issue for each stack with waste: opens it, renews it when the waste changes, and closes it when none is found. What
 * the role may never read does not keep an issue open, but the comment says so. Returns what was done.
 */
export async function fileWaste(
  reports: readonly WasteReport[],
  url: string,
  github: GitHub,
): Promise<readonly string[]> {
  const find = await openIssues(github);
  const done: string[] = [];
  for (const report of reports) {
    const { stack, file, waste, skipped } = report;
    const kept = {
      marker: `<!-- groundwork: waste of ${file} -->`,
      title: `Stack ${stack} has waste`,
      report: waste.length === 0 ? undefined : textOf(report),
      changed: "The waste has changed",
      closed: skipped.length === 0 ? "No waste is left" : "No waste was found in what could be read",
      url,
    };
    done.push(`${stack}: ${await keepIssue(kept, find(kept.marker), github)}`);
  }
  return done;
}

function textOf(report: WasteReport): string {
  const { waste } = report;
  const text = renderWaste({ ...report, waste: waste.slice(0, MOST_ROWS) }, "markdown");
  if (waste.length <= MOST_ROWS) return text;
  return `${text}\n\nThese are ${MOST_ROWS} of ${waste.length} things. The artifact of the run has all of them.`;
}
