import { workloadWithoutNode } from "../../../domain/cluster/component-pods";
import { edit, type Finding, set } from "../../diagnostics/finding";
import { KARPENTER_VERSION, neededKarpenter } from "../../../domain/cluster/karpenter-versions";
import type { Path } from "../../source/path";
import { PUBLIC_IMAGE_REPOSITORY } from "./karpenter-schema";
import { reachesOnlyEndpoints } from "../../network/endpoints-rules";
import { groupCount } from "../compute/node-groups-rules";
import type { ReadableParts, Rule } from "../../check/rule";
import { zonesOfTheNetwork } from "../../network/zones-rules";

type Cluster = NonNullable<ReadableParts["cluster"]>;
export type NodePool = NonNullable<Cluster["karpenter"]>["nodePools"][string];

const AT: Path = ["cluster", "karpenter"];

/** Makes a rule of what is to be said about one pool. */
export function eachPool(
  find: (pool: NodePool, at: (...rest: Path) => Path, parts: ReadableParts) => Iterable<Finding>,
): Rule {
  return function* (parts) {
    for (const [key, pool] of Object.entries(parts.cluster?.karpenter?.nodePools ?? {})) {
      yield* find(pool, (...rest) => [...AT, "nodePools", key, ...rest], parts);
    }
  };
}

const karpenterKnowsTheCluster: Rule = function* ({ cluster }) {
  if (cluster?.karpenter === undefined) return;
  const needed = neededKarpenter(cluster.karpenter.version, cluster.version);
  if (needed === undefined) return;
  yield {
    path: [...AT, "version"],
    message: "Too old for the cluster.",
    because: [["cluster", "version"]],
    allowed: `${needed} or newer`,
    fix: [set([...AT, "version"], KARPENTER_VERSION)],
  };
};

/** It takes the AMI for the API server's version, whatever the node groups still run: drift, not a choice. */
const karpenterNodesFollowTheCluster: Rule = function* ({ cluster }) {
  if (cluster?.karpenter === undefined || (cluster.nodeVersion ?? cluster.version) === cluster.version) return;
  yield {
    path: ["cluster", "nodeVersion"],
    message:
      "Holds for node groups only: Karpenter's nodes follow cluster.version at once, as fast as their budgets allow.",
    because: [["cluster", "version"]],
    warning: true,
  };
};

/** The controller runs on node groups only, and two of it never on one node: a replica too many fails the release. */
const karpenterReplicasFindNodes: Rule = function* ({ cluster, network }) {
  if (cluster?.karpenter === undefined || network === undefined) return;
  const groups = Object.entries(cluster.nodeGroups).filter(
    ([, { taints }]) => workloadWithoutNode("karpenter", [taints]) === undefined,
  );
  const nodes = groups.reduce((sum, [, group]) => sum + group.minSize * groupCount(group, network.zones), 0);
  const [first] = groups;
  if (nodes >= cluster.karpenter.replicas || first === undefined) return;
  yield {
    path: [...AT, "replicas"],
    message: "More controllers than nodes that are always there for them.",
    because: groups.map(([key]) => ["cluster", "nodeGroups", key, "minSize"]),
    allowed: "at most the sum of minSize of the node groups without taints, or with CriticalAddonsOnly only",
    fix: [
      nodes === 0
        ? set(["cluster", "nodeGroups", first[0], "minSize"], cluster.karpenter.replicas)
        : set([...AT, "replicas"], nodes),
    ],
  };
};

const nodePoolZonesAreOfTheNetwork = eachPool(function* ({ zones = [] }, at, { network }) {
  yield* zonesOfTheNetwork(zones, at("zones"), network);
});

const nodePoolBudgetsAreWhole = eachPool(function* ({ disruptionBudgets }, at) {
  for (const [index, { schedule, duration }] of disruptionBudgets.entries()) {
    if ((schedule === undefined) === (duration === undefined)) continue;
    const [present, absent] = schedule === undefined ? ["duration", "schedule"] : ["schedule", "duration"];
    // The whole budget: what is wrong anywhere in it may be what seems to be absent.
    yield {
      path: at("disruptionBudgets", index, present),
      message: "A schedule needs a duration, and a duration a schedule.",
      because: [at("disruptionBudgets", index)],
      allowed: "both, or neither for a budget that always holds",
      fix: [edit(`add a ${absent}; without either the budget would hold at all times`)],
    };
  }
});

/**
 * The APIs that it calls are among those of config/network/endpoints-rules.ts.
 * https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/#private-clusters
 */
const karpenterIsToldOfIsolation: Rule = function* ({ cluster, network }) {
  if (cluster?.karpenter === undefined || network === undefined || !reachesOnlyEndpoints(network)) return;
  const { isolatedVpc, imageRepository } = cluster.karpenter;
  if (isolatedVpc && imageRepository !== PUBLIC_IMAGE_REPOSITORY) return;
  const missing = [
    ...(isolatedVpc ? [] : ["`isolatedVpc: true`, because prices are read from an API without an interface endpoint"]),
    ...(imageRepository === PUBLIC_IMAGE_REPOSITORY ? ["an `imageRepository` that nodes reach"] : []),
  ];
  yield {
    path: AT,
    message: `Without NAT Karpenter also needs ${missing.join(", and ")}, unless another route leads to the internet.`,
    because: [["network", "nat"]],
    fix: [edit(`set ${missing.join(", and ")} in \`cluster.karpenter\``)],
    warning: true,
  };
};

export const karpenterRules: readonly Rule[] = [
  karpenterKnowsTheCluster,
  karpenterNodesFollowTheCluster,
  karpenterReplicasFindNodes,
  nodePoolZonesAreOfTheNetwork,
  nodePoolBudgetsAreWhole,
  karpenterIsToldOfIsolation,
];
