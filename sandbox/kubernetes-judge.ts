import { createHash } from "node:crypto";

import { type Cloud, CloudRefusal, type CloudScope, type ObjectStore } from "./cloud";
import { type KubernetesClient, KubernetesRefusal, referenceTo } from "./kubernetes-client";
import { isRecord } from "./property-diff";
import type { Props } from "./props";
import type { WorldObject } from "./world";

/** What the API server said so far. */
export interface Verdict {
  /** How many objects of each kind it took. */
  readonly accepted: ReadonlyMap<string, number>;
  /** Objects that it was not asked about, each with the reason. */
  readonly unjudged: readonly string[];
  /** What it remarked about objects that it took, each with the object's name. */
  readonly warnings: readonly string[];
}

/**
 * Kinds that no API server but AWS's own knows, and why. Objects of these are held by the tables, as without a judge.
 * Any other kind that the API server does not know is refused.
 */
const UNPUBLISHED: ReadonlyMap<string, string> = new Map([
  ["eks.amazonaws.com/v1 NodeClass", "the kind comes with EKS Auto Mode, and AWS publishes its definition nowhere"],
]);

/** Metadata that changes by itself, with every write of anybody. */
const VOLATILE_METADATA: readonly string[] = ["managedFields", "resourceVersion", "generation"];

/** As the Kubernetes provider reads it: https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/ */
const FORCE_ANNOTATION = "pulumi.com/patchForce";

/**
 * Kubernetes objects, created, read, changed and deleted at a real API server: what it refuses, the rehearsal refuses.
 * The world keeps a copy of what stands. How an input change is carried out stays with the tables: that is the
 * provider's decision and not the server's.
 */
export class KubernetesJudge implements ObjectStore {
  readonly #accepted = new Map<string, number>();
  readonly #unjudged = new Set<string>();
  readonly #warnings = new Set<string>();

  constructor(
    private readonly cloud: Cloud,
    private readonly api: KubernetesClient,
  ) {}

  verdict(): Verdict {
    return { accepted: this.#accepted, unjudged: [...this.#unjudged], warnings: [...this.#warnings] };
  }

  /**
   * Why admission would refuse the pods that the standing workloads ask for. No controller is there to make them, and
   * the API server itself takes a workload whose pods can never exist.
   */
  async refusedPods(): Promise<readonly string[]> {
    const refusals: string[] = [];
    for (const { inputs } of this.cloud.world.objects.filter((object) => isObject(object.inputs))) {
      const pod = podOf(inputs);
      if (pod === undefined) continue;
      try {
        await refusable(inputs, () => this.api.tryCreate(pod));
      } catch (error) {
        if (!(error instanceof CloudRefusal)) throw error;
        refusals.push(`pods of ${error.message}`);
      }
    }
    return refusals;
  }

  async create(type: string, name: string, inputs: Props, scope: CloudScope): Promise<WorldObject> {
    if (!isJudged(inputs)) {
      const reason = unjudgedReason(inputs);
      if (reason !== undefined) this.#unjudged.add(`${title(inputs)}: ${reason}`);
      return this.cloud.create(type, name, inputs, scope);
    }
    const live = await this.#apply(type, name, inputs);
    this.#accepted.set(live.kind, (this.#accepted.get(live.kind) ?? 0) + 1);
    const object = this.cloud.create(type, name, inputs, scope);
    object.state = live.state;
    return object;
  }

  async update(type: string, id: string, inputs: Props, scope: CloudScope): Promise<WorldObject> {
    const name = this.cloud.world.get(type, id)?.name ?? id;
    if (!isJudged(inputs)) return this.cloud.update(type, id, inputs, scope);
    const live = await this.#apply(type, name, inputs);
    const object = this.cloud.update(type, id, inputs, scope);
    object.state = live.state;
    return object;
  }

  /** What the API server holds now; of what it added to the object, inputs show nothing. */
  async read(type: string, id: string, known?: Props): Promise<WorldObject | undefined> {
    const object = this.cloud.read(type, id, known);
    if (object === undefined || !isJudged(object.inputs)) return object;
    const live = await this.api.read(referenceTo(object.inputs));
    if (live === undefined) return undefined;
    const asked = this.cloud.world.get(type, id)?.inputs ?? object.inputs;
    return { ...object, state: settled(live), inputs: project(asked, live) as Props };
  }

  async delete(type: string, id: string): Promise<void> {
    const object = this.cloud.world.get(type, id);
    if (object !== undefined && isJudged(object.inputs)) {
      const { inputs, name } = object;
      await refusable(inputs, () =>
        isPatch(type) ? this.#giveUp(type, name, inputs) : this.api.delete(referenceTo(inputs)),
      );
    }
    this.cloud.delete(type, id);
  }

  async #apply(type: string, name: string, inputs: Props): Promise<{ readonly kind: string; readonly state: Props }> {
    const { object, warnings } = await refusable(inputs, () =>
      this.api.serverSideApply(inputs, { manager: manager(type, name), force: isForced(inputs) }),
    );
    for (const warning of warnings) this.#warnings.add(`${title(inputs)}: ${warning}`);
    return { kind: String(inputs["kind"]), state: settled(object) };
  }

