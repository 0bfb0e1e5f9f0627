import type { MockCallArgs, MockCallResult, MockResourceArgs, MockResourceResult, Mocks } from "@pulumi/pulumi/runtime";

import { awsx, type MadeChild } from "../../sandbox/tables/awsx";
import { Cloud, type CloudScope } from "../../sandbox/cloud";
import { lookUp } from "../../sandbox/lookups";
import { World } from "../../sandbox/world";
import { plainValue } from "./plain-value";

/** Default account and Region of mocked resources. */
export const TEST_SCOPE: CloudScope = { region: "eu-west-1", accountId: "111122223333", defaultTags: {} };

/** One resource registration as the mock monitor saw it. */
export interface SeenRegistration {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly custom: boolean;
  /** Logical name of the provider that the engine would call; undefined for components and default providers. */
  readonly provider?: string | undefined;
  /** Set on resources that a remote component registers: type and name of that component. */
  readonly remoteParent?: { readonly type: string; readonly name: string };
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly state: Readonly<Record<string, unknown>>;
}

/**
 * Pulumi's runtime mocks, which answer from the tables of the sandbox, as rehearsals with the real engine do. In preview
 * mode, values that AWS computes are omitted and therefore unknown, and limits are not checked.
 */
export class SandboxMocks implements Mocks {
  readonly seen: SeenRegistration[] = [];
  readonly #cloud: Cloud;
  /** Default tags of the AWS providers of the program, by logical name. */
  readonly #defaultTags = new Map<string | undefined, CloudScope["defaultTags"]>();

  constructor(
    private readonly preview: boolean,
    private readonly scope: CloudScope = TEST_SCOPE,
    /** Outputs of the stack's last update. */
    private readonly lastOutputs: Readonly<Record<string, unknown>> = {},
    readonly world: World = new World(),
  ) {
    this.#cloud = new Cloud(world);
  }

  newResource(args: MockResourceArgs): MockResourceResult {
    const inputs = plainValue(args.inputs) as Record<string, unknown>;
    const { id, state } = this.#answer(args, inputs);
    this.seen.push({
      type: args.type,
      name: args.name,
      id: id ?? "",
      custom: args.custom === true,
      inputs,
      state,
      provider: providerName(args.provider),
    });
    return { id, state };
  }

  /** The program reads its last outputs and the size of existing node groups; everything else is in the stack file. */
  call(args: MockCallArgs): MockCallResult {
    if (args.token === "pulumi:pulumi:readStackOutputs") return { outputs: this.lastOutputs };
    if (args.token === "pulumi:pulumi:readStackResourceOutputs") return { outputs: {} };
    if (args.token !== "aws:eks/getNodeGroup:getNodeGroup") {
      throw new Error(`the program called ${args.token}, but no lookup may decide anything`);
    }
    return { ...lookUp(args.token, plainValue(args.inputs) as Record<string, unknown>, this.#cloud.world) };
  }

  #answer({ type, name, custom, provider }: MockResourceArgs, inputs: Record<string, unknown>): Answer {
    if (type in awsx) return { id: undefined, state: this.#construct(type, name, inputs) };
    if (type.startsWith("pulumi:providers:")) {
      if (type === "pulumi:providers:aws") this.#defaultTags.set(name, defaultTags(inputs));
      return { id: `${name}-id`, state: inputs };
    }
    return custom === true ? this.#create(type, name, inputs, provider) : { id: undefined, state: inputs };
  }

  #create(type: string, name: string, inputs: Record<string, unknown>, provider: string | undefined): Answer {
    const scope = { ...this.scope, defaultTags: this.#defaultTagsOf(provider) };
    const checked = this.#cloud.check(type, name, undefined, inputs);
    if (!this.preview) {
      const object = this.#cloud.create(type, name, checked, scope);
      return { id: object.id, state: { ...object.state } };
    }
    const unknown = new Set(this.#cloud.unknownOutputs(type, checked));
    const known = Object.fromEntries(Object.entries(checked).filter(([key]) => !unknown.has(key)));
    return { id: undefined, state: { ...known, ...this.#cloud.tagsAll(type, checked, scope) } };
  }

  /** Children of remote components use the provider of their parent; the program has one. */
  #defaultTagsOf(provider: string | undefined): CloudScope["defaultTags"] {
    const [only] = this.#defaultTags.values();
    return this.#defaultTags.get(providerName(provider)) ?? only ?? this.scope.defaultTags;
  }

  /** A remote component registers its children itself, so the mocks do it in its place. */
  #construct(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
    const component = awsx[type]?.(name, inputs);
    const made: MadeChild[] = [];
    for (const child of component?.children ?? []) {
      const childInputs = { ...child.inputs(made) };
      const { id = "", state } = this.#create(child.type, child.name, childInputs, undefined);
      const { type: childType, name: childName } = child;
      this.seen.push({
        type: childType,
        name: childName,
        id,
        custom: true,
        remoteParent: { type, name },
        inputs: childInputs,
        state,
      });
      made.push({ state, reference: { ...state, id } });
    }
    return { ...component?.outputs(made) };
  }
}

/** Pulumi passes the arguments of a provider as JSON. */
function defaultTags(inputs: Readonly<Record<string, unknown>>): CloudScope["defaultTags"] {
  const text = inputs["defaultTags"];
  if (typeof text !== "string") return {};
  return (JSON.parse(text) as { readonly tags?: CloudScope["defaultTags"] }).tags ?? {};
}

/** A reference to a provider is its URN, whose last part is the name, and its ID. */
function providerName(reference: string | undefined): string | undefined {
  return reference === undefined || reference === "" ? undefined : reference.split("::").at(-2);
}

interface Answer {
  readonly id: string | undefined;
  readonly state: Record<string, unknown>;
}
