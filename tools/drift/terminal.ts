import pc from "picocolors";

import type { DriftClass } from "../../domain/drift/drift-classes";
import { shortType } from "../report/short-type";
import { withoutCommands } from "../report/terminal";
import type { DriftedProperty, DriftedResource, StackDrift } from "./model";
import { CLASS_TEXTS, eventText, fateText, nextSteps, verdictOf } from "./words";

const PAINT: Readonly<Record<DriftClass, (text: string) => string>> = {
  security: pc.red,
  cost: pc.magenta,
  other: pc.yellow,
  harmless: pc.cyan,
  expected: pc.dim,
};

/** The drift of one stack for a terminal. */
export function renderDrift(drift: StackDrift): string {
  const { stack, outcome, resources, problems, fateUnknown, eventsUnknown } = drift;
  const mark = { clean: pc.green("✓"), drifted: pc.yellow("!"), failed: pc.red("✗") }[outcome];
  const lines = [
    `${mark} ${pc.bold(stack)}  ${verdictOf(drift)}`,
    ...problems.map((problem) => indented(pc.red(problem), 4)),
    ...resources.flatMap(resourceLines),
    ...(fateUnknown === undefined ? [] : [indented(`What the next update does is unknown. ${fateUnknown}`, 2)]),
    ...(eventsUnknown === undefined ? [] : [indented(`Who changed the resources is unknown. ${eventsUnknown}`, 2)]),
    ...(outcome === "drifted" ? nextSteps(drift).map((step) => indented(step, 2)) : []),
  ];
  return withoutCommands(lines.join("\n"));
}

function resourceLines(resource: DriftedResource): readonly string[] {
  const { kind, name, type, properties, events, reason } = resource;
  const fate = kind === "deleted" ? `  An update with --refresh ${fateText(resource, resource)}.` : "";
  return [
    `  ${label(resource.class)}  ${pc.bold(name)}  ${pc.dim(shortType(type))}${kind === "deleted" ? "  deleted" : ""}`,
    ...(kind === "deleted" ? [indented(`${reason ?? ""}${fate}`, 6)] : []),
    ...properties.flatMap((property) => propertyLines(resource, property)),
    ...(events === undefined ? [] : eventLines(events)),
  ];
}

function propertyLines(resource: DriftedResource, property: DriftedProperty): readonly string[] {
  const { path, recorded = "none", actual = "none", reason } = property;
  const differs = property.class === resource.class ? "" : `${CLASS_TEXTS[property.class]}: `;
  return [
    indented(`${path}: ${recorded} → ${actual}`, 6),
    indented(`${differs}${reason} An update with --refresh ${fateText(resource, property)}.`, 8),
  ];
}

function eventLines(events: NonNullable<DriftedResource["events"]>): readonly string[] {
  if (events.length === 0) return [indented("CloudTrail has no write of the last 90 days except those of Pulumi.", 6)];
  return events.map((event) => indented(eventText(event), 6));
}

function label(driftClass: DriftClass): string {
  return PAINT[driftClass](CLASS_TEXTS[driftClass]);
}

function indented(text: string, spaces: number): string {
  return text.replaceAll(/^/gm, " ".repeat(spaces));
}
