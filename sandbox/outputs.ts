import { genericValue } from "./generic-values";
import { withoutDefaults } from "./plan";
import type { Props } from "./props";
import { sdkFacts } from "./sdk-facts";
import type { Request, ResourceTable } from "./tables/table";
import type { WorldObject } from "./world";

/** Outputs of a new object: generic ones below those of its table. */
export function computedOutputs(type: string, table: ResourceTable | undefined, request: Request): Props {
  return {
    ...propsOf(undescribedKeys(type, table), (key) => genericValue(key, request)),
    ...statedOutputs(Object.keys(table?.outputs ?? {}), table, request),
    ...withoutDefaults(request.inputs),
    ...mergedOutputs(table, request),
  };
}

export function mergedOutputs(table: ResourceTable | undefined, request: Request): Props {
  return statedOutputs(table?.merged ?? [], table, request);
}

function statedOutputs(keys: readonly string[], table: ResourceTable | undefined, request: Request): Props {
  const outputs = table?.outputs ?? {};
  return propsOf(keys, (key) => outputs[key]?.(request));
}

/** Every property that only the provider can fill. */
export function outputKeys(type: string, table: ResourceTable | undefined): readonly string[] {
  return [...new Set([...undescribedKeys(type, table), ...Object.keys(table?.outputs ?? {})])];
}

/**
 * Properties that the SDK says the provider sets. Without a table, they include optional arguments that the provider
 * fills: a missing one would be unknown in each preview, and the arguments that come from it would show a change.
 */
function undescribedKeys(type: string, table: ResourceTable | undefined): readonly string[] {
  const { outputs = [], computed = [] } = sdkFacts(type) ?? {};
  return table === undefined ? [...outputs, ...computed] : outputs;
}

export function propsOf(keys: readonly string[], valueOf: (key: string) => unknown): Props {
  return Object.fromEntries(keys.map((key): [string, unknown] => [key, valueOf(key)]));
}

/** Outputs that an update does not change: everything computed at creation. */
export function carriedOver(object: WorldObject, table: ResourceTable | undefined): Props {
  const kept = Object.entries(object.state).filter(
    ([key]) => object.inputs[key] === undefined && key !== "tagsAll" && table?.changing?.[key] === undefined,
  );
  return Object.fromEntries(kept);
}
