import { type FixStep, remove, set } from "../diagnostics/finding";
import { formatPath, isOfPattern, type Path, valueAt } from "../source/path";
import { pathOfKey } from "./record";
import { isWholeTeardown } from "../stack/teardown";
import { type Change, type ChangeRule, isChanged, valueBefore, valueNow } from "./change";
import { IMMUTABLE_KEYS, type ImmutableKey, OMITTED } from "./immutable-keys";

/** With `teardown` set, the platform may be replaced. */
export const forbidReplacement: ChangeRule = function* (change) {
  const { config } = change;
  if (isWholeTeardown(config.teardown)) return;
  for (const key of IMMUTABLE_KEYS) {
    const { path: pattern, consequence, isHarmless, follows } = key;
    if (follows !== undefined && isChanged(change, follows)) continue;
    for (const [path, before] of recordedValues(change, pattern)) {
      const now = valueNow(change, path);
      if (before === now || isHarmless?.({ before, now, record: change.before, config }) === true) continue;
      yield {
        code: "transitions/immutable-key",
        path,
        message: `Changing \`${formatPath(path)}\` ${typeof consequence === "string" ? consequence : consequence(before, now)}.`,
        allowed: `${describe(before)}. Instead: ${alternativeFor(key, change)}. To replace it anyway: set \`teardown\` first`,
        fix: fixFor(change, path, before),
      };
    }
  }
};

function alternativeFor({ alternative, mayNotExist }: ImmutableKey, change: Change): string {
  if (mayNotExist === undefined || valueBefore(change, mayNotExist.decidedBy) !== undefined) return alternative;
  return `${alternative}. If the stack has no ${mayNotExist.resource} yet, update once without this change, and then with it`;
}

function recordedValues({ before }: Change, pattern: Path): [Path, string][] {
  return Object.entries(before)
    .map(([key, value]): [Path, string] => [pathOfKey(key), value])
    .filter(([path]) => isOfPattern(path, pattern));
}

function describe(before: string): string {
  return OMITTED.has(before) ? "the key omitted, as in the last update" : `${before}, the value of the last update`;
}

function fixFor({ config }: Change, path: Path, before: string): FixStep[] {
  // A tier has blocks for all of its zones or for none.
  if (OMITTED.has(before)) return [remove(path[1] === "subnets" ? path.slice(0, 3) : path)];
  const now = valueAt(config, path);
  if (Array.isArray(now)) return fixForList(path, before.split(","), now.length);
  return [set(path, typeof now === "number" ? Number(before) : before)];
}

/** A command sets one member of a list. The last ones are removed first, because the others then keep their places. */
function fixForList(path: Path, members: readonly string[], length: number): FixStep[] {
  const surplus = Array.from({ length: Math.max(0, length - members.length) }, (_, index) => length - 1 - index);
  return [
    ...members.map((member, index) => set([...path, index], member)),
    ...surplus.map((index) => remove([...path, index])),
  ];
}
