const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Replaces unknown values in recordings. */
export const UNKNOWN = "<unknown>";

/** A serialized property value without its wrappers: secrets in plain text, output values and resource references reduced. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (record["__pulumiUnknown"] === true) return UNKNOWN;
  if (record[SIGNATURE] === SECRET || (SIGNATURE in record && "value" in record)) return plainValue(record["value"]);
  if (SIGNATURE in record && "urn" in record) return record["urn"];
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, plainValue(inner)]),
  );
}
