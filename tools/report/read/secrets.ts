import { type Metadata, type Properties, SECRET } from "./engine-event";
import { parsedJson } from "./json";
import { formsOf, isSecretKey, partsOf, SHORTEST_SEARCHED } from "./secret-forms";

/**
 * Values that must not appear in any output. The engine hides values that are secret now, and leaves the same values in the
 * event where they are not marked: before a value became secret, after it ceased to be, and in outputs that repeat an input.
 */
export class SecretValues {
  readonly #values = new Set<string>();

  /** Adds the values that another state of the same resource marks as secret. */
  collect({ type, old, new: now }: Pick<Metadata, "type" | "old" | "new">): void {
    const states = [old?.inputs, old?.outputs, now?.inputs, now?.outputs];
    for (const state of states) this.#collectKnown(state, type);
    if (!states.some(hasSecret)) return;
    for (const one of states) for (const other of states) if (one !== other) this.#compare(one, other);
    for (const [one, other] of [
      [old?.inputs, now?.inputs],
      [old?.outputs, now?.outputs],
    ]) {
      this.#compareMoved(one, other);
      this.#compareMoved(other, one);
    }
  }

  /** Adds the values of resources that are deleted where one of the same type that is created has a secret, and the reverse. */
  collectRenamed(steps: Iterable<Metadata>): void {
    const states = [...steps].flatMap(({ op, type, old, new: now }) =>
      op === "delete" ? { type, inputs: old?.inputs } : op === "create" ? { type, inputs: now?.inputs } : [],
    );
    for (const marked of states.filter(({ inputs }) => hasSecret(inputs))) {
      for (const { type, inputs } of states) if (type === marked.type) this.#compare(marked.inputs, inputs);
    }
  }

  /** Adds a value, or all values in a list or map. */
  add(value: unknown): void {
    if (typeof value === "object" && value !== null) for (const child of Object.values(value)) this.add(child);
    else if (value !== SECRET && (typeof value === "string" || typeof value === "number")) this.#addText(String(value));
  }

  #addText(text: string): void {
    if (this.#values.has(text)) return;
    this.#values.add(text);
    for (const part of partsOf(text)) this.#addText(part);
  }

  /** The values of both. */
  merge(other: SecretValues | undefined): SecretValues {
    const merged = new SecretValues();
    for (const value of [...this.#values, ...(other === undefined ? [] : other.#values)]) merged.add(value);
    return merged;
  }

  redactor(): Redactor {
    return new Redactor([...this.#values]);
  }

  #compare(marked: unknown, other: unknown): void {
    if (marked === SECRET) this.add(other);
    if (!isObject(marked) || !isObject(other)) return;
    for (const [key, child] of Object.entries(marked)) this.#compare(child, other[key]);
  }

  /**
   * A value can become secret and get another index or key at once. Then the other state's plain values that this state no
   * longer shows may be the secret.
   */
  #compareMoved(marked: unknown, other: unknown): void {
    if (!isObject(marked) || !isObject(other)) return;
    if (Array.isArray(marked) && Array.isArray(other)) {
      if (!hasSecretOnlyIn(marked, other)) return;
      const shown = new Set(leavesOf(marked));
      for (const leaf of leavesOf(other)) if (!shown.has(leaf)) this.add(leaf);
      return;
    }
    const isRenamed = Object.entries(marked).some(([key, child]) => child === SECRET && !(key in other));
    for (const [key, child] of Object.entries(other)) {
      if (key in marked) this.#compareMoved(marked[key], child);
      else if (isRenamed) this.add(child);
    }
  }

  /** Looks into JSON inside strings, too, such as the environment of a container. */
  #collectKnown(value: unknown, type: string): void {
    if (typeof value === "string") {
      const json = parsedJson(value);
      if (json !== undefined) this.#collectKnown(json, type);
    }
    if (!isObject(value)) return;
    for (const [key, child] of Object.entries(value)) {
      if (isSecretKey(key, type)) this.add(child);
      else this.#collectKnown(child, type);
    }
  }
}

/** Hides secret values in texts: as they are, and in the forms that JSON, Base64, hexadecimal digits and URLs give them. */
export class Redactor {
  readonly #pattern: RegExp | undefined;

  constructor(secrets: readonly string[]) {
    const searched = secrets.filter((secret) => secret.trim().length >= SHORTEST_SEARCHED).flatMap(formsOf);
    // The longest first: a secret may contain another one.
    const unique = [...new Set(searched)].sort((a, b) => b.length - a.length);
    this.#pattern = unique.length === 0 ? undefined : new RegExp(unique.map(escape).join("|"), "g");
  }

  redact(text: string): string {
    return this.#pattern === undefined ? text : text.replaceAll(this.#pattern, SECRET);
  }

  /** A copy in which no text contains a secret. */
  redactAll<T>(value: T): T {
    return this.#pattern === undefined ? value : (this.#redactValue(value) as T);
  }

  #redactValue(value: unknown): unknown {
    if (typeof value === "string") return this.redact(value);
    if (Array.isArray(value)) return value.map((child) => this.#redactValue(child));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, this.#redactValue(child)]));
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function hasSecret(value: unknown): boolean {
  return value === SECRET || (isObject(value) && Object.values(value).some(hasSecret));
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null;
}

/** Whether one state has a secret at a place where the other has a plain value or nothing. */
function hasSecretOnlyIn(marked: unknown, other: unknown): boolean {
  if (marked === SECRET) return other !== SECRET;
  const others = isObject(other) ? other : {};
  return isObject(marked) && Object.entries(marked).some(([key, child]) => hasSecretOnlyIn(child, others[key]));
}

function leavesOf(value: unknown): readonly unknown[] {
  return isObject(value) ? Object.values(value).flatMap(leavesOf) : [value];
}
