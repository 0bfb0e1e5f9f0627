import type { Tags } from "./tags";

/** A condition on tags: a resource has all keys, each with one of the listed values; an empty list matches any value. */
export type TagFilter = Readonly<Record<string, readonly string[]>>;

/** Selects the resources that have all of the tags. */
export function exactFilter(tags: Tags): TagFilter {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]]));
}

/**
 * Select the resources that controllers created for a cluster.
 *
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/integrations/tagging/
 */
export function clusterFilters(clusterName: string): readonly TagFilter[] {
  return [
    { [`kubernetes.io/cluster/${clusterName}`]: [] },
    { "elbv2.k8s.aws/cluster": [clusterName] },
    { "eks:eks-cluster-name": [clusterName] },
    { "cluster.k8s.amazonaws.com/name": [clusterName] },
  ];
}

export function matchesFilter(tags: Tags, filter: TagFilter): boolean {
  return Object.entries(filter).every(([key, values]) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value !== undefined && (values.length === 0 || values.includes(value));
  });
}
