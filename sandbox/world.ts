import type { Props } from "./props";

/** One object that exists in the simulated cloud. */
export interface WorldObject {
  readonly type: string;
  readonly id: string;
  /** Logical name of the resource that made it. */
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  /** What the program asked for. */
  inputs: Props;
  /** What a read answers: inputs, computed outputs, merged tags. */
  state: Props;
}

/** A fault that a test or rehearsal arms: the next matching create fails with this message, once. */
export interface CreateFault {
  /** Which create of a matching resource fails, counted from 1. */
  readonly nth: number;
  /** Type token to match; every type when absent. */
  readonly type?: string;
  readonly message: string;
}

/** Everything that exists in the simulated cloud: created, read, changed and deleted like the real one. */
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

  /** Every type that was ever created here, gone objects included. */
  get typesCreated(): readonly string[] {
    return [...this.#typesCreated].sort();
  }

  /** How often an object of this type and logical name was created: a replacement gets another id than its predecessor. */
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

  /** Objects of one type, optionally those whose state holds all the given values. */
  ofType(type: string, having: Props = {}): readonly WorldObject[] {
    const wanted = Object.entries(having);
    return this.objects.filter((o) => o.type === type && wanted.every(([key, value]) => o.state[key] === value));
  }

  put(object: WorldObject): void {
    this.#objects.set(World.#key(object.type, object.id), object);
    this.#typesCreated.add(object.type);
    // An object that was not created here, such as a recorded one, counts as the first of its name.
    if (this.generation(object.type, object.name) === 0) this.nextGeneration(object.type, object.name);
  }

  remove(type: string, id: string): void {
    this.#objects.delete(World.#key(type, id));
  }

  /** Arms a fault: see {@link CreateFault}. */
  failCreate(fault: CreateFault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  /** The message of an armed fault that this create meets, if any. */
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

  /** Drift: changes what exists behind Pulumi's back. */
  drift(type: string, id: string, change: Props): void {
    const object = this.get(type, id);
    if (object === undefined) throw new Error(`no ${type} with id ${id} exists in this world`);
    object.state = { ...object.state, ...change };
  }
}
