import { awsFacts } from "./facts/provider-facts";
import { diffLeaves, diffProperties, isRecord, isWithin, joinPath, withoutIndexes } from "./property-diff";
import type { PropertyChange } from "./property-diff";
import { tableFor } from "./tables";
import type { Props } from "./props";

/** How an input change would be carried out. */
export interface CloudDiff {
  readonly changes: readonly PropertyChange[];
  /** Paths of the changes that AWS cannot make in place. */
  readonly replaces: readonly string[];
  /** The provider deletes the old object before it creates the new one. */
  readonly deleteBeforeReplace: boolean;
}

/** Marks inputs that the provider filled in, as the bridged providers do. */
export const DEFAULTS_KEY = "__defaults";

/**
 * The provider's plan for a change of inputs, according to `facts/` or, for Kubernetes, to the tables.
 *
 * @param ownRegion Region of the provider, which an omitted `region` means
 * @param state the object at AWS, with computed values
 */
export function planChange(type: string, before: Props, after: Props, ownRegion: string, state: Props = {}): CloudDiff {
  const known = withComputed(type, withoutDefaults(before), after, state);
  const olds = inRegion(type, known, ownRegion);
  const news = retainOmitted(type, olds, inRegion(type, withoutDefaults(after), ownRegion));
  const changes = diffProperties(olds, news);
  const reasons = [...replacingLeaves(type, olds, news), ...replacingArguments(type, olds, news)];
  const replaces = changes
    .map(({ path }) => path)
    .filter((path) => reasons.some((reason) => isWithin(reason, path) || isWithin(path, reason)));
  return { changes, replaces, deleteBeforeReplace: replaces.length > 0 && deletesFirst(type, after, changes) };
}

/** Inputs with the old values of optional and computed arguments that they omit: the provider keeps those values. */
export function retainOmitted(type: string, olds: Props, news: Props): Props {
  return merge(olds, news, "") as Props;

  function merge(before: unknown, after: unknown, path: string): unknown {
    if (Array.isArray(before) && Array.isArray(after)) {
      return after.map((entry, index) => merge(before[index], entry, path));
    }
    if (!isRecord(before) || !isRecord(after)) return after;
    const omitted = Object.entries(before).filter(
      ([key]) => after[key] === undefined && isRetained(type, joinPath(path, key)),
    );
    const merged = Object.entries(after).map(([key, value]) => [key, merge(before[key], value, joinPath(path, key))]);
    return Object.fromEntries([...omitted, ...merged]);
  }
}

/**
 * Old inputs with the computed values of arguments that only the new ones state: the provider compares an optional and
 * computed argument with the state, so that stating the value that AWS has is no change.
 */
function withComputed(type: string, before: Props, after: Props, state: Props): Props {
  const stated = Object.keys(after).filter(
    (key) => before[key] === undefined && state[key] !== undefined && isRetained(type, key),
  );
  return { ...before, ...Object.fromEntries(stated.map((key) => [key, state[key]])) };
}

/** A value as a program that omits retained arguments of it would write it. */
export function withoutRetained(type: string, value: unknown, configured: unknown, path: string): unknown {
  if (!isRecord(value) || !isRecord(configured)) return value;
  const stated = Object.entries(value).filter(
    ([key]) => configured[key] !== undefined || !isRetained(type, joinPath(path, key)),
  );
  return Object.fromEntries(
    stated.map(([key, inner]) => [key, withoutRetained(type, inner, configured[key], joinPath(path, key))]),
  );
}

export function withoutDefaults(inputs: Props): Props {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== DEFAULTS_KEY));
}

/** Inputs that the provider filled in. */
export function defaultsOf(inputs: Props | undefined): readonly unknown[] {
  const defaults = inputs?.[DEFAULTS_KEY];
  return Array.isArray(defaults) ? defaults : [];
}

function isRetained(type: string, path: string): boolean {
  return awsFacts(type)?.retainedWhenOmitted?.includes(withoutIndexes(path)) === true;
}

function inRegion(type: string, inputs: Props, ownRegion: string): Props {
  return type.startsWith("aws:") ? { ...inputs, region: inputs["region"] ?? ownRegion } : inputs;
}

/** Leaves whose change replaces the resource. A leaf that is removed with its block, and that AWS retains, replaces nothing. */
function replacingLeaves(type: string, olds: Props, news: Props): readonly string[] {
  const facts = awsFacts(type);
  const replaceOn = facts === undefined ? (tableFor(type)?.replaceOn ?? []) : [...facts.replaceOn, "region"];
  return diffLeaves(olds, news)
    .filter(({ path, kind }) => kind !== "delete" || !isRetained(type, path))
    .map(({ path }) => path)
    .filter((path) => replaceOn.some((property) => isWithin(withoutIndexes(path), property)));
}

/** Arguments that replace the resource when they are added or removed, or under a condition. */
function replacingArguments(type: string, olds: Props, news: Props): readonly string[] {
  const presence = Object.entries(awsFacts(type)?.replaceOnPresence ?? {}).filter(([property, kinds]) => {
    const [was, is] = [isGiven(olds[property]), isGiven(news[property])];
    return was !== is && kinds.includes(is ? "add" : "delete");
  });
  const conditions = Object.entries(tableFor(type)?.replacesIf ?? {}).filter(([, holds]) => holds(olds, news));
  return [...presence, ...conditions].map(([property]) => property);
}

/** The provider treats a list without blocks as omitted. */
function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/**
 * The bridge deletes first if the program sets the name that the bridge would otherwise generate, whether or not the name
 * changes: `nameRequiresDeleteBeforeReplace` in
 * https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go
 * Everything else is created first, unless the program sets `deleteBeforeReplace`.
 */
function deletesFirst(type: string, news: Props, changes: readonly PropertyChange[]): boolean {
  const facts = awsFacts(type);
  if (facts === undefined) return keepsFixedName(type, news, changes);
  const name = facts.autoName?.property;
  const isChosen = name !== undefined && news[name] !== undefined && !defaultsOf(news).includes(name);
  return facts.deletesFirst === true || (isChosen && facts.framework !== true);
}

/** The Kubernetes provider deletes first if both objects have the same name. */
function keepsFixedName(type: string, news: Props, changes: readonly PropertyChange[]): boolean {
  const table = tableFor(type);
  const name = table?.fixedName ?? table?.autoName;
  return name !== undefined && !defaultsOf(news).includes(name) && !changes.some(({ path }) => isWithin(path, name));
}
