import { clusterFilters, exactFilter, matchesFilter } from "../tags/tag-filters";
import type { Tags } from "../tags/tags";
import { nameOf, type Thing } from "./things";

/**
 * `stack`: has all tags that identify the stack. `cluster`: controllers or Kubernetes created it for the cluster of the stack.
 * `account`: neither, but it is untagged or temporary. Things of other owners are none of the stack's concern.
 */
export type Owner = "stack" | "cluster" | "account";

/** By what the things of a stack are recognized. */
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

/** Undefined for a thing of another owner. */
export function ownerOf(thing: Thing, { platformName, tags }: StackIdentity): Owner | undefined {
  // The configuration of the stack names them.
  if (thing.type === "objects") return "stack";
  const isOfStack = matchesFilter(thing.tags, exactFilter(tags));
  if (clusterFilters(platformName).some((filter) => matchesFilter(thing.tags, filter))) return "cluster";
  if (isOfStack) return Object.keys(thing.tags).some((key) => KUBERNETES_TAGS.test(key)) ? "cluster" : "stack";
  return isUntagged(thing) || isTemporary(thing) ? "account" : undefined;
}

/** Tags that begin with `aws:` are AWS's own. */
export function isUntagged({ type, tags }: Thing): boolean {
  return type !== "objects" && Object.keys(tags).every((key) => key.startsWith("aws:"));
}

/** Objects are waste by their entry in the configuration only. */
export function isTemporary(thing: Thing): boolean {
  if (thing.type === "objects") return false;
  const own = Object.entries(thing.tags).filter(([key]) => !key.startsWith("aws:"));
  return [nameOf(thing), thing.id, ...own.flat()].some((text) => TEMPORARY.test(text));
}
