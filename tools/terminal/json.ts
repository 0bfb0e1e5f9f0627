import { readFileSync } from "node:fs";

import { z } from "zod";

import { reasonOf, ToolError } from "./tool";

/**
 * Reads JSON of a known form. Throws a ToolError for any other text.
 *
 * @param subject the source of the text and what it should be, such as "x.json is no report"
 */
export function parseJson<Schema extends z.ZodType>(text: string, schema: Schema, subject: string): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ToolError(`${subject}: ${reasonOf(error)}`);
  }
  const { data, error } = schema.safeParse(json);
  if (error !== undefined) throw new ToolError(`${subject}:\n${z.prettifyError(error)}`);
  return data;
}

/** Reads a file. Throws a ToolError if there is none, or if it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new ToolError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}
