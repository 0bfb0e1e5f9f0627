import { type Metadata, type Properties, SECRET } from "./engine-event";

/** A shorter value occurs in many texts by chance. It is hidden at its own path, and not searched elsewhere. */
const SHORTEST_SEARCHED = 4;

/** Keys whose values are secret even if the program does not mark them so. */
const SECRET_KEYS = /^(secretString|secretBinary|password|masterPassword|masterUserPassword|authToken|privateKey)$/;
const KUBERNETES_SECRET = "kubernetes:core/v1:Secret";

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
  }

  /** Adds a value, or all values in a list or map. */
  add(value: unknown): void {
    if (typeof value === "object" && value !== null) for (const child of Object.values(value)) this.add(child);
    else if (value !== SECRET && ["string", "number"].includes(typeof value)) this.#values.add(String(value));
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

  #collectKnown(value: unknown, type: string): void {
    if (!isObject(value)) return;
    for (const [key, child] of Object.entries(value)) {
      if (isSecretKey(key, type)) this.add(child);
      else this.#collectKnown(child, type);
    }
  }
}

/** Whether the key of a resource of this type has a secret value by its meaning. */
export function isSecretKey(key: string, type: string): boolean {
  return SECRET_KEYS.test(key) || (type === KUBERNETES_SECRET && (key === "data" || key === "stringData"));
}

/** Hides secret values in texts: as they are, and in the forms that JSON, Base64 and URLs give them. */
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

function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const lines = secret.split("\n").filter((line) => line.trim().length >= SHORTEST_SEARCHED);
  return [
    secret,
    ...lines,
    json,
    // JSON inside JSON, as in a policy document.
    JSON.stringify(json).slice(1, -1),
    Buffer.from(secret).toString("base64"),
    encodeURIComponent(secret),
  ];
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
