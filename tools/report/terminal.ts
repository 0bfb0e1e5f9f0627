import pc from "picocolors";

import { plainTable } from "../terminal/table";
import { alike, type Alike, type Described } from "./alike";
import { CHANGE_KINDS, type ChangeKind, type StackReport } from "./model";
import { shortType } from "./short-type";

const PAINTED: Readonly<Record<ChangeKind, string>> = {
  replace: pc.magenta("±"),
  delete: pc.red("-"),
  update: pc.yellow("~"),
  create: pc.green("+"),
};

/** Exit codes of a command that reports changes. */
export const EXIT = { unchanged: 0, failed: 1, changed: 7 } as const;

/** The exit code for several stacks: one is refused or failed, or else one changes. */
export function exitCodeOf(stacks: readonly Pick<StackReport, "outcome">[]): number {
  const outcomes = new Set(stacks.map(({ outcome }) => outcome));
  if (["refused", "failed", "invalid"].some((outcome) => outcomes.has(outcome as StackReport["outcome"]))) {
    return EXIT.failed;
  }
  return outcomes.has("changed") ? EXIT.changed : EXIT.unchanged;
}

/** The report of one stack for a terminal: each change in a line, then what refuses it. */
export function renderStack(report: StackReport, since?: string): string {
  const { changes, drift, problems, policy, limits, notices, counts } = report;
  const suffix = since === undefined ? "" : ` since ${since}`;
  const violations = policy.filter(({ level }) => level === "mandatory");
  const lines = [
    ...(changes.length === 0 ? [] : [changeTable(changes)]),
    ...(problems.length > 0 ? [] : [verdict(report, suffix)]),
    ...(drift.length === 0 ? [] : [`  ${pc.yellow("!")} drift, before this change:`, changeTable(drift)]),
    ...notices.map(({ resource, text }) => `  ${pc.yellow("!")} ${resource === "" ? "" : `${resource}: `}${text}`),
    ...limits.map(({ text, allowedBy }) => refusal(`${text} The label ${allowedBy} allows it.`)),
    ...violations.map(({ rule, resource, message, details = [] }) =>
      refusal([`${rule}: ${resource}: ${message}`, ...details].join("\n")),
    ),
    ...policy
      .filter(({ level, isNew }) => level !== "mandatory" && isNew === true)
      .map(({ rule, level, resource, message }) => `  ${pc.yellow("!")} ${rule} (${level}): ${resource}: ${message}`),
    ...problems.flatMap(({ message, nextStep }) => [
      refusal(message),
      ...(nextStep === undefined ? [] : [`    ${nextStep}`]),
    ]),
    ...(changes.length > 0 && problems.length > 0
      ? [pc.dim(`    ${countsText(counts)} in the incomplete preview`)]
      : []),
  ];
  return withoutCommands(lines.join("\n"));
}

/**
 * A runner of workflows executes what a step prints in the form of a command, `::name::value` at the start of a line or
 * `##[name]`, with or without a colour before it. No text of a provider or of the program may look so: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommands(printed: string): string {
  return printed.replaceAll(/^((?:\u001b\[\d+m|[^\S\n])*):(?=:)/gm, "$1: ").replaceAll("##[", "## [");
}

function verdict({ changes, counts }: StackReport, suffix: string): string {
  if (changes.length === 0) return `  ${pc.green("✓")} no changes${suffix}: ${counts.unchanged} unchanged`;
  return `  ${changes.length === 1 ? "1 change" : `${changes.length} changes`}${suffix}: ${countsText(counts)}`;
}

function countsText(counts: StackReport["counts"]): string {
  return CHANGE_KINDS.map((kind) => `${counts[kind]} to ${kind}`).join(", ");
}

function changeTable(changes: StackReport["changes"]): string {
  const described = changes.map((change) => ({
    change,
    properties: change.properties
      .filter(({ replaces }) => change.kind !== "replace" || replaces)
      .map(({ path }) => path)
      .join(", "),
  }));
  // Updates are listed one by one, because nothing else on the terminal names their resources.
  const lines = alike(described).flatMap((same): readonly Alike<Described>[] =>
    same[0].change.kind === "update" ? same.map((each): Alike<Described> => [each]) : [same],
  );
  const rows = lines.map(([{ change: first, properties }, ...others]) => [
    `${PAINTED[first.kind]} ${first.kind}`,
    others.length === 0 ? first.name : `${first.name} and ${others.length} more`,
    pc.dim(others.every(({ change }) => change.type === first.type) ? shortType(first.type) : "several types"),
    properties,
  ]);
  return plainTable(rows).replaceAll(/ +$/gm, "");
}

function refusal(text: string): string {
  return text
    .split("\n")
    .map((line, index) => (index === 0 ? `  ${pc.red("✗")} ${pc.red(line)}` : pc.red(`      ${line}`)))
    .join("\n");
}
