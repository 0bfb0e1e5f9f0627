import { z } from "zod";

import type { Redactor } from "./read/secrets";

/**
 * A copy of a value in which no text contains a secret. The schema says what is text: a secret may be equal to a word of an
 * enumeration, such as `update`, and a report without that word is none.
 */
export function redactTexts<T>(schema: z.ZodType<T>, value: T, redactor: Redactor): T {
  return redacted(schema, value, redactor) as T;
}

function redacted(schema: unknown, value: unknown, redactor: Redactor): unknown {
  if (value === undefined) return undefined;
  if (schema instanceof z.ZodOptional) return redacted(schema.unwrap(), value, redactor);
  if (schema instanceof z.ZodString) return redactor.redact(value as string);
  if (schema instanceof z.ZodArray)
    return (value as unknown[]).map((child) => redacted(schema.element, child, redactor));
  if (!(schema instanceof z.ZodObject)) return value;
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return Object.fromEntries(
    Object.entries(value as object).map(([key, child]) => [key, redacted(shape[key], child, redactor)]),
  );
}
