/** Sets properties of a resource of the good stack, by path; `undefined` removes a property. */
type Change = Readonly<Record<string, unknown>>;

export interface BadResource {
  readonly title: string;
  /** Rule that reports the resource. */
  readonly rule: string;
  /** Logical name of the resource of the good stack that is changed or removed. */
  readonly resource: string;
  /** Omitted: the resource is removed from the stack. */
  readonly change?: Change;
  /** Logical name of the resource that the rule reports. */
  readonly reported: string;
  /** What another rule must report about the same resource as well. */
  readonly also?: string;
  /** Number of further resources like the changed one. */
  readonly copies?: number;
  /** Pulumi may delete the resource. */
  readonly unprotected?: true;
}

export function changed(
  title: string,
  rule: string,
  resource: string,
  change: Change,
  reported: string = resource,
): BadResource {
  return { title, rule, resource, change, reported };
}

/** A resource whose absence makes another one bad. */
export function removed(title: string, rule: string, resource: string, reported: string): BadResource {
  return { title, rule, resource, reported };
}

/** A policy document that allows an action on a resource, to a principal if it belongs to a resource. */
export function allows(action: string, resource: string, principal?: object): string {
  const statement = { Sid: "S", Effect: "Allow", Action: action, Resource: resource };
  return JSON.stringify({ Statement: [principal === undefined ? statement : { ...statement, Principal: principal }] });
}
