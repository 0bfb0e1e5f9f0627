/** An exception from a rule of the policy pack, with a reason and an end. */
export interface Waiver {
  readonly rule: string;
  /** Logical name of the resource, or its URN; `*` stands for any characters. */
  readonly resource: string;
  /** Names of the stacks; omitted: all stacks. */
  readonly stacks?: readonly string[] | undefined;
  readonly reason: string;
  readonly owner: string;
  /** The last day, as `2027-01-31`. */
  readonly expires: string;
}

/** Whether a waiver is about stacks of this name. */
export function isForStack({ stacks }: Pick<Waiver, "stacks">, stack: string): boolean {
  return stacks === undefined || stacks.includes(stack);
}

/** Whether a waiver is about a resource, whose URN contains the name of its stack. */
export function isForResource({ resource, stacks }: Pick<Waiver, "resource" | "stacks">, urn: string): boolean {
  const subject = resource.startsWith("urn:") ? urn : logicalNameOf(urn);
  return isForStack({ stacks }, stackOfUrn(urn)) && matches(resource, subject);
}

/** A waiver is valid on its last day, in UTC. */
export function hasExpired({ expires }: Pick<Waiver, "expires">, today: Date): boolean {
  return expires < today.toISOString().slice(0, 10);
}

/** The name of a resource in its program: the last part of `urn:pulumi:<stack>::<project>::<type>::<name>`. */
export function logicalNameOf(urn: string): string {
  return urn.split("::").slice(3).join("::") || urn;
}

export function stackOfUrn(urn: string): string {
  return /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
