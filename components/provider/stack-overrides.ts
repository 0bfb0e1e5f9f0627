import { RunError } from "@pulumi/pulumi/errors";
import type * as pulumi from "@pulumi/pulumi";

import { suggest } from "../../domain/suggest";
import { mergeValues } from "../../domain/values";

/** Arguments of one resource, merged over those of the platform. */
export interface ResourceOverride {
  /** Type token, such as `aws:eks/nodeGroup:NodeGroup`. */
  readonly type: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Overrides of a stack file, by the logical name of the resource. */
export class StackOverrides {
  /** Logical names of the resources of each type. */
  readonly #created = new Map<string, Set<string>>();

  constructor(private readonly overrides: Readonly<Record<string, ResourceOverride>>) {}

  readonly transformation: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
    this.#created.set(type, (this.#created.get(type) ?? new Set()).add(name));
    const override = this.overrides[name];
    return override?.type === type ? { props: mergeValues(props as object, override.arguments), opts } : undefined;
  };

  /**
   * Called once all resources are registered. A preview reports the error before anything is changed.
   *
   * @throws RunError that names each override without a resource, and the nearest resource of its type
   */
  assertApplied(): void {
    const unused = Object.entries(this.overrides).filter(([name, { type }]) => !this.#names(type).includes(name));
    if (unused.length === 0) return;
    const lines = unused.map(([name, { type }]) => {
      const nearest = suggest(name, this.#names(type));
      const names = this.#names(type).join(", ");
      const hint =
        nearest === undefined ? `This stack has ${names || "none of this type"}.` : `Did you mean ${nearest}?`;
      return `  - overrides.${name}: the stack has no resource of type ${type} with this logical name. ${hint}`;
    });
    throw new RunError(`The overrides of the stack file cannot be applied:\n${lines.join("\n")}`);
  }

  #names(type: string): readonly string[] {
    return [...(this.#created.get(type) ?? [])].sort();
  }
}
