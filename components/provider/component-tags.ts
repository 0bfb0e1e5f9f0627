import type * as pulumi from "@pulumi/pulumi";

import { type ComponentTags, type TaggedComponent, withComponentTags } from "../../domain/tags/component-tags";
import type { Tags } from "../../domain/tags/tags";
import type { ProviderOptions } from "./provider-options";

/**
 * The options of a component whose taggable resources have tags in addition to the default tags. Tags that the component sets
 * on a single resource, and overrides, take precedence. Resources that AWS creates do not get them.
 *
 * @param tags none: the options as they are
 */
export function optionsWithTags(options: ProviderOptions, tags: Tags | undefined): ProviderOptions {
  if (tags === undefined || Object.keys(tags).length === 0) return options;
  // The first transformation: overrides change its result.
  return { ...options, transformations: [tagTransformation(tags), ...(options.transformations ?? [])] };
}

/** The options of each component, with its tags, and with the components that AWS must have before it. */
export function componentOptions(
  options: ProviderOptions,
  tags: ComponentTags,
): (component: TaggedComponent, ...after: readonly pulumi.Resource[]) => ProviderOptions {
  return (component, ...after) => ({
    ...optionsWithTags(options, tags[component]),
    ...(after.length === 0 ? {} : { dependsOn: [...after] }),
  });
}

function tagTransformation(ofComponent: Tags): pulumi.ResourceTransformation {
  return ({ type, props, opts }) => {
    if (!isTaggable(type, props)) return undefined;
    // Components state the tags of a resource as a map.
    const { tags: own } = props as { readonly tags?: Tags };
    return { props: { ...(props as object), tags: withComponentTags(ofComponent, own) }, opts };
  };
}

/**
 * The generated classes state the output `tagsAll` of every type that default tags reach. A component of awsx has the argument
 * `tags`, and passes its value to the resources that it creates.
 */
function isTaggable(type: string, props: object): boolean {
  return type.startsWith("aws:") ? "tagsAll" in props : type.startsWith("awsx:") && "tags" in props;
}
