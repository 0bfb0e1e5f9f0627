import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import * as fc from "fast-check";
import { parse } from "yaml";

import { isContainer, type Path, valueAt, withValueAt } from "../../../../config/source/path";
import { PROJECT_DIR, STACKS_DIR } from "../fixtures";

/** Written wherever a stack file has something encrypted; no output may show it. */
export const CANARY = "canary-7f3a9-canary";

export interface Seed {
  readonly stack: string;
  readonly directory: string;
  readonly text: string;
  /** Everything below `config:`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** The stack files of the tests and the examples. */
export const SEEDS: readonly Seed[] = [STACKS_DIR, path.join(PROJECT_DIR, "examples")].flatMap((directory) =>
  readdirSync(directory).flatMap((file): Seed[] => {
    const stack = /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1];
    if (stack === undefined) return [];
    const text = readFileSync(path.join(directory, file), "utf8");
    return [{ stack, directory, text, config: (parse(text) as Pick<Seed, "config">).config }];
  }),
);

/** A stack file that somebody or something got wrong, and how: `steps` are for the report of a failure. */
export interface Mutant<T> {
  readonly seed: Seed;
  readonly mutated: T;
}

const ODD_KEYS = [
  ..."__proto__ constructor toString hasOwnProperty << secure null true 0 1 - * & ! [ ] { } a.b a[0]".split(" "),
  ..."a=b a'b a:b Größe ☃ publik cidrs zone naem verison".split(" "),
  "",
  " ",
  'a"b',
  "a\\b",
  "a.b\\",
  "a\nb",
  "a\u200bb",
  "password-token",
  "-x",
  "k".repeat(300),
];

const HOSTILE_TEXTS = [
  ..."true no on null ~ 0 1 -5 +7 007 1.30 1e9 0x1F .inf .nan 99999999999999999999 *x &x !x @x % | > ? : - <<".split(
    " ",
  ),
  ..."a b z A 2026-01-01 10.0.0.0/16 10.0.0.1/16 0.0.0.0/0 ::/0 1.36 single arn:aws:iam::1:role/x __proto__".split(" "),
  "",
  " ",
  "'",
  '"',
  "it's; rm -rf /",
  "$(reboot) `x`",
  "a\nb",
  "{a: b}",
  "[a",
  "# x",
  "Größe ☃ \u202e",
  "\u0000\u001b[31m",
  "x".repeat(5000),
];

const scalar = fc.oneof(
  fc.constantFrom<unknown>(...HOSTILE_TEXTS),
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1, 3, 1.5, 1e21, 2 ** 53, 10_000),
);

const encrypted = fc.constantFrom<unknown>(
  { secure: CANARY },
  { secure: CANARY, note: "x" },
  { secure: [CANARY] },
  { secure: { secure: CANARY } },
  { a: { secure: CANARY } },
  [{ secure: CANARY }],
);

const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: encrypted },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      [],
      {},
      [[]],
      { toString: 1, valueOf: 2 },
      { constructor: { prototype: 1 } },
      ["a", "a"],
      nested(40),
      Array.from({ length: 30 }, (_, index) => `e${index}`),
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, index])),
    ),
  },
);

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

type Change = (config: unknown, at: Path) => unknown;

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Change>(without) },
  {
    weight: 6,
    arbitrary: value.map(
      (to): Change =>
        (config, at) =>
          withValueAt(config, at, to),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(...ODD_KEYS), fc.option(value)).map(([key, to]) => withKey(key, to)),
  },
  { weight: 1, arbitrary: fc.constant<Change>(twice) },
  { weight: 1, arbitrary: fc.constant<Change>(otherContainer) },
  { weight: 1, arbitrary: fc.constant<Change>((config, at) => withValueAt(config, at, asText(valueAt(config, at)))) },
  {
    weight: 2,
    arbitrary: fc.nat(1000).map(
      (pick): Change =>
        (config, at) =>
          fromElsewhere(config, at, pick),
    ),
  },
);

function without(config: unknown, at: Path): unknown {
  const [parentPath, key] = [at.slice(0, -1), at.at(-1)];
  const parent = valueAt(config, parentPath);
  if (Array.isArray(parent)) return withValueAt(config, parentPath, parent.toSpliced(Number(key), 1));
  const others = Object.entries(parent ?? {}).filter(([name]) => name !== key);
  return withValueAt(config, parentPath, Object.fromEntries(others));
}

/** Gives a key another name, or adds one beside it. */
function withKey(key: string, to: unknown): Change {
  return (config, at) => {
    const parent = at.slice(0, -1);
    if (typeof at.at(-1) === "number") return config;
    const base = to === null ? without(config, at) : config;
    return withValueAt(base, [...parent, parent.length === 0 ? `groundwork:${key}` : key], to ?? valueAt(config, at));
  };
}

/** Says an entry of a list twice, or a key's value under another key as well. */
function twice(config: unknown, at: Path): unknown {
  const [parentPath, key] = [at.slice(0, -1), at.at(-1)];
  const parent = valueAt(config, parentPath);
  if (Array.isArray(parent)) return withValueAt(config, parentPath, [...(parent as unknown[]), valueAt(config, at)]);
  return withValueAt(config, [...parentPath, `${String(key)}2`], valueAt(config, at));
}

