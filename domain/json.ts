/** Renders plain data as JSON for an AWS or Kubernetes API. Only for values without an Output: those need `pulumi.jsonStringify`. */
export function renderJson(value: JsonValue): string {
  return JSON.stringify(value);
}

/** A JSON value. An Output is a type error. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };
