import { withoutDefaults } from "./plan";
import type { Props } from "./props";
import { sdkFacts } from "./sdk-facts";
import type { Request, ResourceTable } from "./tables/table";
import type { WorldObject } from "./world";

/** Outputs of a new object: generic ones below those of its table. */
export function computedOutputs(type: string, table: ResourceTable | undefined, request: Request): Props {
  return {
    ...propsOf(sdkFacts(type)?.outputs ?? [], (key) => genericOutput(key, request)),
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
  return [...new Set([...(sdkFacts(type)?.outputs ?? []), ...Object.keys(table?.outputs ?? {})])];
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

/** A placeholder for an output that no table describes. */
function genericOutput(key: string, { type, region, accountId, hex }: Request): string {
  const service = type.split(/[:/]/)[1] ?? "service";
  return key === "arn" ? `arn:aws:${service}:${region}:${accountId}:${hex(17)}` : `${key}-${hex(8, key)}`;
}
