import { createHash } from "node:crypto";

import { type AutoName, awsFacts } from "./facts/provider-facts";
import { refuseName } from "./facts/name-limits";
import {
  type CloudDiff,
  DEFAULTS_KEY,
  defaultsOf,
  planChange,
  retainOmitted,
  withoutDefaults,
  withoutRetained,
} from "./plan";
import { isRecord } from "./property-diff";
import { genericValue } from "./generic-values";
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
}

/** The cloud says no: every reason, in the words that the log shows. */
export class CloudRefusal extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join("; "));
  }
}

/** Creates, reads, updates and deletes objects: in the world of the {@link Cloud}, or at a real API. */
export interface ObjectStore {
  create(type: string, name: string, inputs: Props, scope: CloudScope): WorldObject | Promise<WorldObject>;
  /** @param asked the inputs that the engine knows, whose values now are wanted */
  read(type: string, id: string, asked?: Props): WorldObject | undefined | Promise<WorldObject | undefined>;
  update(type: string, id: string, inputs: Props, scope: CloudScope): WorldObject | Promise<WorldObject>;
  delete(type: string, id: string): void | Promise<void>;
}

/** Random characters at the end of a name that the bridge makes. */
const AUTONAME_DIGITS = 7;

/**
 * The rules by which the simulated cloud answers, shared by both doors: the provider that the real engine talks to,
 * and the mocks of the unit tests. Types without a table behave generically, by what the SDK says of them.
 */
export class Cloud implements ObjectStore {
  constructor(readonly world: World) {}

  /**
   * Fills autonamed inputs, and refuses names that the provider refuses in a preview. An earlier autoname is kept, so that
   * a name does not drift.
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

  /** Outputs that a preview cannot know yet. */
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
    this.#refuse([...refuseName(type, inputs), ...(table?.refusals?.(unborn) ?? []), ...refuseTags(tags["tagsAll"])]);
    const request = { ...unborn, id: physicalId(table, unborn) };
    if (this.world.get(type, request.id) !== undefined && table?.takesOver !== true) {
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

  /** Tags on the object: the provider's default tags below its own, as the AWS provider merges them. */
  tagsAll(type: string, inputs: Props, scope: CloudScope): Props {
    if (sdkFacts(type)?.taggable !== true) return {};
    const own = isRecord(inputs["tags"]) ? inputs["tags"] : {};
    return { tagsAll: { ...scope.defaultTags, ...own } };
  }

  /** What a preview can say of a create: everything that AWS computes is unknown. */
  planCreate(type: string, inputs: Props, scope: CloudScope, unknown: unknown): Props {
    return {
      ...withoutDefaults(inputs),
      ...propsOf(this.unknownOutputs(type, inputs), () => unknown),
      ...this.tagsAll(type, inputs, scope),
    };
  }

  /** What a preview can say of an update: outputs stay as they are, except those that every update changes. */
  planUpdate(type: string, olds: Props, inputs: Props, scope: CloudScope, unknown: unknown): Props {
    const table = tableFor(type);
    const merged = (key: string): unknown => {
      const [before, asked] = [olds[key], inputs[key]];
      return isRecord(before) && isRecord(asked) ? { ...before, ...asked } : asked;
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
    const asked = retainOmitted(type, object.inputs, inputs);
    const request = this.#request(type, object.name, asked, id, scope, this.world.generation(type, object.name));
    const tags = this.tagsAll(type, asked, scope);
    this.#refuse([...(table?.refusals?.(request, object) ?? []), ...refuseTags(tags["tagsAll"])]);
    const changing = table?.changing ?? {};
    object.state = {
      ...computedOutputs(type, table, request),
      ...carriedOver(object, table),
      ...withoutDefaults(asked),
      ...mergedOutputs(table, request),
      ...propsOf(Object.keys(changing), (key) => changing[key]?.(request, object)),
      ...tags,
    };
    object.inputs = asked;
    return object;
  }

  /** The object as it is now, its inputs showing any drift; undefined when it is gone. */
  read(type: string, id: string, asked?: Props): WorldObject | undefined {
    const object = this.world.get(type, id);
    if (object === undefined) return undefined;
    const known = asked ?? object.inputs;
    const merged = tableFor(type)?.merged ?? [];
    const inputs = propsOf(Object.keys(known), (key) =>
      key === DEFAULTS_KEY || merged.includes(key)
        ? known[key]
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
   * @param scope of the provider; without one, an omitted `region` is another than every given one
   * @param state what the engine knows of the object, computed values included
   */
  diff(type: string, olds: Props, news: Props, scope?: Pick<CloudScope, "region">, state?: Props): CloudDiff {
    return planChange(type, olds, news, scope?.region ?? "", state);
  }

  /** As the bridge does, which refuses a name that becomes too long: it shortens none. */
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

function computedOutputs(type: string, table: ResourceTable | undefined, request: Request): Props {
  return {
    ...propsOf(undescribedKeys(type, table), (key) => genericValue(key, request)),
    ...statedOutputs(Object.keys(table?.outputs ?? {}), table, request),
    ...withoutDefaults(request.inputs),
    ...mergedOutputs(table, request),
  };
}

function mergedOutputs(table: ResourceTable | undefined, request: Request): Props {
  return statedOutputs(table?.merged ?? [], table, request);
}

function statedOutputs(keys: readonly string[], table: ResourceTable | undefined, request: Request): Props {
  const outputs = table?.outputs ?? {};
  return propsOf(keys, (key) => outputs[key]?.(request));
}

/** Every property that only the provider can fill. */
function outputKeys(type: string, table: ResourceTable | undefined): readonly string[] {
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

function propsOf(keys: readonly string[], valueOf: (key: string) => unknown): Props {
  return Object.fromEntries(keys.map((key): [string, unknown] => [key, valueOf(key)]));
}

/** What an update leaves as it was: everything computed at creation. */
function carriedOver(object: WorldObject, table: ResourceTable | undefined): Props {
  const kept = Object.entries(object.state).filter(
    ([key]) => object.inputs[key] === undefined && key !== "tagsAll" && table?.changing?.[key] === undefined,
  );
  return Object.fromEntries(kept);
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
