import { edit } from "../diagnostics/finding";
import { formatPath, isOfPattern, type Path } from "../source/path";
import { isWholeTeardown } from "../stack/teardown";
import type { Change, ChangeRule } from "./change";
import { existing, PROTECTED_KINDS, type ProtectedKind, PROTECTION } from "./protections";
import { pathOfKey } from "./record";

/** Pulumi would stop the preview with an error for each child of the resource. */
export const forbidProtectedRemoval: ChangeRule = function* (change) {
  const reported = new Set<string>();
  for (const kind of PROTECTED_KINDS) {
    for (const path of removed(change, kind)) {
      const name = formatPath(path.slice(0, kind.depth));
      if (reported.has(name)) continue;
      reported.add(name);
      yield {
        code: "transitions/protected-removal",
        path,
        message: `Removing \`${formatPath(path)}\` would delete ${kind.noun} with ${kind.data}. The last update protected it, so Pulumi would refuse.`,
        allowed: `the value of the last update; to delete ${kind.noun}, two updates: one with \`${name}\` in \`teardown\`, and one without the key`,
        fix: [edit(`put \`${formatPath(path)}\` back${nextStep(change, name)}`)],
      };
    }
  }
};

function nextStep({ config }: Change, name: string): string {
  if (isWholeTeardown(config.teardown)) return ", and update: `teardown` turns the protection off in that update";
  return `; to delete it, add ${name} to the list \`teardown\`, update, and then remove both`;
}

function removed(change: Change, { path: pattern }: ProtectedKind): Path[] {
  const there = new Set(existing(change.config, pattern).map(formatPath));
  return Object.keys(change.before)
    .map(pathOfKey)
    .filter((path) => isOfPattern(path, [...pattern, PROTECTION]))
    .map((path) => path.slice(0, -1))
    .filter((path) => !there.has(formatPath(path)));
}
