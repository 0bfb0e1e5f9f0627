import { clusterFilters, exactFilter, matchesFilter } from "../tags/tag-filters";
import type { Tags } from "../tags/tags";
import { nameOf, type Resource } from "./resources";

/**
 * `stack`: has all tags that identify the stack. `cluster`: controllers or Kubernetes created it for the cluster of the stack.
 * `account`: neither, but it is untagged or temporary. Resources of other owners are none of the stack's concern.
 */
export type Owner = "stack" | "cluster" | "account";

/** By what the resources of a stack are recognized. */
export interface StackIdentity {
  /** Also the name of its cluster. */
  readonly platformName: string;
  /** {@link identifyingTags} */
  readonly tags: Tags;
}

/** Tags of Kubernetes' storage drivers, which name no cluster. */
const KUBERNETES_TAGS = /^(kubernetes\.io\/created-for\/|ebs\.csi\.aws\.com\/|CSIVolumeName$)/;

/** A word of its own in a name, a tag key or a tag value. */
const TEMPORARY = /(^|[^a-z0-9])(te?mp|temporary)([^a-z0-9]|$)/i;

/** Undefined for a resource of another owner. */
export function ownerOf(resource: Resource, { platformName, tags }: StackIdentity): Owner | undefined {
  // The configuration of the stack names them.
  if (resource.type === "objects") return "stack";
  const isOfStack = matchesFilter(resource.tags, exactFilter(tags));
  if (clusterFilters(platformName).some((filter) => matchesFilter(resource.tags, filter))) return "cluster";
  if (isOfStack) return Object.keys(resource.tags).some((key) => KUBERNETES_TAGS.test(key)) ? "cluster" : "stack";
  return isUntagged(resource) || isTemporary(resource) ? "account" : undefined;
}

/** Tags that begin with `aws:` are AWS's own. */
export function isUntagged({ type, tags }: Resource): boolean {
  return type !== "objects" && Object.keys(tags).every((key) => key.startsWith("aws:"));
}

/** Objects are waste by their entry in the configuration only. */
export function isTemporary(resource: Resource): boolean {
  if (resource.type === "objects") return false;
  const own = Object.entries(resource.tags).filter(([key]) => !key.startsWith("aws:"));
  return [nameOf(resource), resource.id, ...own.flat()].some((text) => TEMPORARY.test(text));
}
