import type { FindingCode } from "./codes";
import { formatPath, type Path } from "../source/path";

export type Scalar = string | number | boolean;

/** A step of a change to the stack file: one that a command can make, or one in words. */
export type FixStep =
  { readonly set: Path; readonly to: Scalar } | { readonly remove: Path } | { readonly edit: string };

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

export function set(path: Path, to: Scalar): FixStep {
  return { set: path, to };
}

export function remove(path: Path): FixStep {
  return { remove: path };
}

export function edit(text: string): FixStep {
  return { edit: text };
}

export function isCommand(step: FixStep): boolean {
  return !("edit" in step);
}

/** The step with another path, where it has one. */
export function movedStep(step: FixStep, move: (path: Path) => Path): FixStep {
  if ("set" in step) return { ...step, set: move(step.set) };
  return "remove" in step ? { remove: move(step.remove) } : step;
}

/** Steps for a person who edits the file. */
export function inWords(steps: readonly FixStep[], showValues: boolean): string {
  const overwritten = steps.flatMap((step) => ("set" in step ? [formatPath(step.set)] : []));
  const needed = steps.filter((step) => !("remove" in step && overwritten.includes(formatPath(step.remove))));
  const phrases = needed.map((step) => {
    if ("edit" in step) return step.edit;
    if ("remove" in step) return `remove \`${formatPath(step.remove)}\``;
    const value = showValues ? ` to ${JSON.stringify(step.to)}` : "";
    return `set \`${formatPath(step.set)}\`${value}`;
  });
  return phrases.join(", then ");
}
