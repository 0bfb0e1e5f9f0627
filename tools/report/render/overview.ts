import type { Cost, Report, StackReport } from "../model";
import { VERDICTS } from "../outcome";
import { deletedStackText } from "../../rehearse/deleted-stacks";
import { alert, type Block, heading, html } from "./block";
import { code, counted, list, table, text } from "./html";

/** Title, verdict of each stack, and what kind of preview it was. */
export function overviewBlocks(report: Report): readonly Block[] {
  return [
    heading(2, title(report)),
    html(
      table(
        ["Stack", "Verdict", "Delete", "Replace", "Update", "Create", "Unchanged", "Policy", "Cost a month", "Drift"],
        report.stacks.map((stack) => verdictRow(stack, report.isSimulated)),
      ),
    ),
    html(`<p>${origin(report)}</p>`),
    ...deletedBlocks(report),
  ];
}

function deletedBlocks({ deletedStackFiles = [] }: Report): readonly Block[] {
  if (deletedStackFiles.length === 0) return [];
  const title = `The change deletes ${counted(deletedStackFiles.length, "stack file")}.`;
  return [alert("warning", title, list(deletedStackFiles.map((file) => text(deletedStackText(file)))))];
}

function title({ stacks }: Report): string {
  if (stacks.length > 3) return `Preview of ${counted(stacks.length, "stack")}`;
  return `Preview of ${stacks.map(({ stack }) => code(stack)).join(", ")}`;
}

function verdictRow(stack: StackReport, isSimulated: boolean): readonly string[] {
  const { counts, outcome, drift, fingerprint } = stack;
  const { symbol, text: verdict } = VERDICTS[outcome];
  // A report has no fingerprint if an error ended its preview.
  const isKnown = outcome !== "failed" && fingerprint !== undefined;
  const count = (number: number, isNotable = false) =>
    !isKnown && number === 0 ? "" : isNotable && number > 0 ? `<b>${number}</b>` : String(number);
  return [
    code(stack.stack),
    `${symbol} ${verdict}`,
    count(counts.delete, true),
    count(counts.replace, true),
    count(counts.update),
    count(counts.create),
    count(counts.unchanged),
    policyCell(stack),
    stack.cost === undefined ? "" : costCell(stack.cost),
    drift.length > 0 ? counted(drift.length, "resource") : isSimulated || !isKnown ? "not checked" : "none",
  ];
}

function policyCell({ policy, policyRules }: StackReport): string {
  if (policyRules === undefined) return "did not run";
  const levels = (["mandatory", "advisory", "undecided", "waived"] as const).map(
    (level) => [level, policy.filter((finding) => finding.level === level).length] as const,
  );
  const found = levels.filter(([, number]) => number > 0).map(([level, number]) => `${number} ${level}`);
  return found.length === 0 ? `${counted(policyRules, "rule")}, no finding` : found.join(", ");
}

function costCell({ before, after }: Cost): string {
  if (before === undefined) return text(dollars(after.fixedUsd));
  const difference = after.fixedUsd - before.fixedUsd;
  if (Math.abs(difference) < 0.005) return `${text(dollars(after.fixedUsd))}, same`;
  return `${text(dollars(after.fixedUsd))} (<b>${text(signed(difference))}</b>)`;
}

export function dollars(usd: number): string {
  return `$${usd.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

export function signed(usd: number): string {
  return `${usd < 0 ? "−" : "+"}${dollars(Math.abs(usd))}`;
}

function origin({ isSimulated, since, commit, runUrl, versions }: Report): string {
  const isUncommitted = since !== undefined && commit?.startsWith(since) === true;
  const change = [
    ...(since === undefined ? [] : [`${isUncommitted ? "uncommitted changes" : "changes"} since ${code(since)}`]),
    ...(commit === undefined || isUncommitted ? [] : [`commit ${code(commit.slice(0, 12))}`]),
  ];
  return [
    isSimulated
      ? "<b>Simulated</b>: the real Pulumi engine against a simulated cloud, without credentials. A stack's state at AWS may differ."
      : "Previewed against the stacks' state at AWS.",
    ...(change.length === 0 ? [] : [`This report shows the ${change.join(" at ")}.`]),
    `Groundwork ${text(versions.groundwork)}, Pulumi ${text(versions.pulumi)}.`,
    ...(runUrl === undefined ? [] : [`<a href="${text(runUrl)}">Workflow run with the full report</a>`]),
  ].join(" ");
}
