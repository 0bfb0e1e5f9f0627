import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { stackOf, stacksIn } from "../../config/source/project-files";
import { LIMITS_FILE, stackLimits } from "../report/change-limits";
import { type AllowedChanges, limitsOf } from "../report/limits";
import { changesOf } from "../report/read/changes";
import type { Preview } from "../report/read/preview";
import { npmRun, stackWords } from "../state/describe";
import { type Target, thisPlace } from "../terminal/target";
import { ToolError, UsageError } from "../terminal/tool";

/** The value of --allow-deletes; undefined without the option. */
export function parseAllowed(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  throw new UsageError(`The option --allow-deletes needs a number of resources: ${value}`);
}

/** The limits of the stack in the work tree. Nobody merges a local update, so there is no earlier file. */
function limitsFor(target: Target | undefined): AllowedChanges {
  const directory = target?.directory ?? thisPlace().root;
  const file = path.join(directory, LIMITS_FILE);
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const stack = target === undefined ? "" : stackOf(target.file);
  return stackLimits({ before: text, now: text }, stack, stacksIn(directory), []).allowed;
}

/**
 * Throws if the update would delete or replace more than the limits of reports allow, such as everything for an empty
 * program, whose preview succeeds.
 *
 * @param accepted number of deletions and replacements that the user accepts; undefined for those within the limits
 */
export function requireWithinLimits(preview: Preview, target: Target | undefined, accepted: number | undefined): void {
  const changes = changesOf(preview, preview.secrets.redactor());
  const ended = changes.filter(({ kind }) => kind === "delete" || kind === "replace").length;
  if (accepted !== undefined && ended <= accepted) return;
  const reasons =
    accepted === undefined
      ? limitsOf(changes, preview, limitsFor(target)).map(({ text }) => text)
      : [`The change deletes or replaces ${ended} resources, more than the ${accepted} of --allow-deletes.`];
  if (reasons.length === 0) return;
  throw new ToolError(
    [
      "The update was refused. Nothing was changed.",
      ...reasons.map((reason) => `  - ${reason}`),
      "If the preview shows what you want, accept this number of deletions and replacements:",
      `  ${npmRun("up", stackWords(target), "--allow-deletes", String(ended))}`,
      `${LIMITS_FILE} changes the limits: docs/pull-requests.md`,
    ].join("\n"),
  );
}
