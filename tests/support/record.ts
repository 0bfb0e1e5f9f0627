import * as pulumi from "@pulumi/pulumi";

import type { CloudScope } from "../../sandbox/cloud";
import type { World } from "../../sandbox/world";
import { SandboxMocks } from "./mocks";
import { settle } from "./settle";

/** The options of a registration that the mock monitor hides. */
interface RecordedOptions {
  /** `<type>::<name>` of the parent, undefined for a child of the stack. */
  readonly parent: string | undefined;
  /** `<type>::<name>` of each resource named by `dependsOn`. */
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly customTimeouts: pulumi.CustomTimeouts;
  readonly aliases: readonly unknown[];
  readonly deletedWith: string | undefined;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  /** The options as stated, with outputs. */
  readonly replacementTrigger: unknown;
  /** Names of the explicit providers, without inherited ones. */
  readonly providers: readonly string[];
}

export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly custom: boolean;
  /** Logical name of the explicit provider that the resource uses, inherited ones included. */
  readonly provider?: string | undefined;
  /** Inputs from the program, with secrets in plain text. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Outputs from the sandbox. */
  readonly state: Readonly<Record<string, unknown>>;
  readonly options: RecordedOptions;
}

export interface Recording<T> {
  readonly resources: readonly RecordedResource[];
  /** The return value of the body. */
  readonly result: T;
  /** The one resource of this type and name; without a name, the only one of the type. Throws an error that lists the existing ones. */
  one(type: string, name?: string): RecordedResource;
  ofType(type: string): readonly RecordedResource[];
  /** The value of an Output, unwrapped; rejects instead of hanging when it is unknown. */
  valueOf<V>(output: pulumi.Input<V>): Promise<V>;
}

export interface RecordOptions {
  /** As `pulumi preview`: what AWS computes is unknown. Default: as `pulumi up`. */
  readonly preview?: boolean;
  readonly scope?: CloudScope;
  /** Objects that exist before. Default: an empty world. */
  readonly world?: World;
  readonly project?: string;
  readonly stack?: string;
  /** Outputs of the stack's last update. Default: none, as before the first update. */
  readonly lastOutputs?: Readonly<Record<string, unknown>>;
}

/**
 * The SDK records a stack trace and two more promises for each of its promises, to report those that never resolve. That
 * takes a third of the time of a recording, whose `settle` waits for every registration without it.
 */
const debuggable = jest.requireActual<{ debuggablePromise: <T>(promise: Promise<T>) => Promise<T> }>(
  "@pulumi/pulumi/runtime/debuggable",
);
debuggable.debuggablePromise = (promise) => promise;

/** Identity of a resource in a recording, by which `parent` and `dependsOn` refer to it. */
export function key(resource: { readonly type: string; readonly name: string }): string {
  return `${resource.type}::${resource.name}`;
}

/**
 * Runs a body that declares resources against the sandbox and returns all registered resources.
 * Refuses two resources with the same URN, which mocks would merge without an error.
 */
export async function record<T>(body: () => T | Promise<T>, options: RecordOptions = {}): Promise<Recording<T>> {
  const { preview = false, project = "groundwork", stack = "test" } = options;
  const mocks = new SandboxMocks(preview, options.scope, options.lastOutputs, options.world);
  await pulumi.runtime.setMocks(mocks, project, stack, preview, "organization");
  const optionsByKey = new Map<string, RecordedOptions>();
  const box: { result?: T } = {};
  await withPlainStacks(async () => {
    await pulumi.runtime.runInPulumiStack(async () => {
      pulumi.runtime.registerStackTransformation((args) => {
        optionsByKey.set(key(args), recordedOptions(args.opts));
        return undefined;
      });
      box.result = await body();
      return {};
    });
    await settle(() => mocks.seen.length);
  });
  const resources = mocks.seen
    .filter((seen) => seen.type !== "pulumi:pulumi:Stack")
    .map(({ type, name, remoteParent, ...seen }): RecordedResource => {
      const opts =
        remoteParent === undefined
          ? optionsByKey.get(key({ type, name }))
          : inheritedOptions(remoteParent, optionsByKey.get(key(remoteParent)));
      if (opts === undefined) throw new Error(`no options were recorded for ${type} "${name}"`);
      return { type, name, ...seen, options: opts };
    });
  refuseDuplicates(resources);
  return { resources, result: box.result as T, ...lookups(resources) };
}

