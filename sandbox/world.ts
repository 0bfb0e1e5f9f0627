import type { Props } from "./props";

/** One object that exists in the simulated cloud. */
export interface WorldObject {
  readonly type: string;
  readonly id: string;
  /** Logical name of the resource that created it. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** The inputs of the program. */
  inputs: Props;
  /** The result of a read: inputs, computed outputs and merged tags. */
  state: Props;
}

/** A fault that a test or rehearsal injects: the next matching create fails once with this message. */
export interface CreateFault {
  /** Which create of a matching resource fails, counted from 1. */
  readonly nth: number;
  /** Type token to match. Default: every type. */
  readonly type?: string;
  readonly message: string;
}

/** All objects that exist in the simulated cloud. */
export class World {
  readonly #objects = new Map<string, WorldObject>();
  readonly #faults: { fault: CreateFault; seen: number }[] = [];
  readonly #typesCreated = new Set<string>();
  readonly #generations = new Map<string, number>();

  /** Milliseconds that each create, update and delete takes. */
  latencyMs = 0;

  static #key(type: string, id: string): string {
    return `${type}|${id}`;
  }

  get objects(): readonly WorldObject[] {
    return [...this.#objects.values()];
  }

  /** Every type of which an object was created, including deleted objects. */
  get typesCreated(): readonly string[] {
    return [...this.#typesCreated].sort();
  }

  /** Number of objects created with this type and logical name, so that a replacement gets another ID. */
  generation(type: string, name: string): number {
    return this.#generations.get(World.#key(type, name)) ?? 0;
  }

  nextGeneration(type: string, name: string): number {
    const next = this.generation(type, name) + 1;
    this.#generations.set(World.#key(type, name), next);
    return next;
  }

  get(type: string, id: string): WorldObject | undefined {
    return this.#objects.get(World.#key(type, id));
  }

  /** Objects of one type; with `having`, only those whose state has all these values. */
  ofType(type: string, having: Props = {}): readonly WorldObject[] {
    const wanted = Object.entries(having);
    return this.objects.filter((o) => o.type === type && wanted.every(([key, value]) => o.state[key] === value));
  }

  put(object: WorldObject): void {
    this.#objects.set(World.#key(object.type, object.id), object);
    this.#typesCreated.add(object.type);
    // An object from a recorded state counts as the first of its name.
    if (this.generation(object.type, object.name) === 0) this.nextGeneration(object.type, object.name);
  }

  remove(type: string, id: string): void {
    this.#objects.delete(World.#key(type, id));
  }

  /** Injects a fault: see {@link CreateFault}. */
  failCreate(fault: CreateFault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  /** The message of an injected fault that matches this create. */
  takeFault(type: string): string | undefined {
    for (const [index, armed] of this.#faults.entries()) {
      if (armed.fault.type !== undefined && armed.fault.type !== type) continue;
      armed.seen += 1;
      if (armed.seen === armed.fault.nth) {
        this.#faults.splice(index, 1);
        return armed.fault.message;
      }
    }
    return undefined;
  }

  /** Changes an existing object without Pulumi, which is drift. */
  drift(type: string, id: string, change: Props): void {
    const object = this.get(type, id);
    if (object === undefined) throw new Error(`no ${type} with id ${id} exists in this world`);
    object.state = { ...object.state, ...change };
  }
}
