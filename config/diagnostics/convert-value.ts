import type { JsonSchema } from "../schema/json-schema";
import { isContainer } from "../source/path";
import type { Scalar } from "./finding";

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
export function convert(
  value: unknown,
  written: string | undefined,
  schema: JsonSchema | undefined,
): Scalar | undefined {
  if (isContainer(value) || value === null) return undefined;
  const rendered = typeof value === "string" ? value : JSON.stringify(value);
  const characters = typeof value === "number" && Number(written) === value ? (written ?? rendered) : rendered;
  if (schema?.type === "string") {
    const isAllowed = schema.enum?.includes(characters) ?? new RegExp(schema.pattern ?? "", "u").test(characters);
    return isAllowed ? characters : undefined;
  }
  if (schema?.type === "boolean") return BOOLEAN_WORDS.get(characters.toLowerCase());
  if (schema?.type === "number" && /^\d+\.\d+$/.test(characters)) return Number(characters);
  const isNumber = schema?.type === "integer" || schema?.type === "number";
  // The CLI writes larger ones as text again.
  const isWhole = /^\d+$/.test(characters) && Number.isSafeInteger(Number(characters));
  return isNumber && isWhole ? Number(characters) : undefined;
}
