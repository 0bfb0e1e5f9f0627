import type { Finding, FixStep } from "./finding";
import { schemaAt } from "../schema/json-schema";
import { isContainer, type Path, valueAt } from "../source/path";
import type { ConfigSource } from "../source/source";

/** Shown in place of a secret. */
export const MASK = "[secret]";
/** Shorter texts, such as the letter of a zone, would be masked everywhere in a report. */
const SHORTEST_SECRET = 6;

/** Whether a value is in a top-level key that contains a secret, or is probably the value of an AWS secret. */
export function isSecret(path: Path, source: ConfigSource): boolean {
  return source.secretKeys.has(String(path[0])) || isValueOfSecret(path, source);
}

/** A text at a key of `storage.secrets` that the schema does not have, where a person may have written the secret itself. */
function isValueOfSecret(path: Path, { values, extensions }: ConfigSource): boolean {
  const [area, kind, name] = path;
  if (area !== "storage" || kind !== "secrets" || name === undefined) return false;
  const schema = schemaAt(path, extensions);
  return !isContainer(valueAt(values, path)) && (schema === undefined || schema.type === "object");
}

/** Whether the values that a fix sets could reveal a secret. */
export function isConcealed({ path, because = [] }: Finding, steps: readonly FixStep[], source: ConfigSource): boolean {
  const sets = steps.flatMap((step) => {
    if ("set" in step) return [{ place: step.set, to: step.to }];
    return "propose" in step ? [{ place: step.propose, to: step.to }] : [];
  });
  if (sets.length === 0) return false;
  const rests = [path, ...because, ...sets.map(({ place }) => place)].some((place) => isSecret(place, source));
  return rests || sets.some(({ to }) => redacted(String(to), source) !== String(to));
}

/** A text without the secrets that the engine has decrypted, in case a message of a rule contains one. */
export function redacted(text: string, source: ConfigSource): string {
  return secretTexts(source).reduce((shown, secret) => shown.replaceAll(secret, MASK), text);
}

const known = new WeakMap<ConfigSource, readonly string[]>();

/** The longest first: one may be part of another. */
function secretTexts(source: ConfigSource): readonly string[] {
  const found =
    known.get(source) ??
    [...source.secretKeys]
      .flatMap((key) => textsIn(valueAt(source.values, [key]), [key], source))
      .sort((a, b) => b.length - a.length);
  known.set(source, found);
  return found;
}

/** Words of a fixed list are no secrets. */
function textsIn(value: unknown, at: Path, source: ConfigSource): string[] {
  if (isContainer(value)) {
    const isList = Array.isArray(value);
    return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...at, isList ? Number(key) : key], source));
  }
  const isWord = typeof value !== "string" || value.length < SHORTEST_SECRET || value === MASK;
  return isWord || schemaAt(at, source.extensions)?.enum?.includes(value) === true ? [] : [value];
}
