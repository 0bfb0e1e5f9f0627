import type { Notice, Problem, StackReport } from "../model";
import { alert, type Block } from "./block";
import type { Detail } from "./detail";
import { code, counted, type Html, list, preformatted, sentence } from "./html";

/** Errors that ended the preview, each with its likely cause and the next step. */
export function problemBlocks(report: StackReport, detail: Detail): readonly Block[] {
  const { problems } = report;
  if (problems.length === 0) return [];
  const shown = problems.slice(0, detail.maxRows).map((problem) => describeProblem(problem, detail));
  const more = problems.length - shown.length;
  return [
    alert(
      "caution",
      titleOf(report),
      [...shown, ...(more > 0 ? [`<p>${counted(more, "more error")}.</p>`] : [])].join("\n"),
    ),
  ];
}

function titleOf({ problems, outcome }: StackReport): string {
  if (outcome === "invalid") return "The stack file is invalid, so nothing was previewed.";
  return outcome === "refused" && problems.some(({ code: errorCode = "" }) => errorCode.startsWith("transitions/"))
    ? "The change of the stack file is refused, so nothing was previewed."
    : `The preview ended with ${counted(problems.length, "error")}.`;
}

function describeProblem({ message, code: errorCode, cause, nextStep }: Problem, { maxMessage }: Detail): Html {
  return [
    preformatted(shortened(message, maxMessage)),
    ...(errorCode === undefined ? [] : [`<p>Error code: ${code(errorCode)}</p>`]),
    ...(cause === undefined ? [] : [`<p><b>Likely cause</b>: ${sentence(cause)}</p>`]),
    ...(nextStep === undefined ? [] : [`<p><b>Next step</b>: ${sentence(nextStep)}</p>`]),
  ].join("\n");
}

export function shortened(message: string, maxLength: number): string {
  return message.length <= maxLength ? message : `${message.slice(0, maxLength)} …`;
}

/** Deletions and replacements over a limit, and those of data that a limit allows. */
export function dangerBlocks({ limits, changes }: StackReport, detail: Detail): readonly Block[] {
  const removed = changes.filter(({ kind, isStateful }) => isStateful && (kind === "delete" || kind === "replace"));
  const refused = new Set(limits.map(({ urn }) => urn));
  const allowed = removed.filter(({ urn }) => !refused.has(urn));
  const labels = [...new Set(limits.map(({ allowedBy }) => allowedBy))];
  return [
    ...(limits.length === 0
      ? []
      : [
          alert(
            "caution",
            `${counted(limits.length, "change")} over a limit. The label ${labels.map(code).join(" or ")} on the pull request allows ${limits.length === 1 ? "it" : "them"}.`,
            cappedList(
              limits.map(({ text: reason }) => sentence(reason)),
              detail.maxRows,
            ),
          ),
        ]),
    ...(allowed.length === 0
      ? []
      : [
          alert(
            "caution",
            `${counted(allowed.length, "resource")} that ${allowed.length === 1 ? "holds" : "hold"} data will be deleted or replaced.`,
            cappedList(
              allowed.map(
                ({ kind, name, isProtected, isRetained }) =>
                  `${kind} ${code(name)}${isProtected ? ": protected, so the update is refused" : ""}${isRetained ? ": the object stays at AWS" : ""}`,
              ),
              detail.maxRows,
            ),
          ),
        ]),
  ];
}

const NOTICE_TITLES: Readonly<Record<Notice["kind"], string>> = {
  "iam-widened": "Wider permissions",
  "public-exposure": "Public exposure",
  effect: "Effect",
};

/** Wider permissions, public exposure, and what an edit does beyond its own resource: one line each. */
export function noticeBlocks({ notices }: StackReport, detail: Detail): readonly Block[] {
  if (notices.length === 0) return [];
  const kinds = Object.keys(NOTICE_TITLES) as Notice["kind"][];
  const sorted = [...notices].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const lines = sorted.map(
    ({ kind, resource, text: said }) =>
      `<b>${NOTICE_TITLES[kind]}</b>${resource === "" ? "" : ` ${code(resource)}`}: ${sentence(shortened(said, detail.maxMessage))}`,
  );
  return [alert("warning", "Read these before you approve.", cappedList(lines, detail.maxRows))];
}

export function cappedList(items: readonly Html[], maxItems: number): Html {
  if (items.length <= maxItems) return list(items);
  return list([...items.slice(0, maxItems), `and ${(items.length - maxItems).toLocaleString("en")} more`]);
}
