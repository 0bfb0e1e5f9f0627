import { createHash } from "node:crypto";

import { type Cloud, CloudRefusal, type CloudScope, type ObjectStore } from "./cloud";
import { type KubernetesClient, KubernetesRefusal, referenceTo } from "./kubernetes-client";
import { isRecord } from "./property-diff";
import type { Props } from "./props";
import type { WorldObject } from "./world";

/** What the API server answered since the sandbox started. */
export interface ApiServerReport {
  /** Number of accepted objects by kind. */
  readonly accepted: ReadonlyMap<string, number>;
  /** Objects that were not sent to the API server, each with the reason. */
  readonly unchecked: readonly string[];
  /** Warnings about accepted objects, each with the object's name. */
  readonly warnings: readonly string[];
}

/**
 * Kinds that only the API server of EKS serves, and why. The tables simulate objects of these kinds. Objects of any other
 * unknown kind are rejected.
 */
const UNPUBLISHED: ReadonlyMap<string, string> = new Map([
  [
    "eks.amazonaws.com/v1 NodeClass",
    "EKS Auto Mode installs this kind, and AWS does not publish its CustomResourceDefinition",
  ],
]);

/** Metadata that the API server changes with every write. */
const VOLATILE_METADATA: readonly string[] = ["managedFields", "resourceVersion", "generation"];

/** The annotation that the Kubernetes provider reads: https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/ */
const FORCE_ANNOTATION = "pulumi.com/patchForce";

/**
 * Creates, reads, updates and deletes Kubernetes objects at a real API server, and passes its errors on. The world keeps
 * a copy of each object. The tables still decide whether a changed input updates or replaces the object, because the
 * provider decides this and not the API server.
 */
export class ApiServerStore implements ObjectStore {
  readonly #accepted = new Map<string, number>();
  readonly #unchecked = new Set<string>();
  readonly #warnings = new Set<string>();

  constructor(
    private readonly cloud: Cloud,
    private readonly api: KubernetesClient,
  ) {}

  report(): ApiServerReport {
    return { accepted: this.#accepted, unchecked: [...this.#unchecked], warnings: [...this.#warnings] };
  }

  /**
   * Reasons why admission would reject the pods of existing workloads. No controller runs that would create these pods,
   * and the API server accepts a workload even if it would reject every pod of it.
   */
  async rejectedPods(): Promise<readonly string[]> {
    const rejections: string[] = [];
    for (const { inputs } of this.cloud.world.objects.filter((object) => isObject(object.inputs))) {
      const pod = podOf(inputs);
      if (pod === undefined) continue;
      try {
        await asCloudRefusal(inputs, () => this.api.tryCreate(pod));
      } catch (error) {
        if (!(error instanceof CloudRefusal)) throw error;
        rejections.push(`pods of ${error.message}`);
      }
    }
    return rejections;
  }

  async create(type: string, name: string, inputs: Props, scope: CloudScope): Promise<WorldObject> {
    if (!isChecked(inputs)) {
      const reason = uncheckedReason(inputs);
      if (reason !== undefined) this.#unchecked.add(`${title(inputs)}: ${reason}`);
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
    if (!isChecked(inputs)) return this.cloud.update(type, id, inputs, scope);
    const live = await this.#apply(type, name, inputs);
    const object = this.cloud.update(type, id, inputs, scope);
    object.state = live.state;
    return object;
  }

  /** Returns the object's current state at the API server. The inputs omit fields that the API server or others added. */
  async read(type: string, id: string, known?: Props): Promise<WorldObject | undefined> {
    const object = this.cloud.read(type, id, known);
    if (object === undefined || !isChecked(object.inputs)) return object;
    const live = await this.api.read(referenceTo(object.inputs));
    if (live === undefined) return undefined;
    const recorded = this.cloud.world.get(type, id)?.inputs ?? object.inputs;
    return { ...object, state: stableState(live), inputs: project(recorded, live) as Props };
  }

  async delete(type: string, id: string): Promise<void> {
    const object = this.cloud.world.get(type, id);
    if (object !== undefined && isChecked(object.inputs)) {
      const { inputs, name } = object;
      await asCloudRefusal(inputs, () =>
        isPatch(type) ? this.#removeOwnFields(type, name, inputs) : this.api.delete(referenceTo(inputs)),
      );
    }
    this.cloud.delete(type, id);
  }

  async #apply(type: string, name: string, inputs: Props): Promise<{ readonly kind: string; readonly state: Props }> {
    const { object, warnings } = await asCloudRefusal(inputs, () =>
      this.api.serverSideApply(inputs, { manager: fieldManager(type, name), force: isForced(inputs) }),
    );
    for (const warning of warnings) this.#warnings.add(`${title(inputs)}: ${warning}`);
    return { kind: String(inputs["kind"]), state: stableState(object) };
  }

  /** Deleting a patch resource removes only the fields that it set; the patched object remains. */
  async #removeOwnFields(type: string, name: string, inputs: Props): Promise<void> {
    const { apiVersion, kind, name: objectName, namespace } = referenceTo(inputs);
    if ((await this.api.read(referenceTo(inputs))) === undefined) return;
    const metadata = { name: objectName, ...(namespace === undefined ? {} : { namespace }) };
    await this.api.serverSideApply({ apiVersion, kind, metadata }, { manager: fieldManager(type, name) });
  }
}

function isChecked(inputs: Props): boolean {
  return isObject(inputs) && uncheckedReason(inputs) === undefined;
}

function uncheckedReason({ apiVersion, kind }: Props): string | undefined {
  return UNPUBLISHED.get(`${String(apiVersion)} ${String(kind)}`);
}

/** Whether the inputs describe one Kubernetes object. A Helm release, for example, does not. */
function isObject(inputs: Props): boolean {
  return typeof inputs["apiVersion"] === "string" && typeof inputs["kind"] === "string";
}

function isPatch(type: string): boolean {
  return type.endsWith("Patch");
}

/** Each resource has its own field manager, as with the real provider, so that two resources which set a field conflict. */
function fieldManager(type: string, name: string): string {
  return `pulumi-kubernetes-${createHash("sha256").update(`${type}|${name}`).digest("hex").slice(0, 8)}`;
}

function isForced(inputs: Props): boolean {
  return propertyOf(inputs, "metadata", "annotations", FORCE_ANNOTATION) === "true";
}

/** The pod that a workload of any kind creates. A NodePool also has a template, but of nodes. */
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

async function asCloudRefusal<T>(object: Props, ask: () => Promise<T>): Promise<T> {
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

/** Removes fields that the API server or controllers change without a change of the inputs. */
function stableState(live: Props): Props {
  const metadata = isRecord(live["metadata"]) ? live["metadata"] : {};
  const stable = Object.entries(metadata).filter(([key]) => !VOLATILE_METADATA.includes(key));
  // Controllers write the status.
  const fields = Object.entries(live).filter(([key]) => key !== "status");
  return { ...Object.fromEntries(fields), metadata: Object.fromEntries(stable) };
}

/** The part of `live` that `shape` contains. The API server may omit empty values, which counts as equal. */
function project(shape: unknown, live: unknown): unknown {
  if (live === undefined) return isEmpty(shape) ? shape : undefined;
  if (Array.isArray(shape) && Array.isArray(live)) {
    return live.map((item, index) => (index < shape.length ? project(shape[index], item) : (item as unknown)));
  }
  if (!isRecord(shape) || !isRecord(live)) return live;
  const kept = Object.entries(shape)
    .map(([key, value]): [string, unknown] => [key, project(value, live[key])])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) ? Object.keys(value).length === 0 : value === "";
}