/**
 * The SDK records a stack trace for every resource and promise with an error that has no message. Jest maps each of up to
 * 100 frames to its source, which takes four fifths of the time of a recording. Three frames show where an error was thrown.
 * Thrown errors are still mapped, because their stack is rendered when it is read.
 */
async function withPlainStacks(body: () => Promise<void>): Promise<void> {
  const previous = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 3;
  Error.prepareStackTrace = (error, frames) =>
    error.message === "" ? "" : [String(error), ...frames.map(String)].join("\n    at ");
  try {
    await body();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (previous === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Object.defineProperty(Error, "prepareStackTrace", previous);
  }
}

function lookups(resources: readonly RecordedResource[]): Pick<Recording<never>, "one" | "ofType" | "valueOf"> {
  const ofType = (type: string): readonly RecordedResource[] => resources.filter((resource) => resource.type === type);
  return {
    ofType,
    one(type, name) {
      const found = ofType(type).filter((resource) => name === undefined || resource.name === name);
      const [only] = found;
      if (only !== undefined && found.length === 1) return only;
      const there = ofType(type).map((resource) => resource.name);
      const types = [...new Set(resources.map((resource) => resource.type))].join(", ");
      throw new Error(
        `expected one ${type}${name === undefined ? "" : ` "${name}"`}, found ${found.length}; ` +
          (there.length > 0 ? `of this type: ${there.join(", ")}` : `types recorded: ${types}`),
      );
    },
    async valueOf<V>(output: pulumi.Input<V>): Promise<V> {
      const lifted = pulumi.output(output) as pulumi.Output<V> & { promise(): Promise<V>; isKnown: Promise<boolean> };
      if (!(await lifted.isKnown)) throw new Error("the output is unknown");
      return lifted.promise();
    },
  };
}

/** A URN contains the chain of parent types, so type, name and parent type together must be unique. */
function refuseDuplicates(resources: readonly RecordedResource[]): void {
  const seen = new Set<string>();
  for (const resource of resources) {
    const identity = key(resource);
    if (seen.has(identity)) throw new Error(`two resources are registered as ${resource.type} "${resource.name}"`);
    seen.add(identity);
  }
}

/** A child of a remote component inherits protection, and no other option. */
function inheritedOptions(
  parent: { readonly type: string; readonly name: string },
  parentOptions: RecordedOptions | undefined,
): RecordedOptions {
  return { ...recordedOptions({}), parent: key(parent), protect: parentOptions?.protect === true };
}

function recordedOptions(opts: pulumi.ResourceOptions): RecordedOptions {
  const custom = opts as pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions;
  return {
    parent: resourceKey(opts.parent),
    dependsOn: dependencyKeys(opts.dependsOn),
    protect: opts.protect === true,
    ignoreChanges: opts.ignoreChanges ?? [],
    customTimeouts: opts.customTimeouts ?? {},
    aliases: Array.isArray(opts.aliases) ? opts.aliases : [],
    deletedWith: resourceKey(opts.deletedWith),
    retainOnDelete: opts.retainOnDelete === true,
    deleteBeforeReplace: custom.deleteBeforeReplace === true,
    replacementTrigger: opts.replacementTrigger,
    providers: providerNames(custom),
  };
}

function dependencyKeys(dependsOn: pulumi.ResourceOptions["dependsOn"]): readonly string[] {
  const list = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
  return list.flatMap((dependency) => {
    const name = resourceKey(dependency);
    return name === undefined ? [] : [name];
  });
}

function providerNames(opts: pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions): readonly string[] {
  const listed = Array.isArray(opts.providers) ? opts.providers : Object.values(opts.providers ?? {});
  return [...(opts.provider === undefined ? [] : [opts.provider]), ...listed].flatMap((provider) => {
    const name = resourceKey(provider);
    return name === undefined ? [] : [name.split("::").pop() ?? name];
  });
}

/** `__pulumiType` and `__name` are properties of every resource object in the SDK. */
function resourceKey(resource: unknown): string | undefined {
  if (!pulumi.Resource.isInstance(resource)) return undefined;
  const { __pulumiType: type, __name: name } = resource as unknown as { __pulumiType: string; __name: string };
  return type === "pulumi:pulumi:Stack" ? undefined : key({ type, name });
}
