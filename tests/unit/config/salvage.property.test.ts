import { readFileSync } from "node:fs";
import path from "node:path";

import * as fc from "fast-check";
import { parse } from "yaml";

import { check } from "../../../config/check/check";
import { keysOf, schemaAt } from "../../../config/schema/json-schema";
import { formatPath, isContainer, type Path, touches, valueAt, withValueAt } from "../../../config/source/path";
import type { ConfigSource } from "../../../config/source/source";
import { runs } from "../../support/runs";
import { STACKS_DIR, TODAY } from "./fixtures";

/** The values of the prod stack, which sets the most keys. */
const PROD = prodValues();
const PLACES = placesIn(PROD, []);

function prodValues(): Readonly<Record<string, unknown>> {
  const text = readFileSync(path.join(STACKS_DIR, "Pulumi.prod.yaml"), "utf8");
  const { config } = parse(text) as { config: Record<string, unknown> };
  const ours = Object.entries(config).filter(([key]) => key.startsWith("groundwork:"));
  return Object.fromEntries(ours.map(([key, value]) => [key.slice("groundwork:".length), value]));
}

function placesIn(value: unknown, at: Path): Path[] {
  if (!isContainer(value)) return [at];
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item, [...at, index]))
    : Object.entries(value).flatMap(([key, item]) => placesIn(item, [...at, key]));
  return at.length === 0 ? below : [at, ...below];
}

function problemPaths(values: unknown): string[] {
  const source: ConfigSource = {
    stack: "prod",
    target: "prod",
    values: values as ConfigSource["values"],
    secretKeys: new Set(),
    sealed: [],
    file: undefined,
  };
  return check(source, TODAY).problems.map((problem) => problem.path);
}

const place = fc.constantFrom(...PLACES);
/** Values that are invalid at every path of a stack file. */
const nonsense = fc.constantFrom<unknown>(null, [[]], { nonsense: { nonsense: 1 } });

describe("a value of the wrong type", () => {
  it("is reported at its path, and neither hides nor causes problems at other paths", () => {
    fc.assert(
      fc.property(place, nonsense, (at, wrong) => {
        const found = problemPaths(withValueAt(PROD, at, wrong));
        expect(found).not.toEqual([]);
        expect(found.filter((other) => !other.startsWith(formatPath(at)))).toEqual([]);
      }),
      runs(40, 400),
    );
  });

  it("does not hide an unrelated problem", () => {
    const faulty = withValueAt(PROD, ["network", "nat"], "single");
    fc.assert(
      fc.property(place, nonsense, (at, wrong) => {
        fc.pre(![["network", "nat"], ["environment"]].some((related) => touches(at, related)));
        expect(problemPaths(withValueAt(faulty, at, wrong))).toContain("network.nat");
      }),
      runs(40, 400),
    );
  });

  it("is reported at each of several paths", () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), nonsense, (places, wrong) => {
        fc.pre(places.every((a, index) => places.slice(index + 1).every((b) => !touches(a, b))));
        const found = problemPaths(places.reduce<unknown>((values, at) => withValueAt(values, at, wrong), PROD));
        for (const at of places) expect(found.some((other) => other.startsWith(formatPath(at)))).toBe(true);
      }),
      runs(40, 300),
    );
  });
});

describe("a misspelt key", () => {
  /** Keys that the schema names, as opposed to names that the author chose. */
  const keys = PLACES.filter(
    (at) => typeof at.at(-1) === "string" && keysOf(schemaAt(at.slice(0, -1))).includes(String(at.at(-1))),
  );

  const slip = fc.tuple(fc.constantFrom("drop", "double", "swap", "replace"), fc.nat(100));

  function misspell(key: string, [kind, at]: readonly [string, number]): string {
    const index = at % key.length;
    const [before, letter, after] = [key.slice(0, index), key.charAt(index), key.slice(index + 1)];
    if (kind === "drop") return before + after;
    if (kind === "double") return before + letter + letter + after;
    if (kind === "replace") return `${before}x${after}`;
    return before + after.charAt(0) + letter + after.slice(1);
  }

  it("is tested in every part of the file", () => {
    expect(new Set(keys.map(([part]) => part))).toEqual(
      new Set(["account", "aws", "tags", "network", "storage", "backup", "cluster", "monitoring", "budgets"]),
    );
  });

  it("has a problem that suggests the correct key", () => {
    fc.assert(
      fc.property(fc.constantFrom(...keys), slip, (at, how) => {
        const [parent, key] = [at.slice(0, -1), String(at.at(-1))];
        const typo = misspell(key, how);
        fc.pre(typo !== key && !keysOf(schemaAt(parent)).includes(typo));
        const { [key]: value, ...others } = valueAt(PROD, parent) as Record<string, unknown>;
        const source: ConfigSource = {
          stack: "prod",
          target: "prod",
          values: withValueAt(PROD, parent, { ...others, [typo]: value }) as ConfigSource["values"],
          secretKeys: new Set(),
          sealed: [],
          file: undefined,
        };
        const problem = check(source, TODAY).problems.find((one) => one.path === formatPath([...parent, typo]));
        expect(problem?.message).toMatch(/^Groundwork does not read this key\. Did you mean "/);
      }),
      runs(40, 400),
    );
  });
});
