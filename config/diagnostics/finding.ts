import type { FindingCode } from "./codes";
import { formatPath, type Path } from "../source/path";

export type Scalar = string | number | boolean;

/** A step of a change to the stack file that a command can make. */
export type FixCommand =
  | { readonly set: Path; readonly to: Scalar | readonly Scalar[] }
  | { readonly remove: Path }
  | { readonly move: Path; readonly to: Path };

/**
 * A step of a change to the stack file: one that a command can make, one in words, or a value that only a person can choose,
 * with a proposal.
 */
export type FixStep = FixCommand | { readonly edit: string } | { readonly propose: Path; readonly to: Scalar };

/**
 * An error or warning about the configuration, as data. Texts never quote a value of the stack file: the report shows values
 * by their paths, with secrets masked.
 */
export interface Finding {
  /** Stable name of this kind of finding. */
  readonly code: FindingCode;
  readonly path: Path;
  /** What is wrong, one sentence. */
  readonly message: string;
  readonly allowed?: string;
  readonly fix?: readonly FixStep[];
  /** Other values that the finding depends on. */
  readonly because?: readonly Path[];
  /** The correct path of a misspelt key, which is then not reported as missing. */
  readonly meant?: Path;
  /** A warning: the stack file is accepted. Omitted: an error. */
  readonly warning?: true;
}

export function set(path: Path, to: Scalar | readonly Scalar[]): FixStep {
  return { set: path, to };
}

export function move(path: Path, to: Path): FixStep {
  return { move: path, to };
}

export function remove(path: Path): FixStep {
  return { remove: path };
}

/** For a value that the file does not determine, such as a free block: a person may want another one. */
export function propose(path: Path, to: Scalar): FixStep {
  return { propose: path, to };
}

export function edit(text: string): FixStep {
  return { edit: text };
}

export function isCommand(step: FixStep): step is FixCommand {
  return !("edit" in step || "propose" in step);
}

/** The paths that a step changes. */
export function pathsOf(step: FixStep): readonly Path[] {
  if ("set" in step) return [step.set];
  if ("move" in step) return [step.move, step.to];
  return "remove" in step ? [step.remove] : [];
}

/** The step with other paths, where it has some. */
export function movedStep(step: FixStep, relocate: (path: Path) => Path): FixStep {
  if ("set" in step) return { ...step, set: relocate(step.set) };
  if ("propose" in step) return { ...step, propose: relocate(step.propose) };
  if ("move" in step) return { move: relocate(step.move), to: relocate(step.to) };
  return "remove" in step ? { remove: relocate(step.remove) } : step;
}

/** Steps for a person who edits the file. */
export function inWords(steps: readonly FixStep[], showValues: boolean): string {
  const phrases = steps.map((step) => {
    if ("edit" in step) return step.edit;
    if ("remove" in step) return `remove \`${formatPath(step.remove)}\``;
    if ("propose" in step) {
      return `set \`${formatPath(step.propose)}\`${showValues ? `, for example to ${inYaml(step.to)}` : ""}`;
    }
    if ("move" in step) return `rename \`${formatPath(step.move)}\` to \`${formatPath(step.to)}\``;
    const value = showValues ? ` to ${JSON.stringify(step.to)}` : "";
    return `set \`${formatPath(step.set)}\`${value}`;
  });
  return phrases.join(", then ");
}

/** In quotes where YAML would read another type. */
function inYaml(value: Scalar): string {
  return typeof value === "string" && Number.isNaN(Number(value)) ? value : JSON.stringify(value);
}
