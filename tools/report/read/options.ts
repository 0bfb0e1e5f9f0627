import type { Metadata } from "./engine-event";

type State = NonNullable<Metadata["old"]>;

/** A resource option that differs between the state and the program. */
export interface OptionChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

const OPTIONS: Readonly<Record<string, (state: State) => unknown>> = {
  // The engine leaves out what is false.
  protect: ({ protect }) => protect === true,
  retainOnDelete: ({ retainOnDelete }) => retainOnDelete === true,
  provider: ({ provider }) => providerOf(provider),
};

/**
 * Options that an update writes to the state. If nothing else changes, the engine calls the step `same`, although a later
 * deletion depends on them.
 */
export function optionChanges({ old, new: now }: Pick<Metadata, "old" | "new">): readonly OptionChange[] {
  if (!old || !now) return [];
  return Object.entries(OPTIONS).flatMap(([path, read]) => {
    const [before, after] = [read(old), read(now)];
    return before === after ? [] : [{ path, before, after }];
  });
}

/**
 * The URN of a provider by its reference `<urn>::<id>`: the ID is unknown until the provider exists. The name of a default
 * provider contains the version of its package, so that every upgrade would change all of its resources.
 */
export function providerOf(reference: string | undefined = ""): string {
  return reference.replace(/::[^:]*$/, "").replace(/::default_[\w.+-]*$/, "::default");
}
