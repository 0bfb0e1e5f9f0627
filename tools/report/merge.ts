import type { Report } from "./model";

/**
 * Joins the reports of several jobs: the real previews in one report, the simulated ones of the other stacks in a second one.
 * A stack that was previewed at AWS needs no simulation.
 */
export function mergeReports(reports: readonly Report[]): readonly Report[] {
  const real = joined(reports.filter(({ isSimulated }) => !isSimulated));
  const files = new Set(real.flatMap(({ stacks }) => stacks.map(({ file }) => file)));
  const simulated = joined(reports.filter(({ isSimulated }) => isSimulated)).map((report) => ({
    ...report,
    stacks: report.stacks.filter(({ file }) => !files.has(file)),
  }));
  return [...real, ...simulated].filter(({ stacks }) => stacks.length > 0);
}

/** One report with the stacks of all, by name; none for no report. */
function joined(reports: readonly Report[]): readonly Report[] {
  const [first] = reports;
  if (first === undefined) return [];
  const stacks = reports.flatMap((report) => report.stacks);
  return [{ ...first, stacks: stacks.sort((a, b) => a.stack.localeCompare(b.stack, "en")) }];
}
