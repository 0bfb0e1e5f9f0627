import { schemaAt } from "../schema/json-schema";
import { type Path } from "./path";

/** A value as `npm run config -- set` takes it: the text itself, or JSON where the text alone would be something else. */
export function writeValue(value: unknown, path: Path): string {
  const isPlain =
    typeof value === "string" &&
    !/\p{Cc}/u.test(value) &&
    !isBrokenJson(value, path) &&
    readValue(value, path) === value;
  return isPlain ? value : JSON.stringify(value);
}

/**
 * The value of a text on the command line: numbers, booleans, lists, maps and text in quotes are JSON. Where the schema
 * wants text, a number or boolean is text: an account id, or the version 1.30.
 */
export function readValue(text: string, path: Path): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const isSingle = typeof value === "number" || typeof value === "boolean" || value === null;
  return isSingle && schemaAt(path)?.type === "string" ? text : value;
}

/** Whether a text begins like a list, a map or text in quotes, but is no JSON, and the schema does not want text. */
export function isBrokenJson(text: string, path: Path): boolean {
  if (!/^\s*[[{"]/.test(text) || schemaAt(path)?.type === "string") return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
