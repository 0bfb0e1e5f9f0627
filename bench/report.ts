import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { FORMAT_VERSION, type StackReport } from "../tools/report/model";
import { parseEventLog, type ReportEvent } from "../tools/report/read/engine-event";
import { readPreview } from "../tools/report/read/preview";
import { reportStack } from "../tools/report/stack-report";
import { writeReport } from "../tools/report/write";

const CHANGES = 5_000;
const MOST_MS = 5_000;
const MOST_MEGABYTES = 500;

export interface ReportTiming {
  readonly ms: number;
  readonly report: StackReport;
}

/**
 * Reads the event log of a preview with this many changes, and writes its report in all forms, as `npm run report` does.
 *
 * @param folder of the files of the report
 */
export async function timeReport(changes: number, folder: string): Promise<ReportTiming> {
  const log = eventLog(changes);
  const startedAt = performance.now();
  const preview = readPreview(parseEventLog(log));
  const allowed = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };
  const { report, fingerprint } = reportStack(
    { stack: "dev", file: "Pulumi.dev.yaml", commands: [] },
    { preview, allowed },
  );
  const versions = { groundwork: "0.0.0", pulumi: "0.0.0" };
  await writeReport(
    folder,
    { formatVersion: FORMAT_VERSION, isSimulated: false, versions, stacks: [report] },
    [fingerprint],
    {},
  );
  return { ms: performance.now() - startedAt, report };
}

/** `npm run bench -- report` */
export async function benchReport(): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-bench-report-"));
  try {
    const { ms, report } = await timeReport(CHANGES, folder);
    // Of the whole process, in kilobytes, with Node.js and all modules.
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(`report of ${report.changes.length} changes: ${ms.toFixed(0)} ms, at most ${MOST_MS} allowed`);
    console.log(`peak memory of the process: ${peak.toFixed(0)} MB, at most ${MOST_MEGABYTES} allowed`);
    return ms <= MOST_MS && peak <= MOST_MEGABYTES ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The log of updates and deletions of resources whose settings are as large as those of a Deployment. */
function eventLog(changes: number): string {
  const events = Array.from({ length: changes }, (_, index) => JSON.stringify(changeEvent(index)));
  return [...events, JSON.stringify({ sequence: 0, timestamp: 0, summaryEvent: { result: "succeeded" } }), ""].join(
    "\n",
  );
}

function changeEvent(index: number): ReportEvent {
  const type = "aws:sns/topic:Topic";
  const urn = `urn:pulumi:dev::bench::${type}::topic-${index}`;
  const state = (stage: string): object => ({
    ...{ type, urn, id: `topic-${index}-id`, parent: "", provider: "", outputs: {} },
    inputs: {
      displayName: `topic ${index} ${stage}`,
      tags: Object.fromEntries(Array.from({ length: 40 }, (_, key) => [`tag-${key}`, stage])),
    },
  });
  const isDeleted = index % 10 === 0;
  const change = { diffKind: "update", inputDiff: true };
  const metadata = {
    ...{ op: isDeleted ? "delete" : "update", urn, type, provider: "", old: state("before") },
    ...(isDeleted ? {} : { new: state("after"), detailedDiff: { displayName: change, "tags.tag-7": change } }),
  };
  return { sequence: 0, timestamp: 0, resourcePreEvent: { metadata, planning: true } } as unknown as ReportEvent;
}
