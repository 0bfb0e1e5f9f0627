import { type FixStep, remove, set } from "../finding";
import { formatPath, type Path, valueAt } from "../path";
import { pathOfKey } from "../record";
import { type Change, type ChangeRule, valueBefore, valueNow } from "./change";
import { IMMUTABLE_KEYS, OMITTED } from "./immutable-keys";

/** `teardown` gives the platform up knowingly, and takes its protection off first. */
export const forbidReplacement: ChangeRule = function* (change) {
  const { config } = change;
  if (config.teardown !== undefined) return;
  for (const { path: pattern, consequence, alternative, isHarmless, follows } of IMMUTABLE_KEYS) {
    if (follows !== undefined && isChanged(change, follows)) continue;
    for (const [path, before] of recordedValues(change, pattern)) {
      const now = valueNow(change, path);
      if (before === now || isHarmless?.({ before, now, config }) === true) continue;
      yield {
        path,
        message: `Changing \`${formatPath(path)}\` ${typeof consequence === "string" ? consequence : consequence(before, now)}.`,
        allowed: `${describe(before)}. Instead: ${alternative}. To replace it anyway: set \`teardown\` first`,
        fix: [wayBack(change, path, before)],
      };
    }
  }
};

/** An older record may not know the value. */
function isChanged(change: Change, path: Path): boolean {
  const before = valueBefore(change, path);
  return before !== undefined && before !== valueNow(change, path);
}

function recordedValues({ before }: Change, pattern: Path): [Path, string][] {
  return Object.entries(before)
    .map(([key, value]): [Path, string] => [pathOfKey(key), value])
    .filter(([path]) => path.length === pattern.length && pattern.every((part, i) => part === "*" || part === path[i]));
}

function describe(before: string): string {
  return OMITTED.has(before) ? "the key omitted, as in the last update" : `${before}, the value of the last update`;
}

function wayBack({ config }: Change, path: Path, before: string): FixStep {
  // Blocks of a tier are stated for all of its zones or for none.
  if (OMITTED.has(before)) return remove(path[1] === "subnets" ? path.slice(0, 3) : path);
  return set(path, typeof valueAt(config, path) === "number" ? Number(before) : before);
}
