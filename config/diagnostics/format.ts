import type { Position, Problem } from "./problem";

/** Colors of the parts of a report; plain text by default. */
export interface Paint {
  readonly place: (text: string) => string;
  readonly label: (text: string) => string;
  readonly command: (text: string) => string;
}

const PLAIN: Paint = { place: same, label: same, command: same };
const LABEL_WIDTH = 10;
/** Nobody reads more; an inventory with a misplaced column has thousands. */
const MOST_PROBLEMS = 50;

/** Values of hundreds of node groups, or of buckets, may cause one problem. */
const MOST_REFERENCES = 10;

/** The report of everything that is wrong with one stack file, under a heading such as `3 problems`. */
export function formatProblems(
  fileName: string,
  problems: readonly Problem[],
  paint: Paint = PLAIN,
  heading = count(problems.length, "problem"),
): string {
  const rest = problems.length - MOST_PROBLEMS;
  return [
    `${fileName}: ${heading}`,
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => formatProblem(fileName, problem, paint)),
    ...(rest > 0 ? [`and ${count(rest, "more problem")}, which the report lists once these are fixed`] : []),
  ].join("\n\n");
}

/** One problem, in the order in which a reader asks: where, what, which value, what instead, how. */
export function formatProblem(fileName: string, problem: Problem, paint: Paint = PLAIN): string {
  const line = (label: string, text: string): string => `  ${paint.label(label.padEnd(LABEL_WIDTH))}${text}`;
  const { code, found, see, allowed, fix } = problem;
  return [
    [
      paint.place(at(problem.file ?? fileName, problem.position)),
      ...(problem.path === "" ? [] : [problem.path]),
      `[${code}]`,
    ].join("  "),
    `  ${problem.message}`,
    ...(found === undefined ? [] : [line("found", found)]),
    ...see.slice(0, MOST_REFERENCES).map((text) => line("see", text)),
    ...(see.length > MOST_REFERENCES ? [line("", `and ${see.length - MOST_REFERENCES} more`)] : []),
    ...(allowed === undefined ? [] : [line("allowed", allowed)]),
    ...fix.map((text, index) => line(index === 0 ? "fix" : "", paint.command(text))),
  ].join("\n");
}

function at(fileName: string, position: Position | undefined): string {
  return position === undefined ? fileName : `${fileName}:${position.line}:${position.column}`;
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}

function same(text: string): string {
  return text;
}
