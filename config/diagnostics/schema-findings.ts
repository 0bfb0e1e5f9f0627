import { edit, type Finding, type FixStep, movedStep, remove, type Scalar, set } from "./finding";
import { type JsonSchema, keysOf, schemaAt } from "../schema/json-schema";
import { formatPath, isContainer, type Path, valueAt } from "../source/path";
import type { Issue } from "../schema/salvage";
import type { PartName } from "../schema";
import { forbiddenKey, missingKey, unknownKey } from "./key-findings";
import type { ValueFinding } from "../schema/fields";
import { suggest } from "../../domain/suggest";
import { allowedBy, kindOf, typeName } from "./wording";

/** The context of a finding about one value. */
interface Context {
  /** The value of the whole part, as it was written. */
  readonly raw: unknown;
  /** The characters of a scalar in the stack file: YAML's number 1.3 may be the text 1.30. */
  readonly written: (path: Path) => string | undefined;
}

/** Converts errors of zod to findings: one for each path. */
export function findingsFrom(part: PartName, issues: readonly Issue[], context: Context): Finding[] {
  const findings = issues.flatMap((issue) => explain([part, ...(issue.path as Path)], issue, context));
  // A value that fails one check often fails the next one too; the first finding is enough.
  const places = new Set<string>();
  return findings.filter(({ path }) => places.size < places.add(formatPath(path)).size);
}

function explain(path: Path, issue: Issue, context: Context): Finding[] {
  const schema = schemaAt(path);
  const value = valueAt(context.raw, path.slice(1));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey([...path, key], keysOf(schema), value));
  }
  if (issue.code === "invalid_key") return [forbiddenKey(path, issue.issues[0])];
  if (value === undefined) return [missingKey(path, schema)];
  switch (issue.code) {
    case "invalid_type":
      return [wrongType(path, value, schema, context)];
    case "invalid_value":
      return [
        {
          code: "schema/not-allowed-value",
          path,
          message: "The value is not one of the allowed values.",
          ...allowedBy(schema),
          fix: replaceBy(nearest(value, schema, siblingsAt(path, context)), path, value, schema),
        },
      ];
    case "too_small":
    case "too_big":
      return [outOfRange(path, issue, value, schema)];
    case "custom":
      return [placed(path, issue.params as ValueFinding | undefined, value, schema)];
    case "invalid_format":
    case "invalid_element":
    case "invalid_union":
    case "not_multiple_of":
      return [
        {
          code: "schema/wrong-form",
          path,
          message: "The value does not have the allowed form.",
          ...allowedBy(schema),
          fix: replaceBy(undefined, path, value, schema),
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
  if (converted !== undefined) return overwrite(path, value, converted);
  const entry = convert(value, written, schema?.items);
  if (entry !== undefined) return [remove(path), set([...path, 0], entry)];
  const key = path.at(-1);
  const isRequired = typeof key === "number" || path.length === 1 || isRequiredKey(path);
  if (value === null && !isRequired) return [remove(path)];
  return isRequired ? replaceBy(undefined, path, value, schema) : [edit(`correct \`${formatPath(path)}\``)];
}

function isRequiredKey(path: Path): boolean {
  return schemaAt(path.slice(0, -1))?.required?.includes(String(path.at(-1))) === true;
}

/** Sets the probable value or the default; never an example, which would look like the right value. */
function replaceBy(meant: Scalar | undefined, path: Path, value: unknown, schema: JsonSchema | undefined): FixStep[] {
  const to = meant ?? (isContainer(schema?.default) ? undefined : (schema?.default as Scalar | undefined));
  if (to !== undefined) return overwrite(path, value, to);
  const place = `\`${formatPath(path)}\``;
  return [edit(typeof path.at(-1) === "number" ? `correct or remove ${place}` : `correct ${place}`)];
}

/** The CLI keeps the quotes of text that it overwrites, so text is removed before a number or boolean is set. */
function overwrite(path: Path, value: unknown, to: Scalar): FixStep[] {
  return [...(typeof value === "string" && typeof to !== "string" ? [remove(path)] : []), set(path, to)];
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
function placed(
  path: Path,
  finding: ValueFinding | undefined,
  value: unknown,
  schema: JsonSchema | undefined,
): Finding {
  const isEntry = typeof path.at(-1) === "number" || finding?.path !== undefined;
  const byDefault = isEntry ? [remove(path)] : replaceBy(undefined, path, value, schema);
  return {
    code: finding?.code ?? "schema/invalid-value",
    path,
    message: finding?.message ?? "The value is not allowed.",
    ...(finding?.allowed === undefined ? allowedBy(schema) : { allowed: finding.allowed }),
    fix: finding?.fix?.map((step) => movedStep(step, (place) => [...path, ...place])) ?? byDefault,
  };
}

/** Words for booleans, including those of YAML 1.1. */
const BOOLEAN_WORDS = new Map([
  ["true", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["no", false],
  ["off", false],
]);

/** The value in the expected type, if the conversion is unambiguous. */
function convert(value: unknown, written: string | undefined, schema: JsonSchema | undefined): Scalar | undefined {
  if (isContainer(value) || value === null) return undefined;
  const rendered = typeof value === "string" ? value : JSON.stringify(value);
  const characters = typeof value === "number" && Number(written) === value ? (written ?? rendered) : rendered;
  if (schema?.type === "string") {
    const isAllowed = schema.enum?.includes(characters) ?? new RegExp(schema.pattern ?? "", "u").test(characters);
    return isAllowed ? characters : undefined;
  }
  if (schema?.type === "boolean") return BOOLEAN_WORDS.get(characters.toLowerCase());
  const isNumber = schema?.type === "integer" || schema?.type === "number";
  // The CLI writes larger ones as text again.
  const isWhole = /^\d+$/.test(characters) && Number.isSafeInteger(Number(characters));
  return isNumber && isWhole ? Number(characters) : undefined;
}

/** The other entries when the path is a place in a list. */
function siblingsAt(path: Path, { raw }: Context): readonly unknown[] {
  return typeof path.at(-1) === "number" ? listIn(valueAt(raw, path.slice(1, -1))) : [];
}

/** The allowed value that was probably meant, and that is not there already. */
function nearest(value: unknown, schema: JsonSchema | undefined, taken: readonly unknown[]): Scalar | undefined {
  if (isContainer(value)) return undefined;
  const choices = (schema?.enum ?? []).filter((choice) => !taken.includes(choice));
  if (typeof choices[0] === "number" && !Number.isNaN(Number(value))) {
    return choices.find((choice) => Number(choice) >= Number(value)) ?? choices.at(-1);
  }
  const meant = typeof value === "string" ? suggest(value, choices.map(String)) : undefined;
  return meant;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
