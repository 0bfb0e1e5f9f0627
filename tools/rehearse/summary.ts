import pc from "picocolors";

import type { Bill } from "../../domain/cost/bill";
import { isDescribed, type Verdict, type World } from "../../sandbox";
import { billSentence } from "../bill/render";
import { plainTable } from "../terminal/table";
import { describeViolation, logicalName, type Phase } from "./rehearsal";
import { isResource, type RunResult } from "./run-result";
import type { TagReach } from "./tag-reach";

const TITLE_WIDTH = 20;

/** What a rehearsal of one stack found, as data. */
export interface Summary {
  readonly held: boolean;
  readonly phases: readonly Phase[];
  /** Resources by the component that declares them, the stack's own included. */
  readonly components: readonly { readonly name: string; readonly resources: number }[];
  readonly tags: readonly TagReach[];
  readonly violations: readonly string[];
  /** Types that no table of the sandbox describes: they were only stored and compared. */
  readonly unprovenTypes: readonly string[];
  readonly bill: Bill;
  /** Set where a real API server held the Kubernetes objects. */
  readonly kubernetes: KubernetesVerdict | undefined;
}

export interface KubernetesVerdict extends Verdict {
  /** Patch version of the API server. */
  readonly version: string;
  /** Why pods of workloads could not be made. */
  readonly refusedPods: readonly string[];
}

/**
 * @param tags what `tagReach` found while the stack stood
 */
export function summarize(
  phases: readonly Phase[],
  world: World,
  tags: readonly TagReach[],
  bill: Bill,
  kubernetes: KubernetesVerdict | undefined,
): Summary {
  const up = phases.find(({ title }) => title === "up")?.run;
  return {
    held: phases.every(({ problems }) => problems.length === 0) && (kubernetes?.refusedPods ?? []).length === 0,
    phases,
    components: up === undefined ? [] : resourcesByComponent(up),
    tags,
    violations: [...new Set(phases.flatMap(({ run }) => run.violations.map(describeViolation)))],
    unprovenTypes: world.typesCreated.filter((type) => !isDescribed(type)),
    bill,
    kubernetes,
  };
}

/** Counts each resource for the component directly below the stack that it belongs to. */
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

/** The summary for a terminal. */
export function renderSummary(summary: Summary, policyRules: number): string {
  const labelled = rows(summary, policyRules).map(([label, text]) => [pc.dim(label), text]);
  return plainTable(labelled, { wordWrap: true, colWidths: [14, 104] });
}

/** The summary as Markdown, for the job summary of a workflow. */
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
  const { components, tags, violations, unprovenTypes, bill, kubernetes } = summary;
  const total = components.reduce((sum, { resources }) => sum + resources, 0);
  return [
    ["resources", `${total}: ${components.map(({ name, resources }) => `${name} ${resources}`).join(", ")}`],
    ["tags", tags.map(describeReach).join("\n")],
    ["policy", [`${policyRules} rules, ${countFindings(violations.length)}`, ...violations].join("\n")],
    ["cost", billSentence(bill)],
    ...(kubernetes === undefined ? [] : [["kubernetes", describeVerdict(kubernetes)] as const]),
    ["unproven", unprovenTypes.length === 0 ? "no type: each is described by a table" : unprovenTypes.join(", ")],
  ];
}

function describeVerdict({ version, accepted, unjudged, warnings, refusedPods }: KubernetesVerdict): string {
  const total = [...accepted.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...accepted].map(([kind, count]) => `${kind} ${count}`).sort();
  return [
    `${total} objects taken by kube-apiserver ${version}: ${kinds.join(", ")}`,
    ...refusedPods.map((refusal) => `✗ ${refusal}`),
    ...unjudged.map((reason) => `not judged: ${reason}`),
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

/** One line for a phase that ended, and its problems below it when it did not hold. */
export function renderPhase({ title, outcome, durationMs, problems }: Phase): string {
  const mark = problems.length === 0 ? pc.green("✓") : pc.red("✗");
  const text = problems.length === 0 ? outcome : "did not hold:";
  const line = `  ${mark} ${title.padEnd(TITLE_WIDTH)} ${pc.dim(seconds(durationMs).padStart(7))}  ${text}`;
  return [line, ...problems.map((problem) => pc.red(`      ${problem}`))].join("\n");
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
