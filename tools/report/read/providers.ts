import { isDeepStrictEqual } from "node:util";

import type { Metadata } from "./engine-event";

const UPDATES: ReadonlySet<string> = new Set(["update", "replace", "create-replacement"]);

/** Where the plugin of a provider comes from. Every upgrade of a package changes it, and no resource. */
const PLUGIN_KEYS: ReadonlySet<string> = new Set(["version", "pluginDownloadURL", "pluginChecksums"]);

/**
 * Whether the step changes a provider's configuration, such as account, Region or default tags, with which the update then
 * makes all changes of its resources. New and removed providers are left out: their resources show them.
 */
export function isChangedProvider({ type, op, old, new: now, detailedDiff, diffs, keys }: Metadata): boolean {
  if (!type.startsWith("pulumi:providers:") || !UPDATES.has(op)) return false;
  const [before, after] = [old?.inputs ?? {}, now?.inputs ?? {}];
  const differing = Object.keys({ ...before, ...after }).filter((key) => !isDeepStrictEqual(before[key], after[key]));
  // The names of a secret that changes, which is the same text in both states.
  const named = [...Object.keys(detailedDiff ?? {}), ...(diffs ?? []), ...(keys ?? [])];
  return [...differing, ...named].some((path) => {
    const [key = ""] = path.split(/[.[]/);
    return !PLUGIN_KEYS.has(key) && !key.startsWith("__");
  });
}