function otherContainer(config: unknown, at: Path): unknown {
  const held = valueAt(config, at);
  if (isContainer(held) && Object.hasOwn(held, "secure")) return config;
  if (Array.isArray(held)) return withValueAt(config, at, Object.fromEntries(held.entries()));
  return withValueAt(config, at, isContainer(held) ? Object.values(held) : [held]);
}

function asText(held: unknown): unknown {
  return typeof held === "string" && /^\d+$/.test(held)
    ? Number(held)
    : isContainer(held)
      ? JSON.stringify(held)
      : String(held);
}

function fromElsewhere(config: unknown, at: Path, pick: number): unknown {
  const places = placesIn(config, []);
  return withValueAt(config, at, valueAt(config, places[pick % places.length] ?? []));
}

/** Without those below a key `secure`: what is moved away from there is no secret any more. */
function placesIn(held: unknown, at: Path): Path[] {
  if (!isContainer(held) || Object.hasOwn(held, "secure")) return at.length === 0 ? [] : [at];
  const below = Array.isArray(held)
    ? held.flatMap((item, index) => placesIn(item, [...at, index]))
    : Object.entries(held).flatMap(([key, item]) => placesIn(item, [...at, key]));
  return at.length === 0 ? below : [at, ...below];
}

const pick = fc.nat(1_000_000);

/** Stack files whose values were changed at some places. */
export const mutatedValues: fc.Arbitrary<Mutant<Readonly<Record<string, unknown>>>> = fc
  .tuple(fc.constantFrom(...SEEDS), fc.array(fc.tuple(pick, change), { minLength: 1, maxLength: 5 }))
  .map(([seed, changes]) => ({
    seed,
    mutated: changes.reduce<Readonly<Record<string, unknown>>>((config, [at, make]) => {
      const places = placesIn(config, []);
      const place = places[at % places.length];
      return place === undefined ? config : (make(config, place) as Readonly<Record<string, unknown>>);
    }, seed.config),
  }));

type Edit = (lines: string[], at: number) => string[];

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.constant<Edit>((lines, at) => lines.toSpliced(at, 1)),
  fc.constant<Edit>((lines, at) => lines.toSpliced(at, 0, lines[at] ?? "")),
  fc.constant<Edit>((lines, at) => lines.slice(0, at)),
  fc.constantFrom(" ", "  ", "\t", "- ").map(
    (by): Edit =>
      (lines, at) =>
        lines.with(at, by + (lines[at] ?? "")),
  ),
  fc.constant<Edit>((lines, at) => lines.with(at, (lines[at] ?? "").replace(/^ {2}/, ""))),
  fc
    .oneof(
      fc.constantFrom(...HOSTILE_TEXTS.map((text) => text.slice(0, 500))),
      fc.constantFrom(
        "*x",
        "&x [*x]",
        "&x {<<: *x}",
        "{<<: [*x, *y]}",
        `{ secure: ${CANARY} }`,
        `{ secure: ${CANARY}, x: 1 }`,
        `{ secure: ${CANARY}`,
        `{ secure: [${CANARY}] }`,
        `{ secure: &s ${CANARY} }`,
        `"${CANARY}`,
        `{ ? { secure: ${CANARY} } : x }`,
        "*s",
        "&s a",
        "!!binary x",
        "!x y",
        "!!int x",
        "|",
        ">-x",
        "[".repeat(80),
        "[".repeat(3000),
        "2026-01-01",
        "? x",
      ),
    )
    .map(
      (to): Edit =>
        (lines, at) =>
          lines.with(
            at,
            (lines[at] ?? "").replace(/:( .*)?$/, () => `: ${to}`),
          ),
    ),
  fc
    .constantFrom(
      "<<: *x",
      "&x a: b",
      `secure: ${CANARY}`,
      "__proto__: { a: b }",
      "? [a]",
      ": x",
      "*x : y",
      "---",
      "...",
      "%x",
    )
    .map(
      (text): Edit =>
        (lines, at) =>
          lines.toSpliced(at, 0, `${/^ */.exec(lines[at] ?? "")?.[0] ?? ""}${text}`),
    ),
  fc.nat(500).map((other): Edit => (lines, at) => {
    const index = other % lines.length;
    return lines.with(at, lines[index] ?? "").with(index, lines[at] ?? "");
  }),
);

/** Stack files whose text was changed at some lines. */
export const mutatedTexts: fc.Arbitrary<Mutant<string>> = fc
  .tuple(fc.constantFrom(...SEEDS), fc.array(fc.tuple(pick, edit), { minLength: 1, maxLength: 3 }))
  .map(([seed, edits]) => ({
    seed,
    mutated: edits
      .reduce(
        (lines, [at, make]) => (lines.length === 0 ? lines : make(lines, at % lines.length)),
        seed.text.split("\n"),
      )
      .join("\n"),
  }));
