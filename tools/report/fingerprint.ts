import { createHash } from "node:crypto";

import { z } from "zod";

import { CHANGE_KINDS } from "./model";
import { kindOf, mainStep, rawProperties, type RawProperty } from "./read/changes";
import { type Metadata, type Properties, SECRET } from "./read/engine-event";
import { providerOf } from "./read/options";
import { logicalName, type Preview } from "./read/preview";
import { parsedJson } from "./read/json";
import { readable } from "./read/property";
import type { Redactor } from "./read/secrets";

const FORMAT_VERSION = 2;

const entry = z.strictObject({
  urn: z.string(),
  operation: z.enum(CHANGE_KINDS),
  /** How the engine makes the change, and of which object. */
  facts: z.strictObject({
    steps: z.string(),
    id: z.string(),
    provider: z.string(),
    protect: z.string(),
    retainOnDelete: z.string(),
  }),
  /** Hashes of the values before and after, by path. */
  keys: z.record(z.string(), z.string()),
});
type Entry = z.infer<typeof entry>;
type Fact = keyof Entry["facts"];

export const fingerprintSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  stack: z.string(),
  fingerprint: z.string(),
  changes: z.array(entry),
  drift: z.array(entry),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/**
 * Everything that an update would change, and the drift that it would find, as hashes. Two previews with the same
 * fingerprint make the same changes. A secret counts as changed or unchanged only: a hash of its value could be guessed.
 */
export function fingerprintOf(
  stack: string,
  preview: Preview,
  drift: Preview | undefined,
  redactor: Redactor,
): Fingerprint {
  const [changes, drifted] = [entriesOf(preview, redactor), drift === undefined ? [] : entriesOf(drift, redactor)];
  const fingerprint = hash({ changes, drift: drifted });
  return { formatVersion: FORMAT_VERSION, stack, fingerprint, changes, drift: drifted };
}

function entriesOf({ steps }: Preview, redactor: Redactor): Entry[] {
  const entries = [...steps].flatMap(([urn, all]): Entry[] => {
    const [operation, step] = [kindOf(all), mainStep(all)];
    if (operation === undefined || step === undefined) return [];
    const properties = operation === "create" ? createdProperties(step) : rawProperties(step, operation);
    const keys = hashesByPath(properties, redactor);
    return [{ urn: redactor.redact(urn), operation, facts: factsOf(all, step, redactor), keys }];
  });
  return entries.sort((a, b) => compare(a.urn, b.urn) || compare(canonical(a), canonical(b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Paths that differ only in a secret, such as a key of a map, are numbered, in the order of their hashes. */
function hashesByPath(properties: readonly RawProperty[], redactor: Redactor): Entry["keys"] {
  const groups = Map.groupBy(properties, ({ path }) => redactor.redact(path));
  return Object.fromEntries(
    [...groups].flatMap(([path, same]) => {
      const hashes = same.map((each) => hashOf(each, redactor)).sort();
      return hashes.map((text, index) => [index === 0 ? path : `${path} (${index + 1})`, text]);
    }),
  );
}

/** In the order of steps, a replacement that creates first differs from one that deletes first. */
function factsOf(steps: readonly Metadata[], { old, new: now }: Metadata, redactor: Redactor): Entry["facts"] {
  const states = [old, now].filter((state) => state !== undefined);
  const values = (read: (state: (typeof states)[number]) => string): string =>
    [...new Set(states.map(read))].join(" → ");
  return {
    steps: steps.map(({ op }) => op).join(", "),
    id: redactor.redact([...new Set(steps.flatMap(idsOf))].join(", ")),
    provider: values(({ provider }) => providerOf(provider)),
    protect: values(({ protect }) => String(protect === true)),
    retainOnDelete: values(({ retainOnDelete }) => String(retainOnDelete === true)),
  };
}

/** The object of a step. An update creates the ID of a new object, except of one that exists and is imported. */
function idsOf({ op, old, new: now }: Metadata): readonly string[] {
  const ids = [old?.id ?? "", ...(op === "import" || op === "import-replacement" ? [now?.id ?? ""] : [])];
  return ids.filter((id) => id !== "");
}

function createdProperties({ new: now }: Metadata): readonly RawProperty[] {
  return Object.entries(now?.inputs ?? {})
    .filter(([path]) => !path.startsWith("__"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, after]: [string, unknown]) => ({ path, kind: "add", replaces: false, before: undefined, after }));
}

function hashOf({ kind, replaces, before, after }: RawProperty, redactor: Redactor): string {
  // Secrets are hidden before JSON is read, which could change their form, and after it.
  const [hiddenBefore, hiddenAfter] = redactor.redactAll([readable(before), readable(after)]);
  const text = redactor.redact(canonical({ kind, replaces, before: hiddenBefore, after: hiddenAfter }));
  return `${text.includes(SECRET) ? "secret " : ""}${hash(text)}`;
}

function hash(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

/** JSON with sorted keys: engines and providers may list the keys of a map, or of JSON in a string, in any order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, child: unknown): unknown => {
    if (typeof child === "string") {
      const json = parsedJson(child);
      return json === undefined ? child : ["JSON", json];
    }
    if (typeof child !== "object" || child === null || Array.isArray(child)) return child;
    return Object.fromEntries(Object.entries(child as Properties).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** How a preview differs from the approved one, one line for each resource; empty if both make the same changes. */
export function differences(approved: Fingerprint, now: Fingerprint): readonly string[] {
  if (approved.stack !== now.stack) return [`The approved preview is of stack ${approved.stack}, not of ${now.stack}.`];
  return [...differencesOf(approved.changes, now.changes, ""), ...differencesOf(approved.drift, now.drift, "drift: ")];
}

function differencesOf(approved: readonly Entry[], now: readonly Entry[], prefix: string): readonly string[] {
  const [before, after] = [approved, now].map((entries) => new Map(entries.map((each) => [each.urn, each])));
  const urns = [...new Set([...approved, ...now].map(({ urn }) => urn))].sort();
  return urns.flatMap((urn) => {
    const text = difference(before?.get(urn), after?.get(urn));
    return text === undefined ? [] : [`${prefix}${logicalName(urn)}: ${text}`];
  });
}

function difference(approved: Entry | undefined, now: Entry | undefined): string | undefined {
  if (now === undefined) return `approved ${approved?.operation ?? ""}, now no change`;
  if (approved === undefined) return `now ${now.operation}, which is not approved`;
  if (approved.operation !== now.operation) return `approved ${approved.operation}, now ${now.operation}`;
  const facts = Object.keys(now.facts).filter((fact) => approved.facts[fact as Fact] !== now.facts[fact as Fact]);
  const keys = [...new Set([...Object.keys(approved.keys), ...Object.keys(now.keys)])].sort();
  const changed = keys.filter((key) => approved.keys[key] !== now.keys[key]);
  const others = [...new Set([...facts, ...changed])];
  return others.length === 0 ? undefined : `${now.operation} with other values of ${others.join(", ")}`;
}
