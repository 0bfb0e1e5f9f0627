import pc from "picocolors";

import type { Bill } from "../../domain/cost/bill";
import { listed } from "../../domain/listed";
import { readMessage } from "../../policy/message";
import { isDescribed, type ApiServerReport, type World } from "../../sandbox";
import { billSentence } from "../bill/render";
import { plainTable } from "../terminal/table";
import {
  type ComponentCounts,
  countByComponent,
  describeCounts,
  findingOf,
  logicalName,
  type Phase,
  retained,
  ruleOf,
} from "./rehearsal";
import { isResource, type PolicyViolation } from "./run-result";
import type { TagReachCounts } from "../../domain/tags/tag-reach";
import { describeTagReach } from "./tag-reach";

const TITLE_WIDTH = 20;
/** A stack of many buckets has as many findings of one rule. */
const MOST_NAMES = 10;

/** Result of the rehearsal of one stack. */
export interface Summary {
  readonly succeeded: boolean;
  readonly phases: readonly Phase[];
  readonly components: ComponentCounts;
  /** Number of steps of the update that are no resources at AWS or in Kubernetes. The engine counts them as resources. */
  readonly parts: number;
  /** Names of the resources that a destroy keeps at AWS. */
  readonly retained: readonly string[];
  /** How tags reach what the update created; undefined if it failed. */
  readonly tags: TagReachCounts | undefined;
  /** Findings of the policy pack, each once. */
  readonly violations: readonly PolicyViolation[];
  /** Names of the rules that needed values which only the update knows. */
  readonly decidedByUpdate: readonly string[];
  /** Types that no table of the sandbox describes: the sandbox stores and compares them, and checks no limits. */
  readonly uncheckedTypes: readonly string[];
  /** Undefined for a stack without priced parts. */
  readonly bill: Bill | undefined;
  /** Set when a real API server validated the Kubernetes objects. */
  readonly kubernetes: KubernetesVerdict | undefined;
}

export interface KubernetesVerdict extends ApiServerReport {
  /** Version of the API server, e.g. `1.36.3`. */
  readonly version: string;
  /** Reasons why the API server rejects pods of workloads. */
  readonly rejectedPods: readonly string[];
}

export function summarize(
  phases: readonly Phase[],
  world: World,
  tags: TagReachCounts | undefined,
  bill: Bill | undefined,
  kubernetes: KubernetesVerdict | undefined,
): Summary {
  const steps = phases.find(({ title }) => title === "up")?.run.steps ?? [];
  const all = phases.flatMap(({ title, run }) => run.violations.map((violation) => ({ title, violation })));
  const isUpdated = phases.some(({ title }) => title === "up");
  const early = all.filter(({ title, violation }) => isUpdated && title === "preview" && isUndecided(violation));
  const violations = all.filter((each) => !early.includes(each)).map(({ violation }) => violation);
  const uncheckedTypes = world.typesCreated.filter((type) => !isDescribed(type));
  return {
    succeeded:
      phases.every(({ problems }) => problems.length === 0) &&
      (tags?.missing ?? []).length === 0 &&
      (kubernetes?.rejectedPods ?? []).length === 0,
    phases,
    components: countByComponent(steps, isResource),
    parts: steps.filter((step) => !isResource(step)).length,
    // Also a destroy that is refused retains the resources that it reached.
    retained: [...new Set(phases.flatMap(({ run }) => retained(run).map(({ urn }) => logicalName(urn))))].sort(),
    tags,
    violations: [...new Map(violations.map((one) => [`${one.urn} ${ruleOf(one)} ${findingOf(one)}`, one])).values()],
    decidedByUpdate: [...new Set(early.map(({ violation }) => violation.policy))].sort(),
    uncheckedTypes,
    // The platform creates no such types, so the price table does not know them either.
    bill: bill && { ...bill, unpriced: [...bill.unpriced, ...uncheckedTypes] },
    kubernetes,
  };
}

/** Renders the summary for a terminal. */
export function renderSummary(summary: Summary, policyRules: number): string {
  const labelled = rows(summary, policyRules).map(([label, text]) => [pc.dim(label), text]);
  return plainTable(labelled, { wordWrap: true, colWidths: [14, 104] });
}

