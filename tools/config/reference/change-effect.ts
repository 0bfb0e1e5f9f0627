import { IMMUTABLE_KEYS, type ImmutableKey } from "../../../config/transitions/immutable-keys";
import { keysOf } from "../../../config/schema/json-schema";
import type { Path } from "../../../config/source/path";
import { ANY_KEY, formatKey, type Key } from "./keys";
import { type Effect, KEY_FACTS } from "./key-facts";

/** The rules that refuse a change know it best, then the facts about the key or the nearest key above it. */
export function changeEffect(key: Key): Effect {
  const refused = IMMUTABLE_KEYS.filter((immutable) => concerns(immutable, key.path));
  if (refused.length === 0) return nearest(key.path) ?? { kind: "in place", text: "In place." };
  const own = KEY_FACTS[formatKey(key.path)]?.onChange?.text ?? [];
  return {
    kind: "refused",
    text: refused
      .map((immutable) => sentence(immutable, key))
      .concat(own)
      .join(" "),
  };
}

function nearest(path: Path): Effect | undefined {
  const own = KEY_FACTS[formatKey(path)]?.onChange;
  return own ?? (path.length > 1 ? nearest(path.slice(0, -1)) : undefined);
}

/** A rule about every value of a map concerns the key of the map. */
function concerns({ path: pattern }: ImmutableKey, path: Path): boolean {
  const isOwn = pattern.length === path.length;
  const isValueOfMap = path.length < pattern.length && pattern.slice(path.length).every((part) => isMapKey(part, path));
  if (!isOwn && !isValueOfMap) return false;
  return path.every((part, index) => pattern[index] === part || (pattern[index] === ANY_KEY && index > 0));
}

/** `network.existing.subnets.control-plane.*` belongs to `subnets`, whose keys are tiers and zones. */
function isMapKey(part: string | number, path: Path): boolean {
  return part === ANY_KEY || formatKey(path) === "network.existing.subnets";
}

function sentence({ path: pattern, consequence, alternative }: ImmutableKey, { path, schema }: Key): string {
  const rest = pattern.slice(path.length).filter((part) => part !== ANY_KEY);
  const subject = rest.length === 0 ? "a change" : `a change of \`${rest.join(".")}\``;
  if (typeof consequence === "string") return `Refused, because ${subject} ${consequence}. Instead: ${alternative}.`;
  const values = keysOrValues(schema);
  const consequences = new Map(
    values.map((before) => [
      consequence(
        before,
        values.find((now) => now !== before),
      ),
      before,
    ]),
  );
  const effects = [...consequences].map(([effect, before]) =>
    consequences.size === 1 ? effect : `from \`${before}\` ${effect}`,
  );
  return `Refused, because ${subject} ${effects.join("; ")}. Instead: ${alternative}.`;
}

function keysOrValues(schema: Key["schema"]): readonly string[] {
  return (schema.enum ?? keysOf(schema)).map(String);
}
