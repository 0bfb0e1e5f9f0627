import type * as pulumi from "@pulumi/pulumi";

/**
 * Options that a resource of every kind takes. They have no `provider` and no `providers`: a resource finds its provider
 * through its parent, whichever package it is from, and a component passes all providers on to its children.
 */
export type AnyResourceOptions = Omit<pulumi.CustomResourceOptions, "provider">;

/** Options below the parent: those of one resource, with a parent unless they name one. */
export function optionsBelow(
  parent: pulumi.Resource,
  own: AnyResourceOptions = {},
): AnyResourceOptions & { readonly parent: pulumi.Resource } {
  return { ...own, parent: own.parent ?? parent };
}
