import type { Metadata, ReportEvent } from "../../../tools/report/read/engine-event";

/** A value that no output may contain. */
export const CANARY = "canary-4b1d-value";

/** The form of a secret in the events of the engine. */
export const SECRET_VALUE = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};

export interface StepFixture {
  readonly op: Metadata["op"];
  readonly name: string;
  readonly type?: string;
  readonly old?: object;
  readonly now?: object;
  readonly oldOutputs?: object;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  /** Fields of the state before and after the step. */
  readonly oldState?: object;
  readonly newState?: object;
  /** Kind of difference by path. */
  readonly diff?: Readonly<Record<string, string>>;
}

const STACK = "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev";

/** The event of one step. */
export function step(fixture: StepFixture): ReportEvent {
  const {
    op,
    name,
    type = "aws:sns/topic:Topic",
    old,
    now,
    oldOutputs = {},
    diff,
    oldState,
    newState,
    ...flags
  } = fixture;
  const urn = `urn:pulumi:dev::p::${type}::${name}`;
  const state = (inputs: object, outputs: object): object => ({
    ...{ urn, type, parent: STACK, id: `${name}-id`, provider: "", inputs, outputs },
    ...flags,
  });
  const metadata = {
    ...{ op, urn, type, provider: "" },
    // The engine writes null for a state that does not exist.
    old: old === undefined ? null : { ...state(old, oldOutputs), ...oldState },
    new: now === undefined ? null : { ...state(now, {}), ...newState },
    detailedDiff:
      diff === undefined
        ? null
        : Object.fromEntries(Object.entries(diff).map(([path, diffKind]) => [path, { diffKind, inputDiff: true }])),
  } as unknown as Metadata;
  return { sequence: 0, timestamp: 0, resourcePreEvent: { metadata, planning: true } };
}

export function diagnostic(message: string, severity: "error" | "warning" = "error", urn = ""): ReportEvent {
  return { sequence: 0, timestamp: 0, diagnosticEvent: { message, severity, urn, color: "never" } };
}

export function ended(result = "succeeded"): ReportEvent {
  const summary = { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, PolicyPacks: {}, result };
  return { sequence: 0, timestamp: 0, summaryEvent: summary };
}
