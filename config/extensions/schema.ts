import { z } from "zod";

/** Schemas of the settings of extensions by name, the key below `extensions`. */
export type ExtensionSchemas = Readonly<Record<string, { readonly schema: z.ZodType }>>;

/** The settings of the user's own extensions: each by the schema that it brings. An omitted key omits the extension. */
export function extensionsSchema(extensions: ExtensionSchemas): z.ZodType<Readonly<Record<string, unknown>>> {
  return z
    .strictObject(Object.fromEntries(Object.entries(extensions).map(([name, { schema }]) => [name, schema.optional()])))
    .prefault({})
    .meta({
      description:
        "Settings of your own extensions (extensions/index.ts) by name, each by the schema of the extension. An extension creates its resources only in stacks that have its key.",
    });
}
