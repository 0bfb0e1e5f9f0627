/** Renders plain data as JSON for an AWS or Kubernetes API. Only for values that hold no Output: those need `pulumi.jsonStringify`. */
export function renderJson(value: JsonValue): string {
  return JSON.stringify(value);
}

/** What JSON can hold; an Output is not, so the compiler refuses it. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };
