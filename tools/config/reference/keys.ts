import { PART_NAMES, schemas } from "../../../config/schema";
import { type JsonSchema, partSchema } from "../../../config/schema/json-schema";
import type { Path } from "../../../config/source/path";

/** A key of the stack file. */
export interface Key {
  /** `*` stands for any key of a map, `[]` for the entries of a list. */
  readonly path: Path;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

export const ANY_KEY = "*";
export const ENTRY = "[]";

/** Every key that a stack file may have, parents before their keys. Entries of maps and lists have no key of their own. */
export const KEYS: readonly Key[] = PART_NAMES.flatMap((part) => {
  const schema = partSchema(part);
  return [
    { path: [part], schema, isRequired: !schemas[part].safeParse(undefined).success },
    ...keysBelow([part], schema),
  ];
});

function keysBelow(path: Path, schema: JsonSchema): Key[] {
  const { properties = {}, required = [], additionalProperties, items } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, value]): Key[] => {
      const at = [...path, name];
      return [{ path: at, schema: value, isRequired: required.includes(name) }, ...keysBelow(at, value)];
    }),
    ...(typeof additionalProperties === "object" ? keysBelow([...path, ANY_KEY], additionalProperties) : []),
    ...(items === undefined ? [] : keysBelow([...path, ENTRY], items)),
  ];
}

/** `storage.buckets.*.transitions[].days` */
export function formatKey(path: Path): string {
  return path.join(".").replaceAll(`.${ENTRY}`, ENTRY);
}
