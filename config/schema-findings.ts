import { edit, type Finding, type FixStep, remove, type Scalar, set } from "./finding";
import { type JsonSchema, keysOf, sample, schemaAt } from "./json-schema";
import { formatPath, isContainer, type Path, valueAt } from "./path";
import type { Issue } from "./salvage";
import type { PartName } from "./schema";
import type { Complaint } from "./schema/fields";
import { suggest } from "./suggest";
import { allowedWords, kindOf, typeName } from "./wording";

/** What a finding may need to know about the value it is about. */
interface Context {
  /** The value of the whole part, as it was written. */
  readonly raw: unknown;
  /** The characters of a scalar in the stack file: YAML's number 1.3 may be the text 1.30. */
  readonly written: (path: Path) => string | undefined;
}

/** Says what zod found in the words of the stack file: one finding for each place. */
export function findingsFrom(part: PartName, issues: readonly Issue[], context: Context): Finding[] {
  const findings = issues.flatMap((issue) => explain([part, ...(issue.path as Path)], issue, context));
  // A value that fails one check often fails the next, too; the first says enough.
  const places = findings.map(({ path }) => formatPath(path));
  return findings.filter((_, index) => places.indexOf(places[index] ?? "") === index);
}

function explain(path: Path, issue: Issue, context: Context): Finding[] {
  const schema = schemaAt(path);
  const value = valueAt(context.raw, path.slice(1));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey([...path, key], keysOf(schema), value));
  }
  if (issue.code === "invalid_key") return [forbiddenKey(path, issue.issues[0])];
  if (value === undefined) return [missing(path, schema)];
  switch (issue.code) {
    case "invalid_type":
      return [wrongType(path, value, schema, context)];
    case "invalid_value":
      return [
        {
          path,
          message: "Not one of the allowed values.",
          ...allowed(schema),
          fix: overwrite(path, value, nearest(value, schema, siblingsAt(path, context))),
        },
      ];
    case "too_small":
    case "too_big":
      return [outOfRange(path, issue, value, schema)];
    case "custom":
      return [complained(path, issue.params as Complaint | undefined, schema)];
    case "invalid_format":
    case "invalid_element":
    case "invalid_union":
    case "not_multiple_of":
      return [{ path, message: "Not in the allowed form.", ...allowed(schema), fix: sampleFix(path, schema) }];
  }
}

/** A key that nothing reads. `known` are the keys that are read there, `siblings` is the map that holds it. */
export function unknownKey(path: Path, known: readonly string[], siblings: unknown): Finding {
  const key = String(path.at(-1));
  const meant = suggest(key, known);
  const allowed = known.join(", ");
  if (meant === undefined) return { path, message: "Unknown key.", allowed, fix: [remove(path)] };
  const message = `Unknown key. Did you mean "${meant}"?`;
  if (valueAt(siblings, [meant]) !== undefined) return { path, message, allowed, fix: [remove(path)] };
  const value = valueAt(siblings, [key]);
  const right = [...path.slice(0, -1), meant];
  // The CLI sets single values only; a map or a list is renamed by hand.
  const fix = isContainer(value) ? [edit(`rename the key to ${meant}`)] : [set(right, value as Scalar), remove(path)];
  return { path, message, allowed, fix, meant: right };
}

function forbiddenKey(path: Path, cause: Issue | undefined): Finding {
  const complaint = cause?.code === "custom" ? (cause.params as Complaint | undefined) : undefined;
  const form = cause?.code === "invalid_format" ? { allowed: cause.message } : {};
  return {
    path,
    message: complaint?.message ?? "Not an allowed key.",
    ...(complaint?.allowed === undefined ? form : { allowed: complaint.allowed }),
    fix: [remove(path)],
  };
}

function missing(path: Path, schema: JsonSchema | undefined): Finding {
  return { path, message: "Required, but missing.", ...allowed(schema), fix: sampleFix(path, schema) };
}

function wrongType(path: Path, value: unknown, schema: JsonSchema | undefined, context: Context): Finding {
  const expected = typeName(schema);
  const unquoted = schema?.type === "string" && (typeof value === "number" || typeof value === "boolean");
  const message = unquoted
    ? `Expected text, but without quotes YAML reads ${kindOf(value)}.`
    : `Expected ${expected}, found ${kindOf(value)}.`;
  return { path, message, ...allowed(schema), fix: retype(path, value, schema, context) };
}

/** Writes the value in the type that was expected, or else an example. */
function retype(path: Path, value: unknown, schema: JsonSchema | undefined, context: Context): FixStep[] {
  const written = context.written(path);
  const converted = convert(value, written, schema);
  if (converted !== undefined) return overwrite(path, value, converted);
  const entry = convert(value, written, schema?.items);
  if (entry !== undefined) return [remove(path), set([...path, 0], entry)];
  if (typeof path.at(-1) === "number" && !isContainer(value)) return sampleFix(path, schema);
  const isRequired = path.length === 1 || schemaAt(path.slice(0, -1))?.required?.includes(String(path.at(-1))) === true;
  return [remove(path), ...(isRequired ? sampleFix(path, schema) : [])];
}

