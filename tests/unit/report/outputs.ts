import { FORMAT_VERSION, type Report } from "../../../tools/report/model";
import type { ReportEvent } from "../../../tools/report/read/engine-event";
import { readPreview } from "../../../tools/report/read/preview";
import { renderComment, renderSummary } from "../../../tools/report/render/comment";
import { renderPage } from "../../../tools/report/render/page";
import { type ReportedStack, reportStack } from "../../../tools/report/stack-report";
import { renderStack } from "../../../tools/report/terminal";

const ALLOWED = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };
const FACTS = { stack: "dev", file: "Pulumi.dev.yaml", commands: [] };

/** The report of a stack whose preview has these events. */
export function reportOf(events: readonly ReportEvent[], secrets: readonly unknown[] = []): ReportedStack {
  return reportStack(FACTS, { preview: readPreview(events), allowed: ALLOWED, secrets });
}

/** Everything that a report of these events writes. */
export function outputsOf(events: readonly ReportEvent[], secrets: readonly unknown[] = []): string {
  const { report, fingerprint } = reportOf(events, secrets);
  const whole: Report = {
    formatVersion: FORMAT_VERSION,
    isSimulated: true,
    versions: { groundwork: "0", pulumi: "0" },
    stacks: [report],
  };
  return [
    JSON.stringify(whole),
    JSON.stringify(fingerprint),
    renderComment([whole]),
    renderSummary([whole]),
    renderPage([whole]),
    renderStack(report),
  ].join("\n");
}
