import { readFile } from "node:fs/promises";

import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** The policies that ran for a resource, or for the stack. The SDK's type of events lacks these. */
interface PolicySummaryEvent {
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** An event of the engine with what a report reads, from the Automation API or from a line of an event log. */
export type ReportEvent = Omit<EngineEvent, "summaryEvent"> & {
  readonly policyAnalyzeSummaryEvent?: PolicySummaryEvent;
  readonly policyAnalyzeStackSummaryEvent?: PolicySummaryEvent;
  readonly summaryEvent?: { readonly result?: string; readonly maybeCorrupt?: boolean };
};

export type Metadata = StepEventMetadata;
export type Properties = Readonly<Record<string, unknown>>;

/** With this text the engine replaces secret values in events. */
export const SECRET = "[secret]";

/** Marks an object that represents another value: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN_OUTPUT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A step in which secrets are `[secret]`, and unknown outputs are unknown values. */
export function plainStep(step: Metadata): Metadata {
  const plainState = (state: Metadata["old"]): Metadata["old"] =>
    // The engine writes null for a state that does not exist.
    state && { ...state, inputs: plainProperties(state.inputs), outputs: plainProperties(state.outputs) };
  const [old, now] = [plainState(step.old), plainState(step.new)];
  return { ...step, ...(old ? { old } : { old: undefined }), ...(now ? { new: now } : { new: undefined }) } as Metadata;
}

function plainProperties(properties: Properties | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties ?? {}).map(([key, value]) => [key, plain(value)]));
}

function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const object = value as Properties;
  if (object[SIGNATURE] === SECRET_SIGNATURE) return SECRET;
  if (object[SIGNATURE] === OUTPUT_SIGNATURE)
    return object["secret"] === true ? SECRET : (object["value"] ?? UNKNOWN_OUTPUT);
  return plainProperties(object);
}

/** Reads the log that `pulumi … --event-log <file>` writes: a JSON object in each line. */
export async function readEventLog(file: string): Promise<readonly ReportEvent[]> {
  return parseEventLog(await readFile(file, "utf8"));
}

/** A process that was killed leaves an incomplete last line. */
export function parseEventLog(text: string): readonly ReportEvent[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.flatMap((line, index) => {
    try {
      return [JSON.parse(line) as ReportEvent];
    } catch (error) {
      if (index === lines.length - 1) return [];
      throw error;
    }
  });
}
