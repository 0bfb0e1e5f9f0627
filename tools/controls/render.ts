import { renderListing } from "../inventory/render";
import { printPage } from "../report/render/page";
import { heading, html } from "../report/render/block";
import { plainTable, wrap } from "../terminal/table";
import { code, details, sentence, table, text } from "../report/render/html";
import type { FORMATS } from "./command";
import { type Evidence, VERDICTS } from "./evidence";

type Format = (typeof FORMATS)[number];

/** Most names of resources in one cell of a table for people. */
const MAX_NAMES = 6;

/** Width of the column with the IDs of controls on a terminal. */
const ID_COLUMNS = 22;
/** Space before each of the two columns. */
const GAPS = 4;

/**
 * Prints the verdicts, those that need attention first.
 *
 * @param chosen the controls to print
 * @param all the controls to count
 * @param columns of the terminal
 */
export function render(
  stack: string,
  chosen: readonly Evidence[],
  all: readonly Evidence[],
  format: Format,
  columns: number,
): string {
  const sorted = [...chosen].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  const summary = `Controls of stack ${stack}: ${countsOf(all)}.`;
  if (format === "html") return page(stack, summary, sorted);
  if (format === "table") return [summary, ...sections(sorted, columns)].join("\n\n");
  return renderListing(
    {
      rows: sorted,
      columns: [
        { title: "Control", cell: ({ control }) => control },
        { title: "Framework", cell: ({ framework }) => framework },
        { title: "Verdict", cell: ({ verdict }) => verdict },
        { title: "Title", cell: ({ title }) => title },
        { title: "Rules", cell: ({ rules }) => rules.join(" ") },
        { title: "Resources", cell: ({ resources }) => resources.join(" ") },
        { title: "Reason", cell: ({ reason = "" }) => reason },
        { title: "Cost", cell: ({ cost = "" }) => cost },
        { title: "Link", cell: ({ link }) => link },
      ],
      summary,
    },
    format,
  );
}

/** A section for each verdict. Controls of one requirement share a row, and each row has the reason unless it is met. */
function sections(sorted: readonly Evidence[], columns: number): readonly string[] {
  return [...Map.groupBy(sorted, ({ verdict }) => verdict)].map(([verdict, all]) => {
    const alike = Map.groupBy(all, ({ title, reason, resources }) => JSON.stringify([title, reason, resources]));
    const rows = [...alike.values()].map((controls) => [
      wrap(controls.map(({ control }) => control).join(", "), ID_COLUMNS),
      controls
        .slice(0, 1)
        .flatMap(lines)
        .map((line) => wrap(line, columns - ID_COLUMNS - GAPS))
        .join("\n"),
    ]);
    return `${verdict.toUpperCase()}\n${plainTable(rows)}`;
  });
}

function lines({ title, verdict, reason, rules, resources, excepted }: Evidence): readonly string[] {
  if (reason === undefined) return [title];
  return [
    title,
    reason,
    ...(resources.length > 0 ? [`Resources: ${someOf(resources).join(", ")}`] : []),
    ...(verdict !== "excepted" && excepted.length > 0 ? [`Excepted: ${someOf(excepted).join(", ")}`] : []),
    ...(resources.length > 0 && rules.length > 0 ? [`Rules: ${rules.join(", ")}`] : []),
  ];
}

function someOf(names: readonly string[]): readonly string[] {
  const more = names.length - MAX_NAMES;
  return [...names.slice(0, MAX_NAMES), ...(more > 0 ? [`${more} more`] : [])];
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
