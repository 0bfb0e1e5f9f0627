/** Namespace of the keys in stack files of all programs. */
export const NAMESPACE = "groundwork";

/**
 * The key in the file for the first segment of a path: a key without a namespace is ours, unless the file contains only
 * one without the namespace, which nothing reads.
 */
export function fileKeyOf(key: string, keysInFile: readonly string[]): string {
  const ours = `${NAMESPACE}:${key}`;
  return key.includes(":") || (keysInFile.includes(key) && !keysInFile.includes(ours)) ? key : ours;
}
