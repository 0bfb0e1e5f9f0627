import type { DeepReadonly } from "../resolve/deep-freeze";
import type { Parts } from "../schema";
import { formatPath, type Path, valueAt } from "../source/path";
import type { ReadableParts } from "../check/rule";

type Teardown = DeepReadonly<Parts["teardown"]>;

/** What one entry of `teardown` may name: the maps whose entries can be removed alone. */
const REMOVABLE: readonly Path[] = [
  ["storage", "buckets"],
  ["storage", "registries"],
  ["storage", "fileSystems"],
  ["storage", "secrets"],
  ["cluster", "namespaces"],
  ["cluster", "hostedZones"],
];
const BACKUP: Path = ["backup"];
const WORKSPACES: readonly Path[] = [
  ["monitoring", "prometheus"],
  ["monitoring", "grafana"],
];

/** Whether `teardown` names the platform, so that all of it may be destroyed. */
export function isWholeTeardown(teardown: Teardown): boolean {
  return typeof teardown === "string";
}

/** Whether `teardown` turns off the deletion protection at this path. */
export function isTornDown(teardown: Teardown, path: Path): boolean {
  return typeof teardown === "string" || teardown?.includes(formatPath(path)) === true;
}

/** The paths that `teardown` may name in this stack. */
export function removablePaths(parts: ReadableParts): readonly string[] {
  const entries = REMOVABLE.flatMap((path) => Object.keys(valueAt(parts, path) ?? {}).map((key) => [...path, key]));
  const workspaces = WORKSPACES.filter((path) => valueAt(parts, path) !== undefined);
  return [...entries, ...(parts.backup?.enabled === true ? [BACKUP] : []), ...workspaces].map(formatPath);
}

/** The entries of a map, with the protection turned off for those that `teardown` names. */
export function withTeardown<Settings extends object>(
  teardown: Teardown,
  path: Path,
  entries: Readonly<Record<string, Settings>>,
): Record<string, Settings & { deletionProtection?: false }> {
  const isNamed = (key: string): boolean => !isWholeTeardown(teardown) && isTornDown(teardown, [...path, key]);
  return Object.fromEntries(
    Object.entries(entries).map(([key, settings]) => [
      key,
      isNamed(key) ? { ...settings, deletionProtection: false as const } : settings,
    ]),
  );
}
