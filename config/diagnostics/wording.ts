import { type JsonSchema, keysOf } from "../schema/json-schema";
import { isContainer } from "../source/path";

/** What a schema allows, in the words of an error report: `one of a, b`, `a whole number from 1 to 100`. */
function allowedWords(schema: JsonSchema | undefined): string | undefined {
  if (schema === undefined) return undefined;
  if (schema.anyOf !== undefined) return schema.anyOf.map(allowedWords).join("; or ");
  if (schema.enum !== undefined) return `one of ${schema.enum.join(", ")}`;
  if (schema.patternErrorMessage !== undefined) return schema.patternErrorMessage;
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "integer") return range("a whole number", schema);
  if (schema.type === "number") return range("a number", schema);
  if (schema.items !== undefined) return listOf(schema, allowedWords(schema.items));
  const keys = keysOf(schema);
  if (keys.length > 0) return `a map with the keys ${keys.join(", ")}`;
  return schema.type === "object" ? mapOf(schema) : undefined;
}

/** A map with keys of any name, and what each of its values is. */
function mapOf({ additionalProperties }: JsonSchema): string {
  const entry = typeof additionalProperties === "object" ? allowedWords(additionalProperties) : undefined;
  return entry === undefined ? "a map" : `a map with keys that you choose, each ${entry}`;
}

/** What a schema allows, as a field of a finding. */
export function allowedBy(schema: JsonSchema | undefined): { readonly allowed?: string } {
  const words = allowedWords(schema);
  return words === undefined ? {} : { allowed: words };
}

/** The type that a schema asks for. */
export function typeName(schema: JsonSchema | undefined): string {
  if (schema?.type === "integer") return "a whole number";
  if (schema?.type === "number") return "a number";
  if (schema?.type === "boolean") return "true or false";
  if (schema?.type === "string") return "text";
  return schema?.items === undefined ? "a map" : "a list";
}

/** The type that a value has. */
export function kindOf(value: unknown): string {
  if (value === null || value === "") return "nothing";
  if (Array.isArray(value)) return "a list";
  if (isContainer(value)) return "a map";
  return { string: "text", boolean: "true or false" }[typeof value as string] ?? "a number";
}

function range(kind: string, { minimum, maximum }: JsonSchema): string {
  if (minimum === undefined) return kind;
  return maximum === undefined ? `${kind} of at least ${minimum}` : `${kind} from ${minimum} to ${maximum}`;
}

function listOf({ minItems, maxItems }: JsonSchema, entry: string | undefined): string {
  const size = maxItems === undefined ? `at least ${minItems ?? 0}` : `${minItems ?? 0} to ${maxItems}`;
  return `a list${minItems === undefined ? "" : ` of ${size}`}${entry === undefined ? "" : `, each ${entry}`}`;
}
