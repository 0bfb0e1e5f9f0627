import { isDeepStrictEqual } from "node:util";

import { isStateful } from "../../../domain/stateful-types";
import { type Change, CHANGE_KINDS, type ChangeKind, type PropertyChange } from "../model";
import { type Metadata, type Properties, SECRET } from "./engine-event";
import { optionChanges } from "./options";
import { logicalName, type Preview } from "./preview";
import { isBookkeeping, segmentsOf, textsOf, valueAt } from "./property";
import { isSecretKey } from "./secret-forms";
import type { Redactor } from "./secrets";
import { ancestors, tierOf } from "./tier";

type Steps = readonly Metadata[];

/** One change for each resource, the most disruptive first. */
export function changesOf(preview: Preview, redactor: Redactor): Change[] {
  const changes = [...preview.steps].flatMap(([urn, steps]) => changeOf(urn, steps, preview, redactor) ?? []);
  return changes.sort(
    (a, b) =>
      CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
      a.component.localeCompare(b.component) ||
      a.name.localeCompare(b.name) ||
      a.urn.localeCompare(b.urn),
  );
}

function changeOf(urn: string, steps: Steps, { parents }: Preview, redactor: Redactor): Change | undefined {
  const kind = kindOf(steps);
  const step = mainStep(steps);
  if (kind === undefined || step === undefined) return undefined;
  const { type, old, new: now } = step;
  const id = old?.id ?? "";
  const tier = tierOf(urn, type, parents);
  return {
    kind,
    urn,
    name: logicalName(urn),
    type,
    component: componentOf(urn, parents),
    ...(tier === undefined ? {} : { tier }),
    ...(id === "" ? {} : { id }),
    // Pulumi looks at the state, and not at the program, before it deletes a resource.
    isProtected: (kind === "create" ? now?.protect : old?.protect) === true,
    isStateful: isStateful(type),
    isRetained: kind === "delete" && old?.retainOnDelete === true,
    properties: propertiesOf(step, kind, redactor),
  };
}

/** What the steps of one resource amount to; undefined if they only repeat what the state has. */
export function kindOf(steps: Steps): ChangeKind | undefined {
  const ops = steps.map(({ op }) => op);
  if (ops.some((op) => op === "replace" || op === "create-replacement" || op === "import-replacement"))
    return "replace";
  // A replaced resource whose deletion an earlier update did not finish.
  if (ops.includes("delete") || ops.includes("delete-replaced")) return "delete";
  if (ops.includes("update")) return "update";
  return ops.includes("create") || ops.includes("import") ? "create" : undefined;
}

/** The step that has the differences. */
export function mainStep(steps: Steps): Metadata | undefined {
  return steps.find(({ op }) => op === "replace") ?? steps.find(({ op }) => op !== "delete-replaced") ?? steps[0];
}

/** The component directly below the stack. */
export function componentOf(urn: string, parents: ReadonlyMap<string, string>): string {
  const above = ancestors(urn, parents).filter((each) => !each.includes("::pulumi:pulumi:Stack::"));
  return above.length === 0 ? "stack" : logicalName(above.at(-1) ?? "");
}

/** The difference of one property, with its values as the engine reports them. */
export interface RawProperty {
  readonly path: string;
  readonly kind: PropertyChange["kind"];
  readonly replaces: boolean;
  readonly before: unknown;
  readonly after: unknown;
}

/** Differences in an update or replacement, of properties and of options, sorted by path. */
export function rawProperties(step: Metadata, kind: ChangeKind): readonly RawProperty[] {
  if (kind === "create" || kind === "delete") return [];
  const detailed = Object.entries(step.detailedDiff ?? {});
  const [diffs, keys] = [step.diffs ?? [], step.keys ?? []];
  const properties =
    detailed.length > 0
      ? detailed.map(([path, { diffKind, inputDiff }]) => ({
          path,
          kind: diffKind.replace("-replace", "") as PropertyChange["kind"],
          replaces: diffKind.endsWith("-replace"),
          ...valuesOf(step, path, inputDiff),
        }))
      : [...new Set(diffs.length + keys.length > 0 ? [...diffs, ...keys] : differingInputs(step))].map((path) => ({
          path,
          kind: "update" as const,
          replaces: keys.includes(path),
          ...valuesOf(step, path, true),
        }));
  const options = optionChanges(step).map((option) => ({ ...option, kind: "update" as const, replaces: false }));
  return [...properties.filter(({ path }) => !isBookkeeping(path)), ...options].sort((a, b) =>
    a.path.localeCompare(b.path, "en", { numeric: true }),
  );
}

/** Top-level inputs that differ, for a provider that does not say what does. */
function differingInputs({ old, new: now }: Metadata): readonly string[] {
  const [before, after]: readonly Properties[] = [old?.inputs ?? {}, now?.inputs ?? {}];
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return keys.filter((key) => !isDeepStrictEqual(before?.[key], after?.[key]));
}

/**
 * A refresh compares what the state and AWS have, a preview what the state and the program have. Outputs of a previewed
 * update are not known.
 */
function valuesOf(
  { old, new: now, type }: Metadata,
  path: string,
  inputDiff: boolean,
): Pick<RawProperty, "before" | "after"> {
  const before = valueAt(inputDiff ? old?.inputs : old?.outputs, path) ?? valueAt(old?.outputs, path);
  const after = valueAt(now?.inputs, path) ?? (inputDiff ? undefined : valueAt(now?.outputs, path));
  const states = [old?.inputs, old?.outputs, now?.inputs, now?.outputs];
  const isSecret =
    states.some((state) => valueAt(state, path) === SECRET) ||
    segmentsOf(path).some((segment) => isSecretKey(segment, type));
  const hide = (value: unknown): unknown =>
    isSecret && value !== undefined && typeof value !== "boolean" ? SECRET : value;
  return { before: hide(before), after: hide(after) };
}

function propertiesOf(step: Metadata, kind: ChangeKind, redactor: Redactor): PropertyChange[] {
  return rawProperties(step, kind).map(({ path, kind: change, replaces, before, after }) => ({
    path,
    kind: change,
    replaces,
    ...textsOf(change === "add" ? undefined : before, change === "delete" ? undefined : after, redactor),
  }));
}