/** The CLI keeps the quotes of text that it overwrites, so text goes first where a number or boolean shall be. */
function overwrite(path: Path, value: unknown, to: Scalar): FixStep[] {
  return [...(typeof value === "string" && typeof to !== "string" ? [remove(path)] : []), set(path, to)];
}

function outOfRange(path: Path, issue: Issue, value: unknown, schema: JsonSchema | undefined): Finding {
  const tooSmall = issue.code === "too_small";
  if (!Array.isArray(value)) {
    const bound = tooSmall ? schema?.minimum : schema?.maximum;
    return {
      path,
      message: tooSmall ? "Too small." : "Too large.",
      ...allowed(schema),
      ...(bound === undefined ? {} : { fix: [set(path, bound)] }),
    };
  }
  const missingCount = (schema?.minItems ?? 0) - value.length;
  const candidates = [
    ...listIn(schema?.examples?.[0]),
    ...(schema?.items?.enum ?? []),
    ...(schema?.items?.examples ?? []),
  ];
  const additions = [...new Set(candidates)].filter((candidate) => !value.includes(candidate)).slice(0, missingCount);
  return {
    path,
    message: tooSmall ? "Too few entries." : "Too many entries.",
    ...allowed(schema),
    fix: tooSmall
      ? additions.flatMap((entry, index) => leaves([...path, value.length + index], entry))
      : [remove([...path, schema?.maxItems ?? 0])],
  };
}

function complained(path: Path, complaint: Complaint | undefined, schema: JsonSchema | undefined): Finding {
  const isEntry = typeof path.at(-1) === "number" || complaint?.at !== undefined;
  const fix =
    complaint?.suggestion !== undefined
      ? [set(path, complaint.suggestion)]
      : complaint?.remedy !== undefined
        ? [edit(complaint.remedy)]
        : isEntry
          ? [remove(path)]
          : sampleFix(path, schema);
  return {
    path,
    message: complaint?.message ?? "Not allowed.",
    ...(complaint?.allowed === undefined ? allowed(schema) : { allowed: complaint.allowed }),
    fix,
  };
}

/** Sets what has to be set, to the schema's own examples. */
function sampleFix(path: Path, schema: JsonSchema | undefined): FixStep[] {
  return leaves(path, sample(schema));
}

function leaves(path: Path, value: unknown): FixStep[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves([...path, index], item));
  if (isContainer(value)) return Object.entries(value).flatMap(([key, item]) => leaves([...path, key], item));
  return value === undefined ? [] : [set(path, value as Scalar)];
}

/** What people write for booleans, YAML 1.1's words among them. */
const BOOLEAN_WORDS = new Map([
  ["true", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["no", false],
  ["off", false],
]);

/** The same value in the type that was expected, when that is what must have been meant. */
function convert(value: unknown, written: string | undefined, schema: JsonSchema | undefined): Scalar | undefined {
  if (isContainer(value) || value === null) return undefined;
  const rendered = typeof value === "string" ? value : JSON.stringify(value);
  const characters = typeof value === "number" && Number(written) === value ? (written ?? rendered) : rendered;
  if (schema?.type === "string") {
    return schema.pattern === undefined || new RegExp(schema.pattern, "u").test(characters) ? characters : undefined;
  }
  if (schema?.type === "boolean") return BOOLEAN_WORDS.get(characters.toLowerCase());
  const isNumber = schema?.type === "integer" || schema?.type === "number";
  return isNumber && /^\d+$/.test(characters) ? Number(characters) : undefined;
}

function allowed(schema: JsonSchema | undefined): { allowed?: string } {
  const words = allowedWords(schema);
  return words === undefined ? {} : { allowed: words };
}

/** The other entries when the path is a place in a list. */
function siblingsAt(path: Path, { raw }: Context): readonly unknown[] {
  return typeof path.at(-1) === "number" ? listIn(valueAt(raw, path.slice(1, -1))) : [];
}

/** The allowed value that was probably meant, and that is not there already. */
function nearest(value: unknown, schema: JsonSchema | undefined, taken: readonly unknown[]): Scalar {
  const choices = (schema?.enum ?? []).filter((choice) => !taken.includes(choice));
  const usual = sample(schema) as Scalar;
  if (typeof choices[0] === "number" && !Number.isNaN(Number(value))) {
    return choices.find((choice) => Number(choice) >= Number(value)) ?? choices.at(-1) ?? usual;
  }
  const meant = typeof value === "string" ? suggest(value, choices.map(String)) : undefined;
  return meant ?? (taken.includes(usual) ? (choices[0] ?? usual) : usual);
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
