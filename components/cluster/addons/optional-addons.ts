import type * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { ADDONS, type OptionalAddonName } from "../../../domain/cluster/addons/catalog";
import { deployment, workloadWithoutNode } from "../../../domain/cluster/scheduling";
import type { ClusterArgs } from "../cluster-args";
import type { ClusterScope } from "../scope";
import type { HostedZone } from "../hosted-zones/hosted-zones";
import { type AddonScope, createCatalogAddon, createExtraAddon, type ZoneIds } from "./addon";

/** Pods of an add-on outside the catalog, whose tolerations are unknown. */
const UNKNOWN_PODS = [deployment("unknown")];

/** The add-ons that were created, by name. */
export type OptionalAddons = Readonly<Record<string, eks.Addon>>;

/**
 * Creates add-ons that the stack file asks for. Their webhooks, such as that of cert-manager, need no rule in a security
 * group: nodes and control plane share the cluster security group, which allows all traffic among its members.
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 *
 * @param hostedZones zones in which external-dns writes records, besides those of its settings
 */
export function createOptionalAddons(
  scope: AddonScope & ClusterScope<"optionalAddons" | "extraAddons">,
  names: readonly string[],
  nodes: readonly pulumi.Resource[],
  hostedZones: Readonly<Record<string, HostedZone>>,
): OptionalAddons {
  const { optionalAddons, extraAddons } = scope.args;
  const zoneIds: ZoneIds = {
    ...Object.fromEntries(Object.values(hostedZones).map(({ domain, zoneId }) => [domain, zoneId])),
    ...optionalAddons["external-dns"]?.zones,
  };
  const created = names.flatMap((name): [string, eks.Addon][] => {
    const [optional, extra] = [optionalAddons[name as OptionalAddonName], extraAddons[name]];
    if (optional !== undefined) {
      return [[name, createCatalogAddon(scope, name as OptionalAddonName, optional, nodes, zoneIds)]];
    }
    return extra === undefined ? [] : [[name, createExtraAddon(scope, name, extra, nodes)]];
  });
  return Object.fromEntries(created);
}

/**
 * Add-ons by the nodes that run their pods: those of node groups, or those of Karpenter where the taints of every group
 * exclude them. The latter are created after Karpenter's node pools; before, they would wait for a node until their time-out.
 */
export function addonsByNodes({
  optionalAddons,
  extraAddons,
  nodeGroups,
  karpenter,
}: Pick<ClusterArgs, "optionalAddons" | "extraAddons" | "nodeGroups" | "karpenter">): {
  readonly onNodeGroups: readonly string[];
  readonly onKarpenter: readonly string[];
} {
  const names = [...Object.keys(optionalAddons), ...Object.keys(extraAddons)];
  if (karpenter === undefined) return { onNodeGroups: names, onKarpenter: [] };
  const taints = Object.values(nodeGroups)
    .filter(({ desiredSize }) => desiredSize > 0)
    .map((group) => group.taints);
  const podsOf = (name: string) =>
    Object.hasOwn(optionalAddons, name) ? ADDONS[name as OptionalAddonName].pods : UNKNOWN_PODS;
  const onKarpenter = names.filter((name) => workloadWithoutNode(podsOf(name), taints) !== undefined);
  return { onNodeGroups: names.filter((name) => !onKarpenter.includes(name)), onKarpenter };
}
