import { createHash } from "node:crypto";

import { type AutoName, awsFacts } from "./facts/provider-facts";
import { refuseName } from "./facts/name-limits";
import { type IgnoreTags, withoutIgnored } from "./ignored-tags";
import { carriedOver, computedOutputs, mergedOutputs, outputKeys, propsOf } from "./outputs";
import {
  type CloudDiff,
  DEFAULTS_KEY,
  defaultsOf,
  planChange,
  retainOmitted,
  withoutDefaults,
  withoutRetained,
} from "./plan";
import { diffProperties, isRecord } from "./property-diff";
import { sdkFacts } from "./sdk-facts";
import { tableFor } from "./tables";
import { refuseTags } from "./tables/tag-limits";
import type { Props } from "./props";
import type { Request, ResourceTable } from "./tables/table";
import type { World, WorldObject } from "./world";

/** What a provider instance was configured with. */
export interface CloudScope {
  readonly region: string;
  readonly accountId: string;
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Tags that the provider neither sets nor reads. Omitted: none. */
  readonly ignoreTags?: IgnoreTags;
}

/** A request that the simulated cloud refuses, with all reasons as the log shows them. */
export class CloudRefusal extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join("; "));
  }
}

/** Creates, reads, updates and deletes objects: in the world of the {@link Cloud}, or at a real API. */
export interface ObjectStore {
  create(type: string, name: string, inputs: Props, scope: CloudScope): WorldObject | Promise<WorldObject>;
  /** @param recorded inputs in the engine's state, of which the current values are read */
  read(type: string, id: string, recorded?: Props): WorldObject | undefined | Promise<WorldObject | undefined>;
  update(type: string, id: string, inputs: Props, scope: CloudScope): WorldObject | Promise<WorldObject>;
  delete(type: string, id: string): void | Promise<void>;
}

/** Random characters at the end of a name that the bridge generates. */
const AUTONAME_DIGITS = 7;

/**
 * The rules by which the simulated cloud answers. The provider servers of the real engine and the mocks of the unit tests
 * use them. A type without a table gets generic answers from the facts of the SDK.
 */
export class Cloud implements ObjectStore {
  constructor(readonly world: World) {}

  /**
   * Fills autonamed inputs, and refuses names that the provider refuses in a preview. An earlier autoname is kept, so that
   * the name does not change.
   */
  check(type: string, name: string, olds: Props | undefined, news: Props): Props {
    const autoName = autoNameOf(type);
    const checked =
      autoName === undefined || news[autoName.property] !== undefined
        ? news
        : this.#named(type, name, autoName, olds, news);
    this.#refuse(refuseName(type, checked));
    return checked;
  }

  /** Outputs that are unknown in a preview. */
  unknownOutputs(type: string, inputs: Props): readonly string[] {
    const table = tableFor(type);
    return outputKeys(type, table).filter((key) => inputs[key] === undefined || table?.merged?.includes(key) === true);
  }

