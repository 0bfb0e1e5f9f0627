import { shortType } from "../report/short-type";
import { code, type Html, list, preformatted, table, text } from "../report/render/html";
import type { DriftedProperty, DriftedResource, StackDrift } from "./model";
import { CLASS_TEXTS, eventText, fateText, nextSteps, verdictOf } from "./words";

/** Characters of an issue at GitHub. */
const LONGEST = 65_000;

/** The drift of one stack, for an issue or for the summary of a job. */
export function renderMarkdown(drift: StackDrift): string {
  const { stack, file, problems, resources, fateUnknown, eventsUnknown } = drift;
  const parts = [
    `### Drift of ${code(stack)} (${code(file)})`,
    text(verdictOf(drift)),
    ...problems.map(preformatted),
    ...resourceTable(resources, LONGEST),
    ...(fateUnknown === undefined ? [] : [text(`What the next update does is unknown. ${fateUnknown}`)]),
    ...(eventsUnknown === undefined ? [] : [text(`Who changed the resources is unknown. ${eventsUnknown}`)]),
    ...(drift.outcome === "drifted" ? [list(nextSteps(drift).map(stepHtml))] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** As many rows as an issue can have: the most urgent ones come first. */
function resourceTable(resources: readonly DriftedResource[], longest: number): readonly Html[] {
  if (resources.length === 0) return [];
  const rows = resources.flatMap(rowsOf);
  const head = ["Class", "Resource", "Difference (state → AWS)", "An update with <code>--refresh</code>", "Writes"];
  let length = 0;
  const shown = rows.filter((row) => (length += row.join("").length + row.length * 10) < longest - 5_000);
  const left = rows.length - shown.length;
  return [table(head, shown), ...(left === 0 ? [] : [`${left} more differences are in the log of the run.`])];
}

function rowsOf(resource: DriftedResource): readonly (readonly Html[])[] {
  const { name, type, kind, properties, reason = "" } = resource;
  const subject = `${code(name)}<br>${code(shortType(type))}`;
  const writes = writesOf(resource);
  if (kind === "deleted") {
    return [
      [
        text(CLASS_TEXTS[resource.class]),
        subject,
        `deleted. ${text(reason)}`,
        text(fateText(resource, resource)),
        writes,
      ],
    ];
  }
  return properties.map((property, index) => [
    text(CLASS_TEXTS[property.class]),
    subject,
    `${difference(property)}<br>${text(property.reason)}`,
    text(fateText(resource, property)),
    index === 0 ? writes : "",
  ]);
}

function difference({ path, recorded, actual }: DriftedProperty): Html {
  const value = (shown: string | undefined): Html => (shown === undefined ? "none" : code(shown));
  return `${code(path)}: ${value(recorded)} → ${value(actual)}`;
}

function writesOf({ events }: DriftedResource): Html {
  if (events === undefined) return "";
  return events.length === 0
    ? "none except those of Pulumi"
    : events.map((event) => text(eventText(event))).join("<br>");
}

function stepHtml(step: string): Html {
  const [what = "", command] = step.split(/(?<=:) (?=npm run)/);
  return command === undefined ? text(what) : `${text(what)} ${code(command)}`;
}
