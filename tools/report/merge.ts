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

/** One report for each commit, with the stacks of all by name. A job can run again after the branch moved. */
function joined(reports: readonly Report[]): readonly Report[] {
  return [...Map.groupBy(reports, ({ commit }) => commit).values()].flatMap((same) => {
    const stacks = same.flatMap((report) => report.stacks).sort((a, b) => a.stack.localeCompare(b.stack, "en"));
    return same.slice(0, 1).map((first) => ({ ...first, stacks }));
  });
}
