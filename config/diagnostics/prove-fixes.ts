import { isDeepStrictEqual } from "node:util";
import { edit, type Finding, type FixStep, inWords, isCommand, pathsOf } from "./finding";
import { fixLines } from "./fix-lines";
import { formatPath, isWithin, type Path, touches } from "../source/path";
import { isConcealed } from "./secrecy";
import { variableOf } from "../source/environment";
import { PROJECT_FILE } from "../source/project-config";
import { type ConfigSource, sourceAfter } from "../source/source";
import { isInProject } from "../source/stack-file";

/** How often a reader may have to run the commands of a report before no command is left. */
const MOST_ROUNDS = 3;
/** A report shows no more problems than this. Each trial checks the file, which takes longer the more is wrong with it. */
const MOST_TRIALS = 50;
const MOST_FINDINGS_OF_TRIALS = 2500;

/** Steps to take together, and the findings that they solve: the first of them shows the commands. */
interface Plan {
  readonly findings: readonly Finding[];
  readonly steps: readonly FixStep[];
}

/**
 * The findings with a fix for each: commands if they can be run as printed, were tried on this very file and lead to one
 * with fewer errors, and do not interfere with the commands of another finding; else words.
 *
 * @param findingsIn what is wrong with another version of the file
 */
export function proveFixes(
  findings: readonly Finding[],
  source: ConfigSource,
  findingsIn: (source: ConfigSource) => readonly Finding[],
): Finding[] {
  const accepted: Plan[] = [];
  const fixes = new Map<Finding, readonly FixStep[]>();
  const mostTrials = Math.min(MOST_TRIALS, MOST_FINDINGS_OF_TRIALS / findings.length);
  let trials = 0;
  const tried = (other: ConfigSource): readonly Finding[] => {
    trials += 1;
    return findingsIn(other);
  };
  for (const plan of plansFor(findings)) {
    const [first, ...others] = plan.findings;
    if (first === undefined) continue;
    const rival = accepted.find(({ steps }) => interfere(steps, plan.steps));
    const obstacle =
      unprintable(first, plan.steps, source) ??
      (rival === undefined ? undefined : `first apply the other fix, of ${nameOf(rival)}, then validate again`) ??
      (trials < mostTrials ? flaw(plan, findings, source, tried) : "validate again after the other fixes");
    if (obstacle === undefined) accepted.push(plan);
    fixes.set(first, obstacle === undefined ? plan.steps : [edit(obstacle)]);
    for (const other of others) {
      fixes.set(other, obstacle === undefined ? [edit(`apply the fix of ${nameOf(plan)}`)] : [edit(obstacle)]);
    }
  }
  return findings.map((finding) => ({ ...finding, fix: fixes.get(finding) ?? [wordsOf(finding, source)] }));
}

/** For a fix that no command makes, or not alone. */
function wordsOf(finding: Finding, source: ConfigSource): FixStep {
  const { path, fix = [] } = finding;
  const elsewhere = elsewhereOf([path], source);
  if (fix.length === 0) return edit(`change \`${formatPath(path)}\` in ${elsewhere ?? "the stack file"}`);
  return edit(placed(inWords(fix, !isConcealed(finding, fix, source)), elsewhere));
}

/** Where the values of paths are if not in the stack file, which the commands change. */
function elsewhereOf(paths: readonly Path[], source: ConfigSource): string | undefined {
  const variable = paths.map((path) => variableOf(path, source)).find((name) => name !== undefined);
  if (variable !== undefined) return `the environment variable ${variable}`;
  return paths.some((path) => isInProject(path, source.file)) ? PROJECT_FILE : undefined;
}

function placed(words: string, elsewhere: string | undefined): string {
  return elsewhere === undefined ? words : `in ${elsewhere}: ${words}`;
}

/** Nobody pastes more commands for one list. */
const MOST_COMMANDS = 20;

/**
 * A plan for each finding with commands. Entries of one list are removed by one plan, from the last to the first, and each
 * one once: the same command would then remove the next entry.
 */
function plansFor(findings: readonly Finding[]): Plan[] {
  const plans = new Map<string, { readonly findings: Finding[]; readonly steps: FixStep[] }>();
  for (const finding of findings) {
    const { fix: steps = [] } = finding;
    if (steps.length === 0 || !steps.every(isCommand)) continue;
    const [step] = steps;
    const list = steps.length === 1 && step !== undefined ? listShortenedBy(step) : undefined;
    const key = list === undefined ? `${plans.size}` : `of ${formatPath(list)}`;
    const plan = plans.get(key) ?? { findings: [], steps: [] };
    plan.findings.push(finding);
    plan.steps.push(...steps.filter((step) => !plan.steps.some((other) => isDeepStrictEqual(step, other))));
    plans.set(key, plan);
  }
  const short = [...plans.values()].filter(({ steps }) => steps.length <= MOST_COMMANDS);
  return short.map(({ findings: planned, steps }) => ({
    findings: planned.toSorted((a, b) => firstIndex(a) - firstIndex(b)),
    steps: planned.length > 1 ? steps.toSorted((a, b) => lastIndex(b) - lastIndex(a)) : steps,
  }));
}

