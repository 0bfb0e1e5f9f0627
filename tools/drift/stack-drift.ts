import { classifyDrift, DRIFT_CLASSES, mostUrgent } from "../../domain/drift/drift-classes";
import type { Change } from "../report/model";
import { problemsOf } from "../report/problems";
import { changesOf, kindOf, mainStep, rawProperties } from "../report/read/changes";
import type { ReportEvent } from "../report/read/engine-event";
import { type Preview, PreviewReader } from "../report/read/preview";
import { segmentsOf } from "../report/read/property";
import { redactTexts } from "../report/redact-texts";
import { type DriftedProperty, type DriftedResource, type Fate, type StackDrift, stackDriftSchema } from "./model";

/** The comparison of a state with AWS, and the plan of an update that follows it. */
export interface Comparison {
  /** The preview of a refresh. */
  readonly refresh: Preview;
  /** The preview of an update that refreshes first; omitted if nothing has drifted. */
  readonly plan?: Preview | undefined;
}

/**
 * Reads the plan of an update that refreshes first. Its events have the steps of the refresh too, whose results come as
 * outputs; the steps of the update are announced before they run.
 */
export class PlanReader {
  readonly #reader = new PreviewReader();

  readonly onEvent = (event: ReportEvent): void => {
    if (event.resOutputsEvent === undefined) this.#reader.onEvent(event);
  };

  preview(...run: Parameters<PreviewReader["preview"]>): Preview {
    return this.#reader.preview(...run);
  }
}

/** The drift of one stack. No text in it contains a secret. */
export function stackDrift(
  { stack, file }: Pick<StackDrift, "stack" | "file">,
  { refresh, plan }: Comparison,
): StackDrift {
  const redactor = refresh.secrets.merge(plan?.secrets).redactor();
  const known = plan?.succeeded === true ? plan : undefined;
  const resources = changesOf(refresh, redactor).map((change) => drifted(change, known));
  resources.sort((a, b) => DRIFT_CLASSES.indexOf(a.class) - DRIFT_CLASSES.indexOf(b.class));
  const problems = refresh.succeeded ? [] : problemsOf(refresh).map(({ problem }) => problem.message);
  const isClean = resources.every((each) => each.class === "expected");
  const drift: StackDrift = {
    stack,
    file,
    outcome: refresh.succeeded ? (isClean ? "clean" : "drifted") : "failed",
    checked: resources.length + refresh.unchanged,
    resources,
    problems,
    ...(plan === undefined || known !== undefined ? {} : { fateUnknown: failureOf(plan) }),
  };
  return { ...redactTexts(stackDriftSchema, drift, redactor), stack, file };
}

function failureOf(plan: Preview): string {
  const [first] = problemsOf(plan);
  return `The preview of the program failed: ${first?.problem.message ?? "without a message"}`;
}

function drifted(change: Change, plan: Preview | undefined): DriftedResource {
  const { urn, name, type, id, component } = change;
  const facts = { urn, name, type, ...(id === undefined ? {} : { id }), component };
  if (change.kind === "delete") {
    const { class: driftClass, reason } = classifyDrift({ type });
    const fate = plan === undefined ? "unknown" : kindIn(plan, urn) === undefined ? "kept" : "reverted";
    return { ...facts, kind: "deleted", class: driftClass, reason, fate, properties: [] };
  }
  const properties = change.properties.map(({ path, before, after }): DriftedProperty => {
    const fate = fateOf(urn, path, plan);
    return {
      path,
      ...(before === undefined ? {} : { recorded: before }),
      ...(after === undefined ? {} : { actual: after }),
      ...classified(type, path, fate),
      fate,
    };
  });
  return {
    ...facts,
    kind: "changed",
    class: mostUrgent(properties.map((each) => each.class)),
    fate: urgentFate(properties),
    properties,
  };
}

/** A property that the program leaves to others is expected to change, unless it matters for security or costs. */
function classified(type: string, path: string, fate: Fate): Pick<DriftedProperty, "class" | "reason"> {
  const found = classifyDrift({ type, path });
  if (fate !== "kept" || found.class === "security" || found.class === "cost") return found;
  if (found.class === "expected") return found;
  return { class: "expected", reason: "The program ignores the property, or sets the value that AWS has." };
}

function kindIn(plan: Preview, urn: string): Change["kind"] | undefined {
  return kindOf(plan.steps.get(urn) ?? []);
}

/** What the plan does to a property: a difference of it, of a part of it, or of what contains it. */
function fateOf(urn: string, path: string, plan: Preview | undefined): Fate {
  if (plan === undefined) return "unknown";
  const steps = plan.steps.get(urn) ?? [];
  const [kind, step] = [kindOf(steps), mainStep(steps)];
  if (kind === undefined || step === undefined) return "kept";
  const planned = rawProperties(step, kind).filter((each) => overlap(each.path, path));
  if (planned.length === 0) return kind === "replace" ? "replaced" : "kept";
  return kind === "replace" ? "replaced" : "reverted";
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [segmentsOf(one), segmentsOf(other)];
  return a.every((segment, index) => index >= b.length || b[index] === segment);
}

const FATES: readonly Fate[] = ["replaced", "reverted", "kept", "unknown"];

function urgentFate(properties: readonly DriftedProperty[]): Fate {
  return FATES.find((each) => properties.some(({ fate }) => fate === each)) ?? "unknown";
}
