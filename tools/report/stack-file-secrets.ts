import { parse } from "yaml";

/**
 * Plain values of a stack file that another version of it encrypts: the value became secret, or ceased to be. The engine does
 * not know that they are secret, and the history of the repository has them.
 */
export function valuesEncryptedElsewhere(before: string, after: string): readonly unknown[] {
  const [old, now] = [before, after].map((text) => (parse(text) as { readonly config?: unknown } | null)?.config);
  return [...plainValues(old, now), ...plainValues(now, old)];
}

function plainValues(plain: unknown, encrypted: unknown): readonly unknown[] {
  if (!isRecord(encrypted)) return [];
  if ("secure" in encrypted) return isRecord(plain) && "secure" in plain ? [] : [plain];
  return isRecord(plain) ? Object.entries(encrypted).flatMap(([key, child]) => plainValues(plain[key], child)) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
