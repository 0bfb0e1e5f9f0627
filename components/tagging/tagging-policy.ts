import * as resourcegroups from "@pulumi/aws/resourcegroups";
import * as pulumi from "@pulumi/pulumi";

import type { TagFanOut, Tags } from "../../domain/tags/tags";
import { withComponentTags } from "../../domain/tags/component-tags";
import { fanOutTags } from "../../domain/tags/fan-out";
import { stackResourceQuery } from "./resource-query";

export interface TaggingPolicyArgs {
  /** Name of the resource group. A change replaces the group, but none of its resources. */
  readonly platformName: string;
  /** The default tags of the provider. */
  readonly tags: Tags;
  /** Those of the default tags by which the resource group finds the resources of the stack. */
  readonly identifyingTags: Tags;
}

/**
 * The tags for places that default tags do not reach, and a resource group that lists all resources of the stack:
 * `aws resource-groups list-group-resources --group <platformName>`. Both are free.
 *
 * Does not tag resources: the provider's default tags do, and components that use {@link TagFanOut}.
 * https://docs.aws.amazon.com/ARG/latest/userguide/gettingstarted-query.html
 */
export class TaggingPolicy extends pulumi.ComponentResource {
  public readonly tags: Tags;
  /** The tags for launch templates, Auto Scaling groups, CSI volumes and load balancers. */
  public readonly fanOut: TagFanOut;

  constructor(
    name: string,
    { platformName, tags, identifyingTags }: TaggingPolicyArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("groundwork:tagging:TaggingPolicy", name, {}, opts);

    new resourcegroups.Group(
      `${name}-resource-group`,
      {
        name: platformName,
        description: `Everything that Pulumi made for ${platformName}`,
        resourceQuery: { query: stackResourceQuery(identifyingTags) },
      },
      { parent: this },
    );

    this.tags = tags;
    this.fanOut = fanOutTags(tags);
    this.registerOutputs({ tags: this.tags, fanOut: this.fanOut });
  }

  /** The tags for resources that AWS and controllers create for a component, with the tags of the component. */
  fanOutWith(ofComponent: Tags | undefined): TagFanOut {
    return fanOutTags(withComponentTags(this.tags, ofComponent));
  }
}