function firstIndex({ fix: [step] = [] }: Finding): number {
  return step === undefined ? 0 : lastIndex(step);
}

function lastIndex(step: FixStep): number {
  return Number(pathsOf(step)[0]?.at(-1));
}

/** The list of which a step removes an entry. */
function listShortenedBy(step: FixStep): Path | undefined {
  return "remove" in step && typeof step.remove.at(-1) === "number" ? step.remove.slice(0, -1) : undefined;
}

/** Whether the steps of one plan could change what those of another mean. */
function interfere(some: readonly FixStep[], others: readonly FixStep[]): boolean {
  return some.some((one) =>
    others.some((other) => {
      const shifts = (step: FixStep, paths: readonly Path[]): boolean => paths.some((path) => shiftsEntry(step, path));
      if (shifts(one, pathsOf(other)) || shifts(other, pathsOf(one))) return true;
      const meet = pathsOf(one).some((path) => pathsOf(other).some((place) => touches(path, place)));
      return meet && JSON.stringify(one) !== JSON.stringify(other);
    }),
  );
}

/** Whether a step removes an entry of a list at or before the one that a path is in. */
function shiftsEntry(step: FixStep, path: Path): boolean {
  const list = listShortenedBy(step);
  return list !== undefined && isWithin(path, list) && Number(path[list.length] ?? 0) >= lastIndex(step);
}

/** Why the steps cannot be shown as commands, in words that can. */
function unprintable(finding: Finding, steps: readonly FixStep[], source: ConfigSource): string | undefined {
  if (isConcealed(finding, steps, source)) return inWords(steps, false);
  const elsewhere = elsewhereOf(steps.flatMap(pathsOf), source);
  if (elsewhere !== undefined) return placed(inWords(steps, true), elsewhere);
  const lines = fixLines(steps, source.target);
  return lines === undefined ? inWords(steps, true) : undefined;
}

/** What keeps the steps from leading to a file without the findings, or at least to fewer errors in {@link MOST_ROUNDS}. */
function flaw(
  plan: Plan,
  findings: readonly Finding[],
  source: ConfigSource,
  findingsIn: (source: ConfigSource) => readonly Finding[],
): string | undefined {
  let [state, steps] = [source, plan.steps];
  let expected = findings.filter((finding) => !plan.findings.includes(finding)).map(({ path }) => path);
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const next = sourceAfter(state, steps);
    if (next === undefined) return inWords(plan.steps, true);
    expected = steps.reduce(pathsAfter, expected);
    const fresh = unexpected(findingsIn(next), expected, plan);
    if (fresh.length === 0) return undefined;
    const dead = fresh.find(({ fix = [] }) => fix.length === 0 || !fix.every(isCommand));
    if (dead !== undefined) return leadingTo(plan, dead);
    [state, steps] = [next, fresh.flatMap(({ fix = [] }) => fix)];
  }
  return `change ${nameOf(plan)} in the stack file`;
}

function leadingTo({ findings, steps }: Plan, { path, message, fix = [] }: Finding): string {
  // The value is wrong in its other form, too: only another value helps.
  const isSamePlace =
    findings.length === 1 && steps.every((step) => "set" in step && formatPath(step.set) === formatPath(path));
  if (isSamePlace && fix.length > 0 && fix.every((step) => "propose" in step)) return inWords(fix, true);
  return `${inWords(steps, true)}; after that, \`${formatPath(path)}\` needs a change too: ${message}`;
}

/** Errors, and warnings that the plan is about, at places where no such number of findings was before. */
function unexpected(after: readonly Finding[], expected: readonly Path[], { findings }: Plan): Finding[] {
  const left = new Map<string, number>();
  for (const path of expected.map(formatPath)) left.set(path, (left.get(path) ?? 0) + 1);
  const solved = new Set(findings.filter(({ warning }) => warning).map(({ path }) => formatPath(path)));
  return after.filter(({ path, warning = false }) => {
    const place = formatPath(path);
    const count = left.get(place) ?? 0;
    left.set(place, count - 1);
    return count <= 0 && (!warning || solved.has(place));
  });
}

/** Where the paths are after a step: entries of a list move up when one before them is removed. */
function pathsAfter(paths: readonly Path[], step: FixStep): Path[] {
  const list = listShortenedBy(step);
  if (list === undefined) return [...paths];
  const gone = lastIndex(step);
  return paths.flatMap((path) => {
    const index = path[list.length];
    if (!isWithin(path, list) || typeof index !== "number" || index < gone) return [path];
    return index === gone ? [] : [[...list, index - 1, ...path.slice(list.length + 1)]];
  });
}

function nameOf({ findings: [first] }: Plan): string {
  return `\`${formatPath(first?.path ?? [])}\``;
}
