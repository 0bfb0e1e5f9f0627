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

/** Creates a rule that checks each node pool. */
export function eachPool(
  find: (pool: NodePool, at: (...rest: Path) => Path, parts: ReadableParts) => Iterable<Finding>,
): Rule {
  return function* (parts) {
    for (const [key, pool] of Object.entries(parts.cluster?.karpenter?.nodePools ?? {})) {
      yield* find(pool, (...rest) => [...AT, "nodePools", key, ...rest], parts);
    }
  };
}

const karpenterSupportsTheVersion: Rule = function* ({ cluster }) {
  if (cluster?.karpenter === undefined) return;
  const needed = neededKarpenter(cluster.karpenter.version, cluster.version);
  if (needed === undefined) return;
  yield {
    code: "cluster/karpenter-too-old",
    path: [...AT, "version"],
    message: "This release of Karpenter does not support `cluster.version`.",
    because: [["cluster", "version"]],
    allowed: `${needed} or newer`,
    fix: [set([...AT, "version"], KARPENTER_VERSION)],
  };
};

/** Karpenter uses the AMI for the version of the API server, and no setting changes that. */
const karpenterNodesFollowControlPlane: Rule = function* ({ cluster }) {
  if (cluster?.karpenter === undefined || (cluster.nodeVersion ?? cluster.version) === cluster.version) return;
  yield {
    code: "cluster/karpenter-ignores-node-version",
    path: ["cluster", "nodeVersion"],
    message:
      "`cluster.nodeVersion` applies to node groups only: Karpenter replaces its nodes with nodes of `cluster.version` as fast as disruption budgets allow.",
    because: [["cluster", "version"]],
    warning: true,
  };
};

/** The controller runs on node groups only, and each replica on another node. A Pending replica fails the release. */
const karpenterReplicasHaveNodes: Rule = function* ({ cluster, network }) {
  if (cluster?.karpenter === undefined || network === undefined) return;
  const groups = Object.entries(cluster.nodeGroups).filter(
    ([, { taints }]) => workloadWithoutNode("karpenter", [taints]) === undefined,
  );
  // With off-hours, `minSize` is 0, and the nodes that exist while the cluster runs are those of `desiredSize`.
  const size = cluster.offHours === undefined ? "minSize" : "desiredSize";
  const nodes = groups.reduce((sum, [, group]) => sum + group[size] * groupCount(group, network.zones), 0);
  const [first] = groups;
  if (nodes >= cluster.karpenter.replicas || first === undefined) return;
  yield {
    code: "cluster/karpenter-too-many-replicas",
    path: [...AT, "replicas"],
    message: `\`replicas\` is greater than ${nodes}, the number of nodes that the controllers can use at \`${size}\`.`,
    because: groups.map(([key]) => ["cluster", "nodeGroups", key, size]),
    allowed: `at most the sum of ${size} of the node groups without taints, or with CriticalAddonsOnly only`,
    fix: [
      nodes === 0
        ? set(["cluster", "nodeGroups", first[0], size], cluster.karpenter.replicas)
        : set([...AT, "replicas"], nodes),
    ],
  };
};

const nodePoolZonesAreOfTheNetwork = eachPool(function* ({ zones = [] }, at, { network }) {
  yield* zonesOfTheNetwork(zones, at("zones"), network);
});

const disruptionBudgetsAreComplete = eachPool(function* ({ disruptionBudgets }, at) {
  for (const [index, { schedule, duration }] of disruptionBudgets.entries()) {
    if ((schedule === undefined) === (duration === undefined)) continue;
    const [present, absent] = schedule === undefined ? ["duration", "schedule"] : ["schedule", "duration"];
    // `because` names the whole budget: an invalid value in it may be the one that seems to be absent.
    yield {
      code: "cluster/incomplete-disruption-budget",
      path: at("disruptionBudgets", index, present),
      message: `A disruption budget with a \`${present}\` needs a \`${absent}\`.`,
      because: [at("disruptionBudgets", index)],
      allowed: "both keys, or neither for a budget that always applies",
      fix: [edit(`add a \`${absent}\`; without both keys the budget would always apply`)],
    };
  }
});

/**
 * config/network/endpoints-rules.ts checks the interface endpoints of the APIs that Karpenter calls.
 * https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/#private-clusters
 */
const karpenterWorksWithoutInternet: Rule = function* ({ cluster, network }) {
  if (cluster?.karpenter === undefined || network === undefined || !reachesOnlyEndpoints(network)) return;
  const { isolatedVpc, imageRepository } = cluster.karpenter;
  if (isolatedVpc && imageRepository !== PUBLIC_IMAGE_REPOSITORY) return;
  const missing = [
    ...(isolatedVpc ? [] : ["`isolatedVpc: true`"]),
    ...(imageRepository === PUBLIC_IMAGE_REPOSITORY ? ["an `imageRepository` that nodes can reach"] : []),
  ];
  yield {
    code: "cluster/karpenter-without-internet",
    path: AT,
    message: `Without NAT or another route to the internet, Karpenter needs ${missing.join(" and ")}.`,
    because: [["network", "nat"]],
    fix: [edit(`in \`cluster.karpenter\`, set ${missing.join(" and ")}`)],
    warning: true,
  };
};

export const karpenterRules: readonly Rule[] = [
  karpenterSupportsTheVersion,
  karpenterNodesFollowControlPlane,
  karpenterReplicasHaveNodes,
  nodePoolZonesAreOfTheNetwork,
  disruptionBudgetsAreComplete,
  karpenterWorksWithoutInternet,
];
