import { readFileSync } from "node:fs";
import path from "node:path";

import Ajv from "ajv";
import { parse } from "yaml";
import { z } from "zod";

import { extensionsFileSchema, type JsonSchema, partSchema, sample } from "../../../config/schema/json-schema";
import { PART_NAMES, schemas } from "../../../config/schema";
import { GENERATED } from "../../../tools/config/schema";
import { edited, fileText, MINIMAL, PROJECT_DIR, STACKS, STACKS_DIR } from "./fixtures";

const EXTENSIONS = { queue: { schema: z.strictObject({ retentionDays: z.int().min(1).max(14) }) } };

/** Every value schema below a part, with the path that leads to it. */
function valueSchemas(schema: JsonSchema, at: string): [string, JsonSchema][] {
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => valueSchemas(value, `${at}.${key}`));
  const others =
    typeof schema.additionalProperties === "object" ? valueSchemas(schema.additionalProperties, `${at}.*`) : [];
  const items = schema.items === undefined ? [] : valueSchemas(schema.items, `${at}[]`);
  return [[at, schema], ...below, ...others, ...items];
}

const ALL = PART_NAMES.flatMap((part) => valueSchemas(partSchema(part), part));

describe("the schema of each value", () => {
  it.each(ALL.filter(([at]) => !/\[\]$|\*$/.test(at)).map(([at, schema]) => ({ at, schema })))(
    "$at says what the value means",
    ({ schema }) => {
      expect(schema.description).toMatch(/\.$|https:\/\/\S+$/);
    },
  );

  it("has an example of every text, for the fix commands to use", () => {
    const bare = ALL.filter(([, schema]) => schema.type === "string" && sample(schema) === undefined);
    expect(bare.map(([at]) => at)).toEqual([]);
  });

  it.each(PART_NAMES)("%s has examples that it allows itself", (part) => {
    expect(schemas[part].safeParse(sample(partSchema(part))).error?.issues ?? []).toEqual([]);
  });
});

describe("config/schema/stack.schema.json", () => {
  const text = readFileSync(path.join(PROJECT_DIR, "config/schema/stack.schema.json"), "utf8");
  const ajv = new Ajv({ allErrors: true, keywords: ["patternErrorMessage"] });
  // The schema refers to that of the extensions, as editors resolve it: relative to its own folder.
  ajv.addSchema(extensionsFileSchema(EXTENSIONS), "../../extensions/settings.schema.json");
  const validate = ajv.compile(JSON.parse(text) as object);
  const errors = (yaml: string): string[] => {
    validate(parse(yaml));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
  };

  it.each(GENERATED)("is up to date (npm run config -- schema): $file", ({ file, render }) => {
    expect(readFileSync(path.join(PROJECT_DIR, file), "utf8")).toBe(render());
  });

  it.each(STACKS)("accepts the stack file of %s, which names it", (stack) => {
    const file = readFileSync(path.join(STACKS_DIR, `Pulumi.${stack}.yaml`), "utf8");
    expect(file).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/config\/schema\/stack\.schema\.json\n/);
    expect(errors(file)).toEqual([]);
  });

  it.each([
    ["an encrypted text", edited(MINIMAL, { "tags.owner": { secure: "v1:x" } })],
    ["the least that must be said", MINIMAL],
  ])("accepts %s", (_, values) => {
    expect(errors(fileText(values))).toEqual([]);
  });

  it("accepts settings that the schema of an extension allows", () => {
    expect(errors(fileText({ ...MINIMAL, extensions: { queue: { retentionDays: 4 } } }))).toEqual([]);
  });

  it("accepts what Pulumi and its providers keep in a stack file", () => {
    const file = parse(fileText(MINIMAL)) as { config: Record<string, unknown> };
    file.config["aws:profile"] = "dev";
    expect(errors(JSON.stringify({ secretsprovider: "passphrase", encryptionsalt: "v1:x", ...file }))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["an unknown part", { ...MINIMAL, netwrok: {} }, "/config must NOT have additional properties"],
    [
      "an unknown key",
      edited(MINIMAL, { "network.nta": "none" }),
      "/config/groundwork:network must NOT have additional properties",
    ],
    [
      "settings of an unknown extension",
      { ...MINIMAL, extensions: { qeue: {} } },
      "/config/groundwork:extensions must NOT have additional properties",
    ],
    [
      "settings that the schema of an extension refuses",
      { ...MINIMAL, extensions: { queue: { retentionDays: 15 } } },
      "/config/groundwork:extensions/queue/retentionDays must be <= 14",
    ],
    [
      "a missing part",
      edited(MINIMAL, { network: undefined }),
      "/config must have required property 'groundwork:network'",
    ],
    [
      "a word not on the list",
      edited(MINIMAL, { "network.nat": "many" }),
      "/config/groundwork:network/nat must be equal to one of the allowed values",
    ],
    [
      "a number for text",
      edited(MINIMAL, { "cluster.version": 1.36 }),
      "/config/groundwork:cluster/version must be string",
    ],
    [
      "a secret word of a list",
      edited(MINIMAL, { "network.nat": { secure: "v1:x" } }),
      "/config/groundwork:network/nat must be string",
    ],
  ])("refuses %s", (_, values, error) => {
    expect(errors(fileText(values))).toContain(error);
  });
});
