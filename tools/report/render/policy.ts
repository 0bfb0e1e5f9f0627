import type { PolicyFinding, StackReport } from "../model";
import { alert, type Block, heading, html } from "./block";
import type { Detail } from "./detail";
import { cappedList, shortened } from "./findings";
import { code, counted, details, type Html, sentence, table } from "./html";

/** Most resources that one row names. */
const MAX_RESOURCES = 10;

/** Findings that refuse the change, and those that it causes: its author can act on them. */
export function policyBlocks({ policy }: StackReport, detail: Detail): readonly Block[] {
  const refusing = policy.filter(({ level }) => level === "mandatory");
  const caused = policy.filter(({ level, isNew }) => level !== "mandatory" && isNew === true);
  return [
    ...(refusing.length === 0
      ? []
      : [
          alert(
            "caution",
            `${counted(refusing.length, "finding")} of mandatory policy rules, which refuse the update.`,
            cappedList(
              grouped(refusing).map(
                (same) =>
                  `${code(same[0].rule)}: ${messageOf(same[0], detail)} ${newMark(same[0])}${resourcesOf(same, detail)}${explanationOf(same)}`,
              ),
              detail.maxRows,
            ),
          ),
        ]),
    ...(caused.length === 0 ? [] : [heading(4, "Policy findings of this change"), html(findingsTable(caused, detail))]),
  ];
}

/** Findings that the stack had before the change. */
export function otherPolicyBlocks({ policy }: StackReport, detail: Detail): readonly Block[] {
  const others = policy.filter(({ level, isNew }) => level !== "mandatory" && isNew !== true);
  if (others.length === 0) return [];
  return [html(details(counted(others.length, "other policy finding"), findingsTable(others, detail)))];
}

function findingsTable(findings: readonly PolicyFinding[], detail: Detail): Html {
  const groups = grouped(findings);
  const more = groups.length - Math.min(groups.length, detail.maxRows);
  const rows = groups
    .slice(0, detail.maxRows)
    .map((same) => [same[0].level, code(same[0].rule), messageOf(same[0], detail), resourcesOf(same, detail)]);
  return [
    table(["Level", "Rule", "Finding", "Resources"], rows),
    ...(more > 0 ? [`<p>${counted(more, "more finding")}.</p>`] : []),
  ].join("\n");
}

type Group = readonly [PolicyFinding, ...PolicyFinding[]];

/** The findings of one rule with the same text, the most frequent last: a rule about every resource hides the others. */
function grouped(findings: readonly PolicyFinding[]): readonly Group[] {
  const groups = Map.groupBy(findings, ({ level, rule, message, waiver = "", isNew }) =>
    [level, rule, message, waiver, String(isNew)].join("|"),
  );
  return ([...groups.values()] as unknown as Group[]).sort((a, b) => a.length - b.length);
}

function messageOf({ message, waiver }: PolicyFinding, { maxMessage }: Detail): Html {
  return sentence(shortened(waiver === undefined ? message : `${message}. ${waiver}`, maxMessage));
}

/** Why the rule exists, and how to fix or waive the violation. The line for the waivers file names one resource. */
function explanationOf([{ details: lines = [] }]: Group): Html {
  return lines.map((line) => `<br>${sentence(line)}`).join("");
}

function newMark({ isNew }: PolicyFinding): Html {
  return isNew === true ? "<b>New</b>: " : "";
}

function resourcesOf(same: Group, { maxRows }: Detail): Html {
  const names = [...new Set(same.map(({ resource }) => resource))];
  const shown = names.slice(0, Math.min(MAX_RESOURCES, maxRows));
  const more = names.length - shown.length;
  return `${shown.map(code).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
