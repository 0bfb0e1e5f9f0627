import { renderListing } from "../inventory/render";
import { printPage } from "../report/render/page";
import { heading, html } from "../report/render/block";
import { code, details, sentence, table, text } from "../report/render/html";
import type { FORMATS } from "./command";
import { type Evidence, VERDICTS } from "./evidence";

type Format = (typeof FORMATS)[number];

/** Most names of resources in one cell of a table for people. */
const MAX_NAMES = 6;

/**
 * Prints the verdicts, those that need attention first.
 *
 * @param chosen the controls to print
 * @param all the controls to count
 */
export function render(stack: string, chosen: readonly Evidence[], all: readonly Evidence[], format: Format): string {
  const sorted = [...chosen].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  const summary = `Controls of stack ${stack}: ${countsOf(all)}.`;
  if (format === "html") return page(stack, summary, sorted);
  return renderListing(
    {
      rows: sorted,
      columns: [
        { title: "Control", cell: ({ control }) => control },
        { title: "Framework", cell: ({ framework }) => framework, isWide: true },
        { title: "Verdict", cell: ({ verdict }) => verdict },
        { title: "Title", cell: ({ title }) => title },
        { title: "Rules", cell: ({ rules }) => rules.join(" ") },
        { title: "Resources", cell: ({ resources }) => resources.join(" "), isWide: true },
        { title: "Reason", cell: ({ reason = "" }) => reason, isWide: true },
        { title: "Cost", cell: ({ cost = "" }) => cost, isWide: true },
        { title: "Link", cell: ({ link }) => link, isWide: true },
      ],
      summary,
    },
    format,
  );
}

/** `3 failing, 180 met` */
function countsOf(evidence: readonly Evidence[]): string {
  return VERDICTS.map((verdict) => [verdict, evidence.filter((each) => each.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(", ");
}

function page(stack: string, summary: string, evidence: readonly Evidence[]): string {
  const byFramework = [...Map.groupBy(evidence, ({ framework }) => framework)];
  return printPage(`Controls of ${stack}`, [
    heading(2, text(`Controls of ${stack}`)),
    html(`<p>${text(summary)}</p>`),
    ...byFramework.map(([framework, all]) =>
      html(details(`<b>${text(framework)}</b>: ${text(countsOf(all))}`, evidenceTable(all), true)),
    ),
  ]);
}

function evidenceTable(evidence: readonly Evidence[]): string {
  return table(
    ["Control", "Verdict", "Title", "Rules", "Resources", "Reason"],
    evidence.map(({ control, link, verdict, title, rules, resources, reason = "", cost }) => [
      `<a href="${text(link)}">${text(control)}</a>`,
      verdict === "failing" ? `<b>${text(verdict)}</b>` : text(verdict),
      text(cost === undefined ? title : `${title} (${cost})`),
      rules.map(code).join(", "),
      [
        ...resources.slice(0, MAX_NAMES).map(code),
        ...(resources.length > MAX_NAMES ? [`and ${resources.length - MAX_NAMES} more`] : []),
      ].join(", "),
      sentence(reason),
    ]),
  );
}
