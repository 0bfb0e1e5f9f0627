import type { Cost, State, StackReport } from "../model";
import { alert, type Block, heading, html } from "./block";
import { shortType } from "../short-type";
import { SYMBOLS } from "./changes";
import type { Detail } from "./detail";
import { cappedList, shortened } from "./findings";
import { code, counted, details, list, table, text } from "./html";
import { dollars, signed } from "./overview";

/** The monthly cost before and after, with the lines of the bill that differ. */
export function costBlocks({ cost }: StackReport, detail: Detail): readonly Block[] {
  if (cost === undefined) return [];
  const { before, after, lines, unpriced, priceRegion, pricesAsOf } = cost;
  const rows = [
    ...lines.slice(0, detail.maxRows).map(({ what, beforeUsd, afterUsd }) => amountRow(what, beforeUsd, afterUsd)),
    amountRow("Fixed, a month", before?.fixedUsd, after.fixedUsd),
    ...(after.usageUsd > 0 || (before?.usageUsd ?? 0) > 0
      ? [amountRow("Assumed usage, a month", before?.usageUsd, after.usageUsd)]
      : []),
  ];
  return [
    html(
      details(
        `<b>Cost</b>: ${costSentence(cost)}`,
        [
          table(["", "Before", "After", "Difference"], rows),
          `<p>${priceRegion === undefined ? "List prices" : `List prices of ${text(priceRegion)}`} as of ${text(pricesAsOf)}. No price is known for: ${unpriced.length === 0 ? "nothing" : unpriced.map(code).join(", ")}.</p>`,
        ].join("\n"),
      ),
    ),
  ];
}

function costSentence({ before, after }: Cost): string {
  const now = `${text(dollars(after.fixedUsd))} a month fixed`;
  if (before === undefined) return now;
  const difference = after.fixedUsd - before.fixedUsd;
  return Math.abs(difference) < 0.005 ? `${now}, as before` : `${now}, ${text(signed(difference))}`;
}

function amountRow(what: string, before: number | undefined, after: number): readonly string[] {
  return [
    text(what),
    before === undefined ? "" : text(dollars(before)),
    text(dollars(after)),
    before === undefined ? "" : text(signed(after - before)),
  ];
}

/** Differences between the state and AWS, apart from what the change does. */
export function driftBlocks({ drift }: StackReport, detail: Detail): readonly Block[] {
  if (drift.length === 0) return [];
  const rows = drift
    .slice(0, detail.maxRows)
    .map(({ kind, name, type, properties }) => [
      `${SYMBOLS[kind]} ${kind === "delete" ? "missing" : "differs"}`,
      code(name),
      code(shortType(type)),
      properties.map(({ path }) => code(path)).join(", "),
    ]);
  const more = drift.length - rows.length;
  return [
    heading(4, "Drift, which this change did not cause"),
    html(
      [
        table(["", "Resource", "Type", "Properties"], rows),
        ...(more > 0 ? [`<p>${counted(more, "more resource")}.</p>`] : []),
      ].join("\n"),
    ),
  ];
}

/** Interrupted operations and locks, on which an update would fail or create a resource twice. */
export function stateBlocks({ state }: StackReport, detail: Detail): readonly Block[] {
  if (state === undefined) return [];
  const { pendingOperations, locks } = state;
  const interrupted = pendingOperations.map(
    ({ urn, operation }) => `${text(operation)} ${code(urn.split("::").at(-1) ?? urn)}`,
  );
  return [
    ...(interrupted.length === 0
      ? []
      : [
          alert(
            "caution",
            `An update was interrupted: ${counted(interrupted.length, "operation")} may have created or deleted objects that the state does not show.`,
            cappedList(interrupted, detail.maxRows),
          ),
        ]),
    ...(locks.length === 0
      ? []
      : [alert("warning", "The stack is locked.", cappedList(locks.map(text), detail.maxRows))]),
  ];
}

/** State, fingerprint, and how to make the preview again. */
export function originBlocks(
  { state, fingerprint, commands }: StackReport,
  { maxRows, maxMessage }: Detail,
): readonly Block[] {
  const shown = commands.slice(0, maxRows).map((command) => code(shortened(command, maxMessage)));
  const facts = [
    ...(state === undefined ? [] : [stateSentence(state)]),
    ...(fingerprint === undefined ? [] : [`Fingerprint of these changes: ${code(fingerprint)}`]),
    ...(commands.length === 0 ? [] : [`Preview it yourself: ${shown.join(", then ")}`]),
  ];
  return facts.length === 0 ? [] : [html(details("State, fingerprint and commands", list(facts)))];
}

function stateSentence({ resources, updatedAt }: State): string {
  const age = updatedAt === undefined ? "" : `, last updated ${text(updatedAt)}`;
  return `State: ${counted(resources, "resource")}${age}`;
}