/** Renders the summary as Markdown, for the job summary of a workflow. */
export function renderMarkdown(stack: string, summary: Summary, policyRules: number): string {
  const phases = summary.phases.map(
    ({ title, outcome, durationMs, problems }) =>
      `| ${problems.length === 0 ? "✅" : "❌"} | ${title} | ${problems.length === 0 ? outcome : problems.join("<br>")} | ${seconds(durationMs)} |`,
  );
  const facts = rows(summary, policyRules).map(([label, text]) => `- **${label}**: ${text.replaceAll("\n", "<br>")}`);
  return [
    `## Rehearsal of \`${stack}\``,
    "",
    "| | Phase | Outcome | Time |",
    "|---|---|---|---:|",
    ...phases,
    "",
    ...facts,
    "",
  ].join("\n");
}

function rows(summary: Summary, policyRules: number): readonly (readonly [string, string])[] {
  const { components, parts, tags, violations, decidedByUpdate, uncheckedTypes, bill, kubernetes } = summary;
  // A rehearsal that fails before it creates anything has checked nothing of this.
  const isCreated = components.length > 0;
  const only = (condition: boolean, label: string, text: () => string): (readonly [string, string])[] =>
    condition ? [[label, text()]] : [];
  return [
    ...only(
      isCreated,
      "resources",
      () => `${describeCounts("created", components)}\nPulumi also counts ${parts} components, providers and stack`,
    ),
    ...only(summary.retained.length > 0, "retained", () => summary.retained.join(", ")),
    ...(tags === undefined ? [] : [["tags", describeTagReach(tags).join("\n")] as const]),
    ...only(isCreated || violations.length > 0, "policy", () =>
      [
        `${policyRules} rules, ${countFindings(violations.length)}`,
        ...byFinding(violations),
        ...(decidedByUpdate.length === 0
          ? []
          : [`undecided in the preview, decided by the update: ${listed(decidedByUpdate, MOST_NAMES)}`]),
      ].join("\n"),
    ),
    ...(bill === undefined ? [] : [["cost", billSentence(bill)] as const]),
    ...(kubernetes === undefined ? [] : [["kubernetes", describeVerdict(kubernetes)] as const]),
    ...only(isCreated || uncheckedTypes.length > 0, "unchecked", () =>
      uncheckedTypes.length === 0 ? "none: sandbox/tables describes every type" : uncheckedTypes.join(", "),
    ),
  ];
}

function describeVerdict({ version, accepted, unchecked, warnings, rejectedPods }: KubernetesVerdict): string {
  const total = [...accepted.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...accepted].map(([kind, count]) => `${kind} ${count}`).sort();
  return [
    `kube-apiserver ${version} accepted ${total} objects: ${kinds.join(", ")}`,
    ...rejectedPods.map((rejection) => `✗ ${rejection}`),
    ...unchecked.map((reason) => `not checked: ${reason}`),
    ...warnings,
  ].join("\n");
}

function isUndecided({ message }: PolicyViolation): boolean {
  return readMessage(message).status === "undecided";
}

function countFindings(count: number): string {
  if (count === 0) return "no findings";
  return count === 1 ? "1 finding" : `${count} findings`;
}

/** One line for each finding of a rule, with the names of the resources. */
function byFinding(violations: readonly PolicyViolation[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const violation of violations) {
    const finding = `${ruleOf(violation)}: ${findingOf(violation)}`;
    names.set(finding, [...(names.get(finding) ?? []), logicalName(violation.urn)]);
  }
  return [...names].map(([finding, list]) => `${finding}: ${listed(list.sort(), MOST_NAMES)}`);
}

/** Renders one line for a finished phase; a failed phase lists its problems below. */
export function renderPhase({ title, outcome, durationMs, problems }: Phase): string {
  const mark = problems.length === 0 ? pc.green("✓") : pc.red("✗");
  const text = problems.length === 0 ? outcome : "failed:";
  const line = `  ${mark} ${title.padEnd(TITLE_WIDTH)} ${pc.dim(seconds(durationMs).padStart(7))}  ${text}`;
  return [line, ...problems.flatMap((problem) => problem.split("\n").map((part) => pc.red(`      ${part}`)))].join(
    "\n",
  );
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
