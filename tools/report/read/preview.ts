import { stripVTControlCharacters } from "node:util";

import type { StackResource } from "../../../domain/tags/tag-reach";
import { withUnknown } from "../../../domain/tags/tag-values";
import { readMessage } from "../../../policy/message";
import type { PolicyFinding } from "../model";
import { type Metadata, plainStep, type ReportEvent } from "./engine-event";
import { optionChanges } from "./options";
import { isUnknownValue } from "./property";
import { isChangedProvider } from "./providers";
import { SecretValues } from "./secrets";

/** What the events of one preview say, before they are put into words. */
export interface Preview {
  readonly succeeded: boolean;
  /** The steps of each resource that changes: up to three for a replacement. */
  readonly steps: ReadonlyMap<string, readonly Metadata[]>;
  /** The parent of each resource, changed or not. */
  readonly parents: ReadonlyMap<string, string>;
  /** The resources and providers of the stack after the update. */
  readonly resources: readonly StackResource[];
  /** Number of resources at AWS or in the cluster without changes. */
  readonly unchanged: number;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
  readonly policy: readonly PolicyFinding[];
  /** Names of the policies that ran. */
  readonly policyRules: ReadonlySet<string>;
  readonly secrets: SecretValues;
}

/** The result of the engine, apart from its events. */
export interface Run {
  readonly succeeded: boolean;
  readonly errors: readonly string[];
}

export interface Diagnostic {
  /** Empty for a message about no resource. */
  readonly urn: string;
  readonly message: string;
}

/** Operations that change nothing. */
const READ_ONLY: ReadonlySet<string> = new Set([
  "same",
  "read",
  "refresh",
  "discard",
  "read-discard",
  "read-replacement",
]);

/** Whether the type is that of an object at AWS or in the cluster. Components, providers and the stack itself are not. */
export function isResourceType(type: string): boolean {
  return !/^(groundwork|awsx|pulumi):/.test(type);
}

export function logicalName(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** Reads the events of one preview as they come, and keeps only what a report needs. */
export class PreviewReader {
  readonly #steps = new Map<string, Map<string, Metadata>>();
  readonly #parents = new Map<string, string>();
  readonly #resources = new Map<string, StackResource>();
  readonly #unchanged = new Set<string>();
  readonly #errors = new Map<string, Diagnostic>();
  readonly #warnings = new Map<string, Diagnostic>();
  readonly #policy = new Map<string, PolicyFinding>();
  readonly #policyRules = new Set<string>();
  readonly #secrets = new SecretValues();
  #result: string | undefined;

  readonly onEvent = (event: ReportEvent): void => {
    const metadata = event.resourcePreEvent?.metadata ?? event.resOutputsEvent?.metadata;
    if (metadata !== undefined) this.#readStep(plainStep(metadata));
    if (event.diagnosticEvent !== undefined) this.#readDiagnostic(event.diagnosticEvent);
    if (event.policyEvent !== undefined) this.#readPolicy(event.policyEvent);
    const policies = event.policyAnalyzeSummaryEvent ?? event.policyAnalyzeStackSummaryEvent;
    for (const rule of [...(policies?.passed ?? []), ...(policies?.failed ?? [])]) this.#policyRules.add(rule);
    if (event.summaryEvent !== undefined) this.#result = event.summaryEvent.result ?? "succeeded";
  };

  /** @param run what the caller of the engine knows; by default, what the last event says */
  preview({ succeeded, errors = [] }: Partial<Run> = { succeeded: this.#result === "succeeded" }): Preview {
    const reported = [...this.#errors.values()];
    this.#secrets.collectRenamed([...this.#steps.values()].flatMap((steps) => [...steps.values()]));
    return {
      succeeded: succeeded === true && reported.length === 0,
      steps: new Map([...this.#steps].map(([urn, steps]) => [urn, [...steps.values()]])),
      parents: this.#parents,
      resources: [...this.#resources.values()],
      unchanged: [...this.#unchanged].filter((urn) => !this.#steps.has(urn)).length,
      // The engine reports no event of an error that prevents its start.
      errors: reported.length > 0 ? reported : errors.map((message) => ({ urn: "", message: plainText(message) })),
      warnings: [...this.#warnings.values()],
      policy: [...this.#policy.values()],
      policyRules: this.#policyRules,
      secrets: this.#secrets,
    };
  }

  #readStep(metadata: Metadata): void {
    const { urn, type, op } = metadata;
    const state = metadata.new ?? metadata.old;
    if (state !== undefined) this.#parents.set(urn, state.parent);
    if (metadata.new !== undefined && op !== "read") {
      const { inputs, outputs } = metadata.new;
      const props = withUnknown({ ...inputs, ...outputs }, isUnknownValue);
      this.#resources.set(urn, { name: logicalName(urn), type, props });
    }
    this.#secrets.collect(metadata);
    if (!isResourceType(type) && !isChangedProvider(metadata)) return;
    const changesOptions = op === "same" && optionChanges(metadata).length > 0;
    if (READ_ONLY.has(op) && !changesOptions) {
      if (op === "same") this.#unchanged.add(urn);
      return;
    }
    const steps = this.#steps.get(urn) ?? new Map<string, Metadata>();
    // An earlier update that failed can have left several objects of one resource to delete.
    steps.set(`${op} ${metadata.old?.id ?? ""}`, changesOptions ? { ...metadata, op: "update" } : metadata);
    this.#steps.set(urn, steps);
  }

  #readDiagnostic({ urn = "", message, severity }: NonNullable<ReportEvent["diagnosticEvent"]>): void {
    if (severity !== "error" && severity !== "warning") return;
    const text = plainText(message);
    // The engine reports an error of the program once for the program and once for the update.
    const diagnostics = severity === "error" ? this.#errors : this.#warnings;
    if (text !== "" && !diagnostics.has(text)) diagnostics.set(text, { urn, message: text });
  }

  #readPolicy({
    resourceUrn = "",
    policyName,
    enforcementLevel,
    message,
  }: NonNullable<ReportEvent["policyEvent"]>): void {
    const { status, finding, waiver, details } = readMessage(plainText(message));
    const level = enforcementLevel === "mandatory" ? "mandatory" : "advisory";
    this.#policy.set([resourceUrn, policyName, message].join("|"), {
      rule: policyName,
      level: status === "violation" ? level : status,
      resource: logicalName(resourceUrn),
      message: finding,
      ...(waiver === undefined ? {} : { waiver }),
      // The comment of a pull request has no room for those of findings that stop nothing.
      ...(status === "violation" && level === "mandatory" && details.length > 0 ? { details: [...details] } : {}),
    });
  }
}

/** Reads all events of a preview at once. */
export function readPreview(events: Iterable<ReportEvent>, run?: Run): Preview {
  const reader = new PreviewReader();
  for (const event of events) reader.onEvent(event);
  return reader.preview(run);
}

/** Removes colours from a message, as the engine marks them (`<{%fg 1%}>`) and as terminals do, and carriage returns. */
function plainText(message: string): string {
  const text = stripVTControlCharacters(message.replace(/<\{%.*?%\}>/g, ""));
  return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").trim();
}
