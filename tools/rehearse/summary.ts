import pc from "picocolors";

import type { Bill } from "../../domain/cost/bill";
import { isDescribed, type ApiServerReport, type World } from "../../sandbox";
import { billSentence } from "../bill/render";
import { plainTable } from "../terminal/table";
import { describeViolation, logicalName, type Phase } from "./rehearsal";
import { isResource, type RunResult } from "./run-result";
import type { TagReach } from "./tag-reach";

const TITLE_WIDTH = 20;

/** Result of the rehearsal of one stack. */
export interface Summary {
  readonly succeeded: boolean;
  readonly phases: readonly Phase[];
  /** Number of resources by component; `stack` counts those without a component. */
  readonly components: readonly { readonly name: string; readonly resources: number }[];
  readonly tags: readonly TagReach[];
  readonly violations: readonly string[];
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

/** @param tags result of `tagReach` after the update */
export function summarize(
  phases: readonly Phase[],
  world: World,
  tags: readonly TagReach[],
  bill: Bill | undefined,
  kubernetes: KubernetesVerdict | undefined,
): Summary {
  const up = phases.find(({ title }) => title === "up")?.run;
  const uncheckedTypes = world.typesCreated.filter((type) => !isDescribed(type));
  return {
    succeeded: phases.every(({ problems }) => problems.length === 0) && (kubernetes?.rejectedPods ?? []).length === 0,
    phases,
    components: up === undefined ? [] : resourcesByComponent(up),
    tags,
    violations: [...new Set(phases.flatMap(({ run }) => run.violations.map(describeViolation)))],
    uncheckedTypes,
    // The platform creates no such types, so the price table does not know them either.
    bill: bill && { ...bill, unpriced: [...bill.unpriced, ...uncheckedTypes] },
    kubernetes,
  };
}

/** Counts resources by top-level component: the ancestor directly below the stack. */
function resourcesByComponent({ steps }: RunResult): Summary["components"] {
  const parents = new Map(steps.map(({ urn, parent }) => [urn, parent]));
  const stackUrn = steps.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  const top = (urn: string): string => {
    const parent = parents.get(urn);
    return parent === undefined || parent === "" || parent === stackUrn ? urn : top(parent);
  };
  const counts = new Map<string, number>();
  for (const step of steps.filter(isResource)) {
    const owner = top(step.urn);
    const name = owner === step.urn ? "stack" : logicalName(owner);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, resources]) => ({ name, resources })).sort((a, b) => b.resources - a.resources);
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
  const { components, tags, violations, uncheckedTypes, bill, kubernetes } = summary;
  const total = components.reduce((sum, { resources }) => sum + resources, 0);
  return [
    ["resources", `${total}: ${components.map(({ name, resources }) => `${name} ${resources}`).join(", ")}`],
    ["tags", tags.map(describeReach).join("\n")],
    ["policy", [`${policyRules} rules, ${countFindings(violations.length)}`, ...violations].join("\n")],
    ...(bill === undefined ? [] : [["cost", billSentence(bill)] as const]),
    ...(kubernetes === undefined ? [] : [["kubernetes", describeVerdict(kubernetes)] as const]),
    [
      "unchecked",
      uncheckedTypes.length === 0 ? "none: sandbox/tables describes every type" : uncheckedTypes.join(", "),
    ],
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

function countFindings(count: number): string {
  if (count === 0) return "no findings";
  return count === 1 ? "1 finding" : `${count} findings`;
}

function describeReach({ place, total, missing }: TagReach): string {
  const reached = `${total - missing.length} of ${total} ${place}`;
  if (missing.length === 0) return reached;
  return `${reached}; missing: ${missing.map(({ name, keys }) => `${name} (${keys.join(", ")})`).join(", ")}`;
}

/** Renders one line for a finished phase; a failed phase lists its problems below. */
export function renderPhase({ title, outcome, durationMs, problems }: Phase): string {
  const mark = problems.length === 0 ? pc.green("✓") : pc.red("✗");
  const text = problems.length === 0 ? outcome : "failed:";
  const line = `  ${mark} ${title.padEnd(TITLE_WIDTH)} ${pc.dim(seconds(durationMs).padStart(7))}  ${text}`;
  return [line, ...problems.map((problem) => pc.red(`      ${problem}`))].join("\n");
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
