import type { PlatformConfig } from "../../../../config";
import { checkChange } from "../../../../config/check/check";
import { formatProblems } from "../../../../config/diagnostics/format";
import type { Problem } from "../../../../config/diagnostics/problem";
import { recordOf } from "../../../../config/transitions/record";
import { edited, type Edits, fileText, MINIMAL, sourceOf, TODAY, verdictOn } from "../fixtures";

/** The record of a configuration without secrets. */
export const NO_SECRETS: ReadonlySet<string> = new Set();

export function configOf(edits: Edits): PlatformConfig {
  const { config, problems } = verdictOn(edits);
  if (config === undefined) throw new Error(formatProblems("The stack file of the test is not valid", problems));
  return config;
}

/** The problems of an update to the minimal configuration with these changes, after an update with this record. */
export function problemsAfter(record: unknown, after: Edits): readonly Problem[] {
  return changeTo(record, after).problems;
}

function changeTo(record: unknown, after: Edits): ReturnType<typeof checkChange> {
  return checkChange(sourceOf(fileText(edited(MINIMAL, after))), configOf(after), record, TODAY);
}

export function warningsOf(before: Edits, after: Edits): readonly Problem[] {
  return changeTo(recordOf(configOf(before), NO_SECRETS), after).warnings;
}

export function problemsOf(before: Edits, after: Edits): readonly Problem[] {
  return problemsAfter(recordOf(configOf(before), NO_SECRETS), after);
}

/** The problems of a change, one line each: `network.cidr: transitions/immutable-key`. */
export function codesOf(before: Edits, after: Edits): string[] {
  return problemsOf(before, after).map(({ path, code }) => `${path}: ${code}`);
}