  create(type: string, name: string, inputs: Props, scope: CloudScope): WorldObject {
    const fault = this.world.takeFault(type);
    if (fault !== undefined) throw new CloudRefusal([fault]);
    const table = tableFor(type);
    const generation = this.world.nextGeneration(type, name);
    const unborn = this.#request(type, name, inputs, "", scope, generation);
    const tags = this.tagsAll(type, inputs, scope);
    this.#refuse([
      ...refuseName(type, inputs),
      ...(table?.refusals?.(unborn) ?? []),
      ...refuseTags(tags["tagsAll"], type),
    ]);
    const request = { ...unborn, id: physicalId(table, unborn) };
    if (this.world.get(type, request.id) !== undefined && table?.overwritesExisting !== true) {
      throw new CloudRefusal([`${type} "${request.id}" already exists`]);
    }
    const object: WorldObject = {
      type,
      id: request.id,
      name,
      region: unborn.region,
      accountId: scope.accountId,
      inputs,
      state: { ...computedOutputs(type, table, request), ...tags },
    };
    this.world.put(object);
    table?.created?.(object, this.world);
    return object;
  }

  /** Tags on the object: the default tags below its own, without the ignored ones, as the AWS provider merges them. */
  tagsAll(type: string, inputs: Props, scope: CloudScope): Props {
    if (sdkFacts(type)?.taggable !== true) return {};
    const own = isRecord(inputs["tags"]) ? inputs["tags"] : {};
    return { tagsAll: withoutIgnored({ ...scope.defaultTags, ...own }, scope.ignoreTags) };
  }

  /** The outputs of a create in a preview: everything that AWS computes is unknown. */
  planCreate(type: string, inputs: Props, scope: CloudScope, unknown: unknown): Props {
    return {
      ...withoutDefaults(inputs),
      ...propsOf(this.unknownOutputs(type, inputs), () => unknown),
      ...this.tagsAll(type, inputs, scope),
    };
  }

  /** The outputs of an update in a preview: unchanged, except those that every update changes. */
  planUpdate(type: string, olds: Props, inputs: Props, scope: CloudScope, unknown: unknown): Props {
    const table = tableFor(type);
    const merged = (key: string): unknown => {
      const [before, after] = [olds[key], inputs[key]];
      return isRecord(before) && isRecord(after) ? { ...before, ...after } : after;
    };
    return {
      ...propsOf(outputKeys(type, table), (key) => olds[key]),
      ...retainOmitted(type, olds, withoutDefaults(inputs)),
      ...propsOf(table?.merged ?? [], merged),
      ...propsOf(
        Object.keys(table?.changing ?? {}).filter((key) => inputs[key] === undefined),
        () => unknown,
      ),
      ...this.tagsAll(type, inputs, scope),
    };
  }

  update(type: string, id: string, inputs: Props, scope: CloudScope): WorldObject {
    const object = this.#existing(type, id);
    const table = tableFor(type);
    const complete = retainOmitted(type, object.inputs, inputs);
    const request = this.#request(type, object.name, complete, id, scope, this.world.generation(type, object.name));
    const tags = this.tagsAll(type, complete, scope);
    this.#refuse([...(table?.refusals?.(request, object) ?? []), ...refuseTags(tags["tagsAll"], type)]);
    const changing = table?.changing ?? {};
    object.state = {
      ...computedOutputs(type, table, request),
      ...carriedOver(object, table),
      ...withoutDefaults(complete),
      ...mergedOutputs(table, request),
      ...propsOf(Object.keys(changing), (key) => changing[key]?.(request, object)),
      ...tags,
    };
    object.inputs = complete;
    return object;
  }

  /** The current object, with any drift in its inputs; undefined if it does not exist. */
  read(type: string, id: string, recorded?: Props): WorldObject | undefined {
    const object = this.world.get(type, id) ?? this.#imported(type, id);
    if (object === undefined) return undefined;
    const known = recorded ?? object.inputs;
    const merged = tableFor(type)?.merged ?? [];
    const inputs = propsOf(Object.keys(known), (key) =>
      key === DEFAULTS_KEY
        ? known[key]
        : merged.includes(key)
          ? statedWithin(known[key], object.state[key])
          : withoutRetained(type, object.state[key], known[key], key),
    );
    return { ...object, inputs };
  }

  delete(type: string, id: string): void {
    const object = this.world.get(type, id);
    if (object === undefined) return;
    this.#refuse(tableFor(type)?.deleteRefusals?.(object, this.world));
    this.world.remove(type, id);
  }

  /**
   * @param scope of the provider; without it, an omitted `region` differs from every stated one
   * @param state the object in the engine's state, with computed values
   */
  diff(type: string, olds: Props, news: Props, scope?: CloudScope, state?: Props): CloudDiff {
    const diff = planChange(type, olds, news, scope?.region ?? "", state);
    // Other default tags change every object that they reach, in place: the provider compares `tagsAll` with its state.
    const before = state?.["tagsAll"];
    if (scope === undefined || !isRecord(before)) return diff;
    const { tagsAll } = this.tagsAll(type, news, scope);
    const stated = new Set(diff.changes.map(({ path }) => path));
    const byDefault = diffProperties(before, tagsAll, "tagsAll").filter(
      ({ path }) => !stated.has("tags") && !stated.has(path.replace("tagsAll", "tags")),
    );
    return { ...diff, changes: [...diff.changes, ...byDefault] };
  }

  /** Like the bridge, refuses a name that becomes too long instead of shortening it. */
  #named(type: string, name: string, autoName: AutoName, olds: Props | undefined, news: Props): Props {
    const { property, longest, separator } = autoName;
    const kept = defaultsOf(olds).includes(property) ? olds?.[property] : undefined;
    const prefix = `${name}${separator}`;
    if (kept === undefined && prefix.length + AUTONAME_DIGITS > longest) {
      throw new CloudRefusal([
        `could not make instance of '${type}': name '${prefix}' plus ${AUTONAME_DIGITS} random chars is longer than ` +
          `maximum length ${longest}`,
      ]);
    }
    const suffix = hexDigits(AUTONAME_DIGITS, type, name, String(this.world.generation(type, name)));
    return { ...news, [property]: kept ?? `${prefix}${suffix}`, [DEFAULTS_KEY]: [property] };
  }

  #imported(type: string, id: string): WorldObject | undefined {
    const importId = tableFor(type)?.importId;
    return importId && this.world.ofType(type).find(({ state }) => importId(state) === id);
  }

  #existing(type: string, id: string): WorldObject {
    const object = this.world.get(type, id);
    if (object === undefined) throw new CloudRefusal([`${type} "${id}" does not exist`]);
    return object;
  }

  #refuse(reasons: readonly string[] = []): void {
    if (reasons.length > 0) throw new CloudRefusal(reasons);
  }

  #request(type: string, name: string, inputs: Props, id: string, scope: CloudScope, generation: number): Request {
    const region = typeof inputs["region"] === "string" ? inputs["region"] : scope.region;
    const hex = (length: number, salt = ""): string =>
      hexDigits(length, type, name, scope.accountId, region, String(generation), salt);
    return { type, name, inputs, id, region, accountId: scope.accountId, world: this.world, hex };
  }
}

/** The current values of what the configuration states: the rest of a merged output is computed. */
function statedWithin(configured: unknown, current: unknown): unknown {
  if (!isRecord(configured) || !isRecord(current)) return current;
  return propsOf(Object.keys(configured), (key) => statedWithin(configured[key], current[key]));
}

function physicalId(table: ResourceTable | undefined, request: Request): string {
  // Without a table, the name may be unique only together with other arguments.
  const autoName = table === undefined ? undefined : autoNameOf(request.type);
  const named = autoName === undefined ? undefined : request.inputs[autoName.property];
  return table?.id?.(request) ?? (typeof named === "string" ? named : `${request.name}-${request.hex(8)}`);
}

function autoNameOf(type: string): AutoName | undefined {
  const property = tableFor(type)?.autoName;
  return property === undefined ? awsFacts(type)?.autoName : { property, longest: 255, separator: "-" };
}

function hexDigits(length: number, ...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("|")).digest("hex").slice(0, length);
}
