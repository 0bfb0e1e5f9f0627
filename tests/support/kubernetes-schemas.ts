import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import Ajv, { type ErrorObject } from "ajv";

import type { KubernetesClient } from "../../sandbox";
import { PROJECT_DIR } from "./stack-files";

type Schema = Readonly<Record<string, unknown>>;

/** The kinds of one Kubernetes version as JSON Schema, published by its API server, without unknown fields. */
export interface KubernetesSchemas {
  /** Patch version of the server that published them. */
  readonly version: string;
  /** Name of a kind's definition by `<apiVersion> <kind>`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly $defs: Readonly<Record<string, Schema>>;
}

const PUBLISHED = "#/components/schemas/";

/** Kinds of stable versions; objects of the platform have no others. */
const STABLE = /^(api|apis\/[^/]+)\/v\d+$/;

/** https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3 */
export async function publishedSchemas(client: KubernetesClient, version: string): Promise<KubernetesSchemas> {
  const index = (await client.document("/openapi/v3")) as { paths: Record<string, { serverRelativeURL: string }> };
  const definitions = new Map<string, Schema>();
  for (const [name, { serverRelativeURL }] of Object.entries(index.paths)) {
    if (!STABLE.test(name)) continue;
    const document = (await client.document(serverRelativeURL)) as {
      components?: { schemas?: Record<string, Schema> };
    };
    for (const [key, schema] of Object.entries(document.components?.schemas ?? {})) definitions.set(key, schema);
  }
  const kinds = [...definitions].flatMap(([name, schema]) =>
    kindsOf(schema).map((kind): [string, string] => [kind, name]),
  );
  const $defs = new Map<string, Schema>();
  const keep = (name: string): void => {
    if ($defs.has(name)) return;
    $defs.set(name, closed(definitions.get(name) ?? {}) as Schema);
    for (const reference of references($defs.get(name))) keep(reference);
  };
  for (const [, name] of kinds) keep(name);
  return { version, kinds: sorted(kinds), $defs: sorted([...$defs]) };
}

/** Excludes lists and requests, which are kinds without the `metadata` of an object and are not declared by programs. */
function kindsOf(schema: Schema): readonly string[] {
  const named = (schema["x-kubernetes-group-version-kind"] ?? []) as { group: string; version: string; kind: string }[];
  const metadata = JSON.stringify((schema["properties"] as Schema | undefined)?.["metadata"] ?? "");
  if (named.length !== 1 || !metadata.includes("ObjectMeta")) return [];
  return named.map(({ group, version, kind }) => `${group === "" ? version : `${group}/${version}`} ${kind}`);
}

/** Keeps only the keywords for validation, and forbids unlisted properties of objects. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema === "string") return schema.replace(PUBLISHED, "#/$defs/");
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema)
    .filter(([keyword]) => keyword !== "description" && keyword !== "default" && !keyword.startsWith("x-kubernetes-"))
    .map(([keyword, value]): [string, unknown] => [
      keyword,
      keyword === "properties"
        ? Object.fromEntries(Object.entries(value as Schema).map(([name, inner]) => [name, closed(inner)]))
        : closed(value),
    ]);
  const open = !("properties" in schema) || "x-kubernetes-preserve-unknown-fields" in schema;
  return Object.fromEntries(open ? kept : [...kept, ["additionalProperties", false]]);
}

function references(schema: unknown): readonly string[] {
  return [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].map(([, name = ""]) => name);
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fileOf(minor: string): string {
  return path.join(PROJECT_DIR, "tests/support/kubernetes-schemas", `${minor}.json`);
}

export function keptSchemas(minor: string): KubernetesSchemas {
  return JSON.parse(readFileSync(fileOf(minor), "utf8")) as KubernetesSchemas;
}

/** One definition a line, so that a diff names what an upgrade changes. */
export function keepSchemas(minor: string, { version, kinds, $defs }: KubernetesSchemas): void {
  const lines = (record: Readonly<Record<string, unknown>>): string =>
    Object.entries(record)
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(",\n");
  const text = `{"version":${JSON.stringify(version)},\n"kinds":{\n${lines(kinds)}},\n"$defs":{\n${lines($defs)}}}\n`;
  writeFileSync(fileOf(minor), text);
}

/**
 * Validates inputs of resources with the schemas of a Kubernetes minor version; returns one line for each error. Inputs that
 * are not objects of the API, such as those of a Helm release, are valid.
 */
export function schemaValidator(minor: string): (type: string, inputs: Schema) => readonly string[] {
  const { kinds, $defs } = keptSchemas(minor);
  // Formats such as int32 exist only in Kubernetes, and its patterns are not valid in Ajv's strict mode.
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true });
  ajv.addSchema({ $id: "kubernetes", $defs });
  return (type, inputs) => {
    const { apiVersion, kind } = inputs;
    if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
    const definition = kinds[`${apiVersion} ${kind}`];
    if (definition === undefined) return [`is of an unknown kind, ${apiVersion} ${kind}`];
    // Ajv caches compiled schemas.
    const reference = `kubernetes#/$defs/${definition}`;
    const validate = ajv.getSchema(reference);
    if (validate === undefined) throw new Error(`no schema ${reference}`);
    void validate(inputs);
    // A patch contains only the fields that it sets.
    const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "required" || !type.endsWith("Patch"));
    return errors.map(describe);
  };
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty: field } = params as { readonly additionalProperty?: string };
  return `${instancePath} ${field === undefined ? String(message) : `unknown field "${field}"`}`.trimStart();
}
