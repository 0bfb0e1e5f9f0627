import { edit, type Finding, type FixStep, movedStep, remove, type Scalar, set } from "./finding";
import type { ExtensionSchemas } from "../extensions/schema";
import { type JsonSchema, keysOf, schemaAt } from "../schema/json-schema";
import { formatPath, isContainer, type Path, valueAt } from "../source/path";
import type { Issue } from "../schema/salvage";
import type { PartName } from "../schema";
import { forbiddenKey, missingKey, unknownKey } from "./key-findings";
import type { ValueFinding } from "../schema/fields";
import { suggest } from "../../domain/suggest";
import { convert } from "./convert-value";
import { allowedBy, kindOf, typeName } from "./wording";

/** The context of a finding about one value. */
interface Context {
  /** The value of the whole part, as it was written. */
  readonly raw: unknown;
  /** The characters of a scalar in the stack file: YAML's number 1.3 may be the text 1.30. */
  readonly written: (path: Path) => string | undefined;
  /** `aws.region` of the file. */
  readonly region: unknown;
  readonly extensions: ExtensionSchemas | undefined;
}

/** Converts errors of zod to findings: one for each path. */
export function findingsFrom(part: PartName, issues: readonly Issue[], context: Context): Finding[] {
  const findings = issues.flatMap((issue) => explain([part, ...(issue.path as Path)], issue, context));
  // A value that fails one check often fails the next one too; the first finding is enough.
  const places = new Set<string>();
  return findings.filter(({ path }) => places.size < places.add(formatPath(path)).size);
}

function explain(path: Path, issue: Issue, context: Context): Finding[] {
  const schema = schemaAt(path, context.extensions);
  const value = valueAt(context.raw, path.slice(1));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey([...path, key], keysOf(schema), value));
  }
  if (issue.code === "invalid_key")
    return [forbiddenKey(path, issue.issues[0], valueAt(context.raw, path.slice(1, -1)))];
  if (value === undefined) return [missingKey(path, schema)];
  switch (issue.code) {
    case "invalid_type":
      return [wrongType(path, value, schema, context)];
    case "invalid_value":
      return [
        {
          code: "schema/not-allowed-value",
          path,
          message: zoneOf(value, schema) === undefined ? "The value is not one of the allowed values." : ZONE_MESSAGE,
          ...allowedBy(schema),
          fix: replaceBy(nearest(value, schema, siblingsAt(path, context), context.region), path, schema),
        },
      ];
    case "too_small":
    case "too_big":
      return [outOfRange(path, issue, value, schema)];
    case "custom":
      return [placed(path, (issue.params ?? { message: issue.message }) as ValueFinding, schema)];
    case "invalid_format":
    case "invalid_element":
    case "invalid_union":
    case "not_multiple_of":
      return [
        {
          code: "schema/wrong-form",
          path,
          message: "The value does not have the allowed form.",
          allowed: issue.message,
          ...allowedBy(schema),
          fix: replaceBy(ownForm(value, schema), path, schema),
        },
      ];
  }
}

function wrongType(path: Path, value: unknown, schema: JsonSchema | undefined, context: Context): Finding {
  const expected = typeName(schema);
  const unquoted = schema?.type === "string" && (typeof value === "number" || typeof value === "boolean");
  const message = unquoted
    ? `Expected text, but without quotes YAML reads ${kindOf(value)}.`
    : `Expected ${expected}, found ${kindOf(value)}.`;
  return { code: "schema/wrong-type", path, message, ...allowedBy(schema), fix: retype(path, value, schema, context) };
}

/** Converts the value to the expected type. Of values that cannot be converted, only null is removed. */
function retype(path: Path, value: unknown, schema: JsonSchema | undefined, context: Context): FixStep[] {
  const written = context.written(path);
  const converted = convert(value, written, schema);
  if (converted !== undefined) return [set(path, converted)];
  const entries = schema?.items === undefined ? undefined : entriesIn(value, written, schema.items);
  if (entries !== undefined) return [set(path, entries)];
  const asSwitch = switched(path, value, schema);
  if (asSwitch !== undefined) return [asSwitch];
  const key = path.at(-1);
  const isRequired = typeof key === "number" || path.length === 1 || isRequiredKey(path, context);
  if (value === null && !isRequired) return [remove(path)];
  return isRequired ? replaceBy(undefined, path, schema) : [edit(`correct \`${formatPath(path)}\``)];
}

/** Turns a part on or off that is off without its key, and was written as `true` or `false`. */
function switched(path: Path, value: unknown, schema: JsonSchema | undefined): FixStep | undefined {
  const isPart = schema?.type === "object" && schema.properties !== undefined && schema.default === undefined;
  if (!isPart || typeof value !== "boolean" || (schema.required ?? []).length > 0) return undefined;
  return value ? edit(`set \`${formatPath(path)}\` to {}, which has the default of each key`) : remove(path);
}

function isRequiredKey(path: Path, { extensions }: Context): boolean {
  return schemaAt(path.slice(0, -1), extensions)?.required?.includes(String(path.at(-1))) === true;
}

/** Sets the value that was probably meant; never a default or an example, which would look like the right value. */
function replaceBy(meant: Scalar | undefined, path: Path, schema: JsonSchema | undefined): FixStep[] {
  if (meant !== undefined) return [set(path, meant)];
  const place = `\`${formatPath(path)}\``;
  if (typeof path.at(-1) === "number") return [edit(`correct or remove ${place}`)];
  const byDefault = schema?.default;
  const hint =
    byDefault === undefined || byDefault === "" || isContainer(byDefault)
      ? ""
      : `; the default is ${byDefault as Scalar}`;
  return [edit(`correct ${place}${hint}`)];
}

/** The entries of a list that was written as text: `a,b` or "[a, b]". */
function entriesIn(value: unknown, written: string | undefined, schema: JsonSchema): Scalar[] | undefined {
  const single = convert(value, written, schema);
  if (single !== undefined) return [single];
  if (typeof value !== "string") return undefined;
  const parts = value
    .replaceAll(/[[\]"']/g, "")
    .split(/[\s,;]+/)
    .filter((part) => part !== "");
  const entries = parts.flatMap((part) => convert(part, undefined, schema) ?? []);
  return parts.length > 0 && entries.length === parts.length ? entries : undefined;
}

/** The value's own letters in the form that the schema allows, if only spaces, case, a `v` or separators differ. */
function ownForm(value: unknown, schema: JsonSchema | undefined): string | undefined {
  if (typeof value !== "string" || schema?.pattern === undefined) return undefined;
  const form = new RegExp(schema.pattern, "u");
  const trimmed = value.trim();
  const digits = /^[\d\s-]+$/.test(trimmed) ? trimmed.replaceAll(/[\s-]/g, "") : trimmed;
  return [trimmed, trimmed.toLowerCase(), trimmed.replace(/^v(?=\d)/i, ""), digits].find((own) => form.test(own));
}

function outOfRange(path: Path, issue: Issue, value: unknown, schema: JsonSchema | undefined): Finding {
  const tooSmall = issue.code === "too_small";
  if (!Array.isArray(value)) {
    return {
      code: "schema/out-of-range",
      path,
      message: tooSmall ? "The number is less than the minimum." : "The number is greater than the maximum.",
      ...allowedBy(schema),
      // The nearest allowed number is not what was meant: 1 instead of 0 days deletes objects after a day.
      fix: [edit(`correct \`${formatPath(path)}\``)],
    };
  }
  const [most, least] = [schema?.maxItems ?? value.length, schema?.minItems ?? 0];
  const number = (count: number): string => `${count} ${count === 1 ? "entry" : "entries"}`;
  return {
    code: "schema/wrong-number-of-entries",
    path,
    message: tooSmall ? "The list has too few entries." : "The list has too many entries.",
    ...allowedBy(schema),
    fix: [
      tooSmall
        ? edit(`add ${number(least - value.length)} to \`${formatPath(path)}\``)
        : edit(`remove ${number(value.length - most)} from \`${formatPath(path)}\``),
    ],
  };
}

/** A finding of a check, with its place in the stack file and a fix. */
function placed(path: Path, finding: ValueFinding, schema: JsonSchema | undefined): Finding {
  // Only a check of a whole list or map finds an entry that another one repeats.
  const isRepeated = finding.path !== undefined;
  const byDefault = isRepeated ? [remove(path)] : replaceBy(undefined, path, schema);
  return {
    code: finding.code ?? "schema/invalid-value",
    path,
    message: finding.message,
    ...(finding.allowed === undefined ? allowedBy(schema) : { allowed: finding.allowed }),
    fix: finding.fix?.map((step) => movedStep(step, (place) => [...path, ...place])) ?? byDefault,
  };
}

const entrySets = new WeakMap<object, ReadonlySet<unknown>>();

/** The entries of the list that the path is a place in. */
function siblingsAt(path: Path, { raw }: Context): ReadonlySet<unknown> {
  const list = typeof path.at(-1) === "number" ? valueAt(raw, path.slice(1, -1)) : undefined;
  if (!Array.isArray(list)) return new Set();
  const entries = entrySets.get(list) ?? new Set<unknown>(list);
  entrySets.set(list, entries);
  return entries;
}

const ZONE_MESSAGE = "Zones are letters: the Region of a zone is `aws.region`.";

/** The Region and the letter of a zone that was written with its Region, `eu-west-1a`, where the schema wants a letter. */
function zoneOf(value: unknown, schema: JsonSchema | undefined): { region: string; letter: string } | undefined {
  const [, region, letter] = /^([a-z]{2}(?:-[a-z]+)+-\d)([a-z])$/.exec(typeof value === "string" ? value : "") ?? [];
  const isZone = region !== undefined && letter !== undefined && schema?.enum?.includes(letter) === true;
  return isZone ? { region, letter } : undefined;
}

/** In shorter words, a few letters make another word: `one` is not `none`. */
const SHORTEST_TYPO = 5;

/** The allowed value that was probably meant, and that is not there already. */
function nearest(
  value: unknown,
  schema: JsonSchema | undefined,
  taken: ReadonlySet<unknown>,
  region: unknown,
): Scalar | undefined {
  if (isContainer(value)) return undefined;
  const zone = zoneOf(value, schema);
  if (zone !== undefined) return zone.region === region && !taken.has(zone.letter) ? zone.letter : undefined;
  const choices = (schema?.enum ?? []).filter((choice) => !taken.has(choice));
  if (typeof choices[0] === "number" && !Number.isNaN(Number(value))) {
    // A smaller number would delete sooner, and 0 may mean never.
    return Number(value) > 0 ? choices.find((choice) => Number(choice) >= Number(value)) : undefined;
  }
  if (typeof value !== "string") return undefined;
  const trimmed = value.trim().toLowerCase();
  const same = choices.map(String).find((choice) => choice.toLowerCase() === trimmed);
  const meant = same ?? suggest(trimmed, choices.map(String));
  return same === undefined && trimmed.length < SHORTEST_TYPO ? undefined : meant;
}
