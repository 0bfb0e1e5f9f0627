import { COMPONENT_TAG_KEYS } from "./tag-keys";

/** Tags that the AWS provider neither sets nor removes, because others write them. */
export interface IgnoredTags {
  readonly keys: readonly string[];
  readonly keyPrefixes: readonly string[];
}

/** Whether the provider ignores a tag. Unlike IAM, it distinguishes letter case. */
export function isIgnoredTag(key: string, { keys, keyPrefixes }: IgnoredTags): boolean {
  return keys.includes(key) || keyPrefixes.some((prefix) => key.startsWith(prefix));
}

/** The tags that the stack sets and that the provider would leave out because of an ignored key or prefix. */
export function ignoredPlatformKeys(ignored: IgnoredTags, stackKeys: readonly string[]): readonly string[] {
  return [...new Set([...stackKeys, ...COMPONENT_TAG_KEYS])].filter((key) => isIgnoredTag(key, ignored));
}
