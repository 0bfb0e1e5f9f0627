import { type Properties, SECRET } from "./engine-event";
import type { Redactor } from "./secrets";

/** Stands for a value that the update has yet to compute. */
export const UNKNOWN = "[unknown]";

/** The values with which the engine represents an unknown value: one for each type, all of them strings. */
const UNKNOWN_VALUES: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknownValue(value: unknown): boolean {
  return UNKNOWN_VALUES.has(value);
}

/** The keys and indexes of a property path, such as `tags["a.b"]` and `ingress[0].cidrBlocks`. */
export function segmentsOf(path: string): readonly string[] {
  const segments = [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)];
  return segments.map(([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "");
}

/** The value at a path; `[secret]` below a secret value. */
export function valueAt(properties: unknown, path: string): unknown {
  let value = properties;
  for (const segment of segmentsOf(path)) {
    if (value === SECRET) return SECRET;
    value = typeof value === "object" && value !== null ? (value as Properties)[segment] : undefined;
  }
  return value;
}

/**
 * Properties with which a provider keeps its own books: at the top level all that begin with `__`, such as `__fieldManager`;
 * below it those that the Terraform bridge adds to every object. Keys of a user's map may begin with `__` as well.
 */
export function isBookkeeping(path: string): boolean {
  const [first = "", ...others] = segmentsOf(path);
  return first.startsWith("__") || others.some(isBridgeKey);
}

function isBridgeKey(key: string): boolean {
  return key === "__defaults" || key === "__meta";
}

/** The value with readable unknown values, and without the bookkeeping of providers. */
export function readable(value: unknown): unknown {
  if (isUnknownValue(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !isBridgeKey(key));
  return Object.fromEntries(entries.map(([key, child]) => [key, readable(child)]));
}

const LONGEST_TEXT = 160;
/** Characters before the first difference of two long values. */
const CONTEXT = 40;

/** Two values as short texts, without secrets. Long values begin shortly before their first difference. */
export function textsOf(
  before: unknown,
  after: unknown,
  redactor: Redactor,
): { readonly before?: string; readonly after?: string } {
  const [old, now] = [before, after].map((value) => {
    const text = value === undefined ? undefined : redactor.redact(textOf(readable(value)));
    return text === undefined ? undefined : singleLine(text);
  });
  const start = old === undefined || now === undefined ? 0 : firstDifference(old, now);
  return {
    ...(old === undefined ? {} : { before: cut(old, start) }),
    ...(now === undefined ? {} : { after: cut(now, start) }),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function singleLine(text: string): string {
  return text.replaceAll("\r", "").replaceAll("\n", "⏎");
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

function cut(text: string, difference: number): string {
  if (text.length <= LONGEST_TEXT) return text;
  const start = Math.max(0, Math.min(difference - CONTEXT, text.length - LONGEST_TEXT));
  const end = start + LONGEST_TEXT;
  return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
}
