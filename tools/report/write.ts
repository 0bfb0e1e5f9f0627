import { appendFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Fingerprint } from "./fingerprint";
import { fingerprintFile } from "./fingerprint-file";
import type { Report } from "./model";
import { renderComment, renderSummary } from "./render/comment";
import { renderPage } from "./render/page";

/** Writes a report in all its forms to a folder, and into the summary of a workflow's job. */
export async function writeReport(
  folder: string,
  report: Report,
  fingerprints: readonly Fingerprint[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const summary = renderSummary([report]);
  const files: Readonly<Record<string, string>> = {
    "comment.md": renderComment([report]),
    "page.md": summary,
    "page.html": renderPage([report]),
    "report.json": json(report),
    "fingerprint.json": json(fingerprintFile(report, fingerprints)),
  };
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const jobSummary = env["GITHUB_STEP_SUMMARY"] ?? "";
  if (jobSummary !== "") await appendFile(jobSummary, summary);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
