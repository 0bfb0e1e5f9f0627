import type { Report } from "../model";
import { html } from "./block";
import { type Detail, DETAILS } from "./detail";
import { printMarkdown } from "./markdown";
import { overviewBlocks } from "./overview";
import { stackBlocks } from "./stack";

/** By this line the next report finds the comment that it edits. Sites do not show it. */
export const MARKER = "<!-- groundwork: preview report -->";

/** GitHub rejects longer comments: "Body is too long (maximum is 65536 characters)". */
const MAX_COMMENT_BYTES = 65_536;

/** GitHub shows no more of a job summary than 1 MiB: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const MAX_SUMMARY_BYTES = 1_048_576;

/** The one comment of a pull request, of one or several reports. */
export function renderComment(reports: readonly Report[]): string {
  return fitting(reports, MAX_COMMENT_BYTES, "The job summary has the full report.");
}

/** The full report for the job summary of a workflow. */
export function renderSummary(reports: readonly Report[]): string {
  return fitting(reports, MAX_SUMMARY_BYTES, "The artifact of this run has the full report.");
}

/** The most detailed report that fits. Bytes are counted, of which a text has at least as many as characters. */
function fitting(reports: readonly Report[], maxBytes: number, whereFull: string): string {
  const full = print(reports, DETAILS[0], []);
  if (Buffer.byteLength(full) <= maxBytes) return full;
  for (const detail of DETAILS.slice(1)) {
    const shortened = print(reports, detail, [`This report was shortened to fit here. ${whereFull}`]);
    if (Buffer.byteLength(shortened) <= maxBytes) return shortened;
  }
  return firstStacks(reports, maxBytes, whereFull);
}

/** Hundreds of stacks fit in no comment: the first ones of each report, and the number of the others. */
function firstStacks(reports: readonly Report[], maxBytes: number, whereFull: string): string {
  const least = DETAILS.at(-1) ?? DETAILS[0];
  const total = countStacks(reports);
  for (let most = Math.floor(total / 2); ; most = Math.floor(most / 2)) {
    const first = reports.map((report) => ({ ...report, stacks: report.stacks.slice(0, most) }));
    const notes = [`${total - countStacks(first)} of ${total} stacks are left out. ${whereFull}`];
    const printed = print(first, least, notes);
    if (most === 0 || Buffer.byteLength(printed) <= maxBytes) return printed;
  }
}

function countStacks(reports: readonly Report[]): number {
  return reports.reduce((sum, { stacks }) => sum + stacks.length, 0);
}

function print(reports: readonly Report[], detail: Detail, notes: readonly string[]): string {
  const blocks = [
    ...notes.map((note) => html(`<p><b>${note}</b></p>`)),
    ...reports.flatMap((report) => [...overviewBlocks(report), ...stackBlocks(report, detail)]),
  ];
  return `${MARKER}\n${printMarkdown(blocks)}`;
}