  /** A patch belongs to somebody else's object: only the fields that it set go. */
  async #giveUp(type: string, name: string, inputs: Props): Promise<void> {
    const { apiVersion, kind, name: objectName, namespace } = referenceTo(inputs);
    if ((await this.api.read(referenceTo(inputs))) === undefined) return;
    const metadata = { name: objectName, ...(namespace === undefined ? {} : { namespace }) };
    await this.api.serverSideApply({ apiVersion, kind, metadata }, { manager: manager(type, name) });
  }
}

function isJudged(inputs: Props): boolean {
  return isObject(inputs) && unjudgedReason(inputs) === undefined;
}

function unjudgedReason({ apiVersion, kind }: Props): string | undefined {
  return UNPUBLISHED.get(`${String(apiVersion)} ${String(kind)}`);
}

/** What has no kind of its own, such as a Helm release, is not one object of the API. */
function isObject(inputs: Props): boolean {
  return typeof inputs["apiVersion"] === "string" && typeof inputs["kind"] === "string";
}

function isPatch(type: string): boolean {
  return type.endsWith("Patch");
}

/** Each resource is a manager of its own, as with the real provider: what two of them set is a conflict. */
function manager(type: string, name: string): string {
  return `pulumi-kubernetes-${createHash("sha256").update(`${type}|${name}`).digest("hex").slice(0, 8)}`;
}

function isForced(inputs: Props): boolean {
  return propertyOf(inputs, "metadata", "annotations", FORCE_ANNOTATION) === "true";
}

/** The pod that a workload of any kind asks for. A NodePool has a template too: of nodes. */
function podOf(workload: Props): Props | undefined {
  const spec = propertyOf(workload, "spec");
  const template = propertyOf(spec, "template") ?? propertyOf(spec, "jobTemplate", "spec", "template");
  if (!isRecord(template) || !Array.isArray(propertyOf(template, "spec", "containers"))) return undefined;
  const { name, namespace } = referenceTo(workload);
  const { labels, annotations } = isRecord(template["metadata"]) ? template["metadata"] : {};
  const metadata = { generateName: `${name}-`, namespace: namespace ?? "default", labels, annotations };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: template["spec"] };
}

function propertyOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((inner: unknown, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

async function refusable<T>(object: Props, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof KubernetesRefusal) throw new CloudRefusal([`${title(object)}: ${error.message}`]);
    throw error;
  }
}

function title(object: Props): string {
  const { kind, name, namespace } = referenceTo(object);
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

function settled(live: Props): Props {
  const metadata = isRecord(live["metadata"]) ? live["metadata"] : {};
  const lasting = Object.entries(metadata).filter(([key]) => !VOLATILE_METADATA.includes(key));
  // Controllers write the status whenever they like.
  const asked = Object.entries(live).filter(([key]) => key !== "status");
  return { ...Object.fromEntries(asked), metadata: Object.fromEntries(lasting) };
}

/** The part of `live` that was asked for. What is empty may be left out by the server, and is the same thing. */
function project(asked: unknown, live: unknown): unknown {
  if (live === undefined) return isEmpty(asked) ? asked : undefined;
  if (Array.isArray(asked) && Array.isArray(live)) {
    return live.map((item, index) => (index < asked.length ? project(asked[index], item) : (item as unknown)));
  }
  if (!isRecord(asked) || !isRecord(live)) return live;
  const kept = Object.entries(asked)
    .map(([key, value]): [string, unknown] => [key, project(value, live[key])])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) ? Object.keys(value).length === 0 : value === "";
}
