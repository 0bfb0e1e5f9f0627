import { z } from "zod";
import type { Path } from "../source/path";
import type { ExtensionSchemas } from "../extensions/schema";
import { PART_NAMES, type PartName, schemaOf, schemas } from "./index";
import { NAMESPACE } from "../source/keys";

/** The keywords of JSON Schema that the schemas of the stack file use. */
export interface JsonSchema {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly examples?: readonly unknown[] | undefined;
  readonly default?: unknown;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly patternErrorMessage?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly propertyNames?: JsonSchema | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly items?: JsonSchema | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly if?: JsonSchema | undefined;
  readonly then?: JsonSchema | undefined;
  readonly else?: JsonSchema | undefined;
  readonly $ref?: string | undefined;
}

const NO_EXTENSIONS: ExtensionSchemas = {};
/** By extensions, of which a program has one map. */
const partSchemas = new WeakMap<ExtensionSchemas, Map<PartName, JsonSchema>>();

/** The JSON Schema of a top-level key, computed on first use: a stack file without errors does not need it. */
export function partSchema(part: PartName, extensions: ExtensionSchemas = NO_EXTENSIONS): JsonSchema {
  const known = partSchemas.get(extensions) ?? new Map<PartName, JsonSchema>();
  partSchemas.set(extensions, known);
  const schema = known.get(part) ?? jsonSchemaOf(schemaOf(part, extensions));
  known.set(part, schema);
  return schema;
}

/** What JSON Schema cannot express, such as dates in the schema of an extension, allows any value here. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return withoutNoise(
    z.toJSONSchema(schema, { io: "input", target: "draft-07", unrepresentable: "any" }) as JsonSchema,
  );
}

/** The schema of the value at a path; undefined where the schema allows no such path. */
export function schemaAt(path: Path, extensions?: ExtensionSchemas): JsonSchema | undefined {
  const [part, ...rest] = path;
  if (!isPartName(part)) return undefined;
  return rest.reduce<JsonSchema | undefined>(
    (schema, segment) => {
      if (typeof segment === "number") return (schema?.anyOf?.find(({ items }) => items) ?? schema)?.items;
      const { properties = {} } = schema ?? {};
      const known = Object.hasOwn(properties, segment) ? properties[segment] : undefined;
      const others = schema?.additionalProperties;
      return known ?? (typeof others === "object" ? others : undefined);
    },
    partSchema(part, extensions),
  );
}

/** The keys that this schema allows in a map; empty when it allows any key. */
export function keysOf(schema: JsonSchema | undefined): readonly string[] {
  return Object.keys(schema?.properties ?? {}).concat((schema?.propertyNames?.enum ?? []).map(String));
}

/** A value that the schema allows: its example, if it has one. */
export function sample(schema: JsonSchema | undefined): unknown {
  if (schema === undefined) return undefined;
  const { examples, default: byDefault, properties, required, type } = schema;
  if (examples?.[0] !== undefined) return examples[0];
  if (byDefault !== undefined) return byDefault;
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  if (type === "boolean") return true;
  if (type === "integer") return schema.minimum ?? 1;
  return Object.fromEntries((required ?? []).map((key) => [key, sample(properties?.[key])]));
}

export function isPartName(key: unknown): key is PartName {
  return PART_NAMES.includes(key as PartName);
}

/** An encrypted value, as `pulumi config set --secret` writes it. */
const SECRET: JsonSchema = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

const DISABLED_PROVIDERS: JsonSchema = {
  description:
    "Providers that must be named explicitly, so that no resource is created with the account and Region of the shell. https://www.pulumi.com/docs/iac/concepts/providers/#disabling-default-providers",
  type: "array",
  items: { type: "string" },
  default: ["aws", "kubernetes"],
};

/** Generated from the user's extensions, so that the schema of a stack file does not change with them. */
export const EXTENSIONS_SCHEMA_FILE = "extensions/settings.schema.json";

/** JSON Schema of the settings of extensions, to which that of a stack file refers. Encrypted values are not allowed. */
export function extensionsFileSchema(extensions: ExtensionSchemas): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of extensions",
    ...partSchema("extensions", extensions),
  };
}

/** JSON Schema of a whole `Pulumi.<stack>.yaml`: completion, hover texts and checks for editors. */
export function stackFileSchema(project: string, partNames: readonly PartName[]): object {
  const parts = partNames.map((part): [string, JsonSchema] => [
    `${NAMESPACE}:${part}`,
    part === "extensions" ? { $ref: `../../${EXTENSIONS_SCHEMA_FILE}` } : sealable(partSchema(part)),
  ]);
  const required = partNames.filter((part) => !schemas[part].safeParse(undefined).success);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: `Stack file of ${project}`,
    description: "Generated by `npm run config -- schema` from the schemas in config/; do not edit.",
    type: "object",
    properties: {
      config: {
        type: "object",
        description: "Stack configuration.",
        properties: { "pulumi:disable-default-providers": DISABLED_PROVIDERS, ...Object.fromEntries(parts) },
        // Other namespaces configure Pulumi itself and its providers; a misspelt `groundwork:` key matches none of these.
        patternProperties: { [`^(?!${NAMESPACE}:)[^:]+:.+$`]: {} },
        required: ["pulumi:disable-default-providers", ...required.map((part) => `${NAMESPACE}:${part}`)],
        additionalProperties: false,
      },
      environment: { description: "Pulumi ESC environments: https://www.pulumi.com/docs/esc/" },
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
      secretsprovider: { type: "string" },
    },
    required: ["config"],
    additionalProperties: false,
    definitions: { secret: SECRET },
  };
}

/**
 * Any text may be encrypted instead, except the values of an enum. `if` instead of `anyOf` makes editors report errors
 * about the form that the author used.
 */
function sealable(schema: JsonSchema): JsonSchema {
  const { items, properties, additionalProperties, ...rest } = schema;
  if (schema.type === "string" && schema.enum === undefined) {
    const { type, minLength, maxLength, pattern, patternErrorMessage, ...described } = rest;
    const form = { type, minLength, maxLength, pattern, patternErrorMessage };
    return { ...described, if: { type: "object" }, then: { $ref: "#/definitions/secret" }, else: form };
  }
  return {
    ...rest,
    items: items && sealable(items),
    properties:
      properties && Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, sealable(value)])),
    additionalProperties:
      typeof additionalProperties === "object" ? sealable(additionalProperties) : additionalProperties,
  };
}

/** Removes keywords without information: the draft of each part, and the bounds of safe integers. */
function withoutNoise<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withoutNoise) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== "$schema" && Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER)
      .map(([key, value]) => [key, withoutNoise(value)]),
  ) as T;
}
