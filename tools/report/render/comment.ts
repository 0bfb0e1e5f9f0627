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

/** The one comment of a pull request. */
export function renderComment(report: Report): string {
  return fitting(report, MAX_COMMENT_BYTES, "The job summary has the full report.");
}

/** The full report for the job summary of a workflow. */
export function renderSummary(report: Report): string {
  return fitting(report, MAX_SUMMARY_BYTES, "The artifact of this run has the full report.");
}

/** The most detailed report that fits. Bytes are counted, of which a text has at least as many as characters. */
function fitting(report: Report, maxBytes: number, whereFull: string): string {
  const full = print(report, DETAILS[0], []);
  if (Buffer.byteLength(full) <= maxBytes) return full;
  for (const detail of DETAILS.slice(1)) {
    const shortened = print(report, detail, [`This report was shortened to fit here. ${whereFull}`]);
    if (Buffer.byteLength(shortened) <= maxBytes) return shortened;
  }
  return firstStacks(report, maxBytes, whereFull);
}

/** Hundreds of stacks fit in no comment: the first ones, and the number of the others. */
function firstStacks(report: Report, maxBytes: number, whereFull: string): string {
  const least = DETAILS.at(-1) ?? DETAILS[0];
  for (let shown = Math.floor(report.stacks.length / 2); ; shown = Math.floor(shown / 2)) {
    const notes = [`${report.stacks.length - shown} of ${report.stacks.length} stacks are left out. ${whereFull}`];
    const printed = print({ ...report, stacks: report.stacks.slice(0, shown) }, least, notes);
    if (shown === 0 || Buffer.byteLength(printed) <= maxBytes) return printed;
  }
}

function print(report: Report, detail: Detail, notes: readonly string[]): string {
  const blocks = [...overviewBlocks(report), ...notes.map((note) => html(`<p><b>${note}</b></p>`))];
  return `${MARKER}\n${printMarkdown([...blocks, ...stackBlocks(report, detail)])}`;
}
