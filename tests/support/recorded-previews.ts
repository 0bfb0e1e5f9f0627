import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { FORMAT_VERSION, type Report, type StackReport, type State } from "../../tools/report/model";
import type { AllowedChanges } from "../../tools/report/limits";
import { type Preview, readPreview } from "../../tools/report/read/preview";
import type { Metadata, Properties, ReportEvent } from "../../tools/report/read/engine-event";
import { isChangedProvider } from "../../tools/report/read/providers";
import { reportStack } from "../../tools/report/stack-report";

const EVENTS = path.resolve(__dirname, "../unit/report/events");
export const REPORTS = path.resolve(__dirname, "../unit/report/reports");

/** The events of previews of one stack on the real engine in the simulated cloud, and what else the report needs. */
export interface RecordedPreview {
  readonly stack: string;
  readonly preview: readonly ReportEvent[];
  /** Events of the preview of a refresh. */
  readonly drift?: readonly ReportEvent[];
  readonly state?: State;
}

/** Reports of several stacks: the names of their recorded previews. */
const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  "several-stacks": ["small-update", "unchanged", "replace", "policy-violation"],
};

const ALLOWED: AllowedChanges = { label: "allow-deletes", stateful: true, deletedPercent: 25, labels: [] };

export const RECORDED: readonly string[] = existsSync(EVENTS)
  ? readdirSync(EVENTS).map((file) => path.basename(file, ".json"))
  : [];

/** Names of all reports that recorded previews give. */
export const REPORT_NAMES: readonly string[] = [...RECORDED, ...Object.keys(SEVERAL)].sort();

export function readRecorded(name: string): RecordedPreview {
  return JSON.parse(readFileSync(path.join(EVENTS, `${name}.json`), "utf8")) as RecordedPreview;
}

export function writeRecorded(name: string, recorded: RecordedPreview): void {
  mkdirSync(EVENTS, { recursive: true });
  const drift = recorded.drift === undefined ? {} : { drift: trimmed(recorded.drift) };
  const text = JSON.stringify({ ...recorded, preview: trimmed(recorded.preview), ...drift });
  // One event in each line.
  writeFileSync(path.join(EVENTS, `${name}.json`), `${text.replaceAll(',{"sequence"', ',\n{"sequence"')}\n`);
}

/** The report that the recorded previews give. */
export function recordedReport(name: string): Report {
  const stacks = (SEVERAL[name] ?? [name]).map((each, index) => {
    const report = recordedStackReport(each);
    return SEVERAL[name] === undefined ? report : { ...report, stack: `${report.stack}-${"abcd"[index] ?? ""}` };
  });
  return {
    formatVersion: FORMAT_VERSION,
    isSimulated: true,
    since: "3f2a91c",
    commit: "9d1e0b7",
    versions: { groundwork: "0.2.0", pulumi: "3.274.1" },
    stacks,
  };
}

function recordedStackReport(name: string): StackReport {
  const { stack, preview, drift, state } = readRecorded(name);
  const facts = {
    stack,
    file: `Pulumi.${stack}.yaml`,
    environment: stack,
    ...(state === undefined ? {} : { state }),
    commands: [`npm run report -- ${stack} --since 3f2a91c`],
  };
  const read: Preview = readPreview(preview);
  return reportStack(facts, {
    preview: read,
    drift: drift === undefined ? undefined : readPreview(drift),
    allowed: ALLOWED,
  }).report;
}

/** Events without what no report reads: debug messages, repeated steps, outputs, and properties of unchanged resources. */
function trimmed(events: readonly ReportEvent[]): readonly ReportEvent[] {
  const seen = new Set<string>();
  return events.flatMap((event): readonly ReportEvent[] => {
    const { resourcePreEvent: pre, resOutputsEvent: outputs, diagnosticEvent, preludeEvent } = event;
    const step = pre ?? outputs;
    if (step !== undefined) {
      const { op, urn, type } = step.metadata;
      const key = `${op}|${urn}`;
      if (op === "refresh" || seen.has(key)) return [];
      seen.add(key);
      const kept = {
        ...step,
        metadata: trimmedStep(
          step.metadata,
          op === "same" || (/^(pulumi|groundwork):/.test(type) && !isChangedProvider(step.metadata)),
        ),
      };
      return [pre === undefined ? { ...event, resOutputsEvent: kept } : { ...event, resourcePreEvent: kept }];
    }
    if (diagnosticEvent !== undefined) return ["error", "warning"].includes(diagnosticEvent.severity) ? [event] : [];
    if (preludeEvent !== undefined || "policyRemediateSummaryEvent" in event) return [];
    if (event.policyAnalyzeSummaryEvent !== undefined) {
      if (seen.has("policies")) return [];
      seen.add("policies");
    }
    // Of the result, a report reads no more; it also has the folder of the policy pack on this machine.
    if (event.summaryEvent !== undefined) {
      const { result = "succeeded" } = event.summaryEvent;
      return [{ ...event, summaryEvent: { result } }];
    }
    return [event];
  });
}

function trimmedStep(step: Metadata, isUnchanged: boolean): Metadata {
  const paths = Object.keys(step.detailedDiff ?? {}).map((each) => each.split(/[.[]/)[0] ?? "");
  const trim = (state: Metadata["old"], isOld: boolean): Metadata["old"] => {
    if (!state) return undefined;
    const { type, urn, custom, id, parent, protect, retainOnDelete, delete: isDeleted, provider } = state;
    if (isUnchanged) return { parent } as unknown as Metadata["old"];
    const keepsInputs = !isOld || step.op !== "delete";
    const changed = (properties: Properties): Properties =>
      Object.fromEntries(Object.entries(properties).filter(([key]) => paths.includes(key)));
    return {
      ...{ type, urn, id, parent, provider: provider === "" ? "" : "aws" },
      ...(custom === undefined ? {} : { custom }),
      ...(protect === undefined ? {} : { protect }),
      ...(retainOnDelete === undefined ? {} : { retainOnDelete }),
      ...(isDeleted === undefined ? {} : { delete: isDeleted }),
      inputs: keepsInputs
        ? step.op === "create"
          ? state.inputs
          : changed(state.inputs)
        : deletionInputs(state.inputs),
      outputs: keepsInputs ? changed(state.outputs) : {},
    };
  };
  const { op, urn, type, keys, diffs, detailedDiff } = step;
  const [old, now] = [
    isUnchanged ? undefined : trim(step.old, true),
    trim(isUnchanged ? (step.new ?? step.old) : step.new, false),
  ];
  return {
    ...{ op, urn, type, provider: "" },
    ...(old === undefined ? {} : { old }),
    ...(now === undefined ? {} : { new: now }),
    ...(keys === undefined ? {} : { keys }),
    ...(diffs === undefined ? {} : { diffs }),
    ...(paths.length === 0 || detailedDiff === undefined ? {} : { detailedDiff }),
  };
}

/** What decides whether a deletion deletes the contents of a resource, too. */
function deletionInputs(inputs: Properties): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => /^force(Destroy|Delete)$/.test(key)));
}
