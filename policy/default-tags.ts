import { at, isRecord, type Props } from "./props";
import type { StackResource } from "./rule";

/** The default tags of the providers of AWS in a stack. */
export function defaultTags(resources: readonly StackResource[]): Props {
  const all = resources
    .filter(({ type }) => type === "pulumi:providers:aws")
    .map(({ props }) => at(plain(props["defaultTags"]), "tags"))
    .filter(isRecord);
  return Object.assign({}, ...all) as Props;
}

/** The engine keeps arguments of providers as JSON. */
function plain(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}
