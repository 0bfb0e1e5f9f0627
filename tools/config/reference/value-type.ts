import type { JsonSchema } from "../../../config/schema/json-schema";

/** The greatest value of a field that AWS stores in 32 bits: no limit that a reader has to know. */
const INT_32 = 2_147_483_647;
const MOST_VALUES_IN_A_TABLE = 4;

/** Type and allowed values, complete. */
export function fullType(schema: JsonSchema): string {
  const { type, enum: values, items, additionalProperties, propertyNames } = schema;
  if (values !== undefined) return `one of ${values.map((value) => `\`${value}\``).join(", ")}`;
  if (type === "array") return `list${count(schema)} of ${items === undefined ? "values" : plural(items)}`;
  if (typeof additionalProperties === "object") {
    const keys = propertyNames?.enum?.map((name) => `\`${name}\``).join(", ") ?? propertyNames?.patternErrorMessage;
    return `map to ${plural(additionalProperties)}${keys === undefined ? "" : `; keys: ${keys}`}`;
  }
  if (type === "object") return "map with the keys below";
  if (type === "integer" || type === "number") return `integer${range(schema)}`;
  if (type === undefined) return "any value";
  const form = schema.patternErrorMessage ?? schema.else?.patternErrorMessage;
  return form === undefined ? type : `${type} (${form})`;
}

/** The same in a few words. */
export function shortType(schema: JsonSchema): string {
  const { type, enum: values, items, additionalProperties } = schema;
  if (values !== undefined) {
    return values.length > MOST_VALUES_IN_A_TABLE ? `one of ${values.length} values` : fullType(schema);
  }
  if (type === "array") return items?.properties === undefined ? "list" : "list of maps";
  if (typeof additionalProperties === "object") return "map by name";
  if (type === "object") return "map";
  return type === "integer" || type === "number" ? `integer${range(schema)}` : String(type);
}

/** What the entries of a list or a map are. */
function plural(schema: JsonSchema): string {
  if (schema.properties !== undefined) return "maps with the keys below";
  if (typeof schema.additionalProperties === "object" || schema.type === "array") return `maps: ${fullType(schema)}`;
  return schema.enum === undefined ? fullType(schema) : fullType(schema).replace(/^one of /, "");
}

function range({ minimum, maximum }: JsonSchema): string {
  const most = maximum === INT_32 ? undefined : maximum;
  if (minimum === undefined) return most === undefined ? "" : `, at most ${most}`;
  return most === undefined ? `, at least ${minimum}` : `, ${minimum} to ${most}`;
}

function count({ minItems, maxItems }: JsonSchema): string {
  if (minItems === undefined) return maxItems === undefined ? "" : ` (at most ${maxItems})`;
  return maxItems === undefined ? ` (at least ${minItems})` : ` (${minItems} to ${maxItems})`;
}
