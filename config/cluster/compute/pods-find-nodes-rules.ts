import { type ComponentName, workloadWithoutNode } from "../../../domain/cluster/component-pods";
import { OPTIONAL_ADDON_NAMES } from "../../../domain/cluster/addons/catalog";
import { edit, type FixStep, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { selectsEveryPod } from "./fargate-rules";
import type { ReadableParts, Rule } from "../../check/rule";

type Cluster = NonNullable<ReadableParts["cluster"]>;
type NodeGroup = Cluster["nodeGroups"][string];

const GROUPS: Path = ["cluster", "nodeGroups"];

/** Add-ons of every cluster, in the order of their creation. */
const CORE_ADDONS: readonly ComponentName[] = ["coredns", "metrics-server", "aws-ebs-csi-driver"];

/** A component that a key of the stack file turns on. */
interface OptionalComponent {
  readonly component: ComponentName;
  readonly path: Path;
}

/**
 * Charts and the add-ons of every cluster are created before Karpenter, so their pods can only run on node groups. Optional
 * add-ons whose pods no group can run are created after Karpenter's pools. An add-on without a node for its pods stays
 * DEGRADED until its timeout; Helm rolls a chart back after its own.
 */
const componentsFindNodes: Rule = function* ({ cluster }) {
  if (cluster === undefined || cluster.compute === "auto-mode") return;
  if (Object.keys(cluster.nodeGroups).length === 0) return;
  const nodes = nodesOfGroups(cluster);
  for (const component of CORE_ADDONS) {
    if (workloadWithoutNode(component, nodes) === undefined) continue;
    yield {
      code: "cluster/no-node-for-core-addon",
      path: GROUPS,
      message: `No node group can run the pods of ${component}: each has a taint that they do not tolerate, or \`desiredSize\` 0.`,
      because: taintsAndSizesOfGroups(cluster),
      allowed: "at least one group with a desiredSize of 1 or more, and without taints or with CriticalAddonsOnly only",
      fix: adaptOneGroup(component, cluster),
    };
    // The other add-ons need the same nodes.
    return;
  }
  for (const { component, path } of optionalComponents(cluster)) {
    const pools = path.includes("optionalAddons") ? nodesOfPools(cluster) : [];
    const workload = workloadWithoutNode(component, [...nodes, ...pools]);
    if (workload === undefined) continue;
    yield {
      code: "cluster/no-node-for-component",
      path,
      message: `No node can run the pods of ${workload}, which tolerate no taint: ${component} would not become ready before the update times out.`,
      because: [...taintsAndSizesOfGroups(cluster), ...taintsOfPools(cluster)],
      allowed: "a Karpenter pool without taints, or a node group without taints and with a desiredSize of 1 or more",
      fix: [edit("add a node group or a Karpenter pool without taints, or remove the taints of one")],
    };
  }
};

function optionalComponents({
  optionalAddons,
  loadBalancerController,
  externalSecrets,
  keda,
  karpenter,
}: Cluster): OptionalComponent[] {
  const charts = [
    { component: "aws-load-balancer-controller", key: "loadBalancerController", settings: loadBalancerController },
    { component: "external-secrets", key: "externalSecrets", settings: externalSecrets },
    { component: "keda", key: "keda", settings: keda },
    { component: "karpenter", key: "karpenter", settings: karpenter },
  ] as const;
  return [
    ...OPTIONAL_ADDON_NAMES.filter((addon) => optionalAddons[addon] !== undefined).map((component) => ({
      component,
      path: ["cluster", "optionalAddons", component],
    })),
    ...charts
      .filter(({ settings }) => settings !== undefined)
      .map(({ component, key }) => ({ component, path: ["cluster", key] })),
  ];
}

/** Pods of the sample tolerate no taint, and the update fails if they do not become ready. */
const sampleWorkloadFindsNodes: Rule = function* ({ cluster }) {
  if (cluster?.sampleWorkload === undefined) return;
  const { namespace } = cluster.sampleWorkload;
  if (canRunPlainPods(cluster, namespace)) return;
  yield {
    code: "cluster/no-node-for-sample-workload",
    path: ["cluster", "sampleWorkload"],
    message:
      "No node can run the pods of the sample workload, which tolerate no taint: the update would wait for them and fail.",
    because: [...taintsAndSizesOfGroups(cluster), ...taintsOfPools(cluster)],
    allowed: "a node group or a Karpenter pool without taints",
    fix: [edit("add a node group or a Karpenter pool without taints, or remove the taints of one")],
  };
};

/** A workload can tolerate any taint, but most charts and manifests have no tolerations. */
const workloadsFindNodes: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const first = Object.keys(cluster.namespaces).find((namespace) => !canRunPlainPods(cluster, namespace));
  if (first === undefined) return;
  yield {
    code: "cluster/no-node-without-taints",
    path: ["cluster", "namespaces", first],
    message: "Pods without tolerations would stay Pending: every node group and every Karpenter pool has a taint.",
    because: [...taintsAndSizesOfGroups(cluster), ...taintsOfPools(cluster)],
    allowed: "a node group or a Karpenter pool without taints, or workloads that tolerate the taints",
    warning: true,
  };
};

/** Whether pods without tolerations can run: on a node group, on a Karpenter pool or on Fargate. */
function canRunPlainPods(cluster: Cluster, namespace: string): boolean {
  if (cluster.compute === "auto-mode") return true;
  // Another rule reports that there are no node groups.
  if (Object.keys(cluster.nodeGroups).length === 0) return true;
  if (workloadWithoutNode("sample-workload", [...nodesOfGroups(cluster), ...nodesOfPools(cluster)]) === undefined)
    return true;
  const selectors = Object.values(cluster.fargateProfiles).flatMap((profile) => profile.selectors);
  return selectors.some((selector) => selectsEveryPod(selector, namespace));
}

/** Taints of the nodes that exist after the first update. */
function nodesOfGroups({ nodeGroups }: Cluster): NodeGroup["taints"][] {
  return Object.values(nodeGroups)
    .filter(({ desiredSize }) => desiredSize > 0)
    .map(({ taints }) => taints);
}

/** Taints of the nodes that Karpenter can launch. */
function nodesOfPools({ karpenter }: Cluster): NodeGroup["taints"][] {
  return Object.values(karpenter?.nodePools ?? {}).map(({ taints }) => taints);
}

function taintsAndSizesOfGroups({ nodeGroups }: Cluster): Path[] {
  return Object.entries(nodeGroups).map(([key, { desiredSize }]) => [
    ...GROUPS,
    key,
    desiredSize === 0 ? "desiredSize" : "taints",
  ]);
}

function taintsOfPools({ karpenter }: Cluster): Path[] {
  return Object.keys(karpenter?.nodePools ?? {}).map((key) => ["cluster", "karpenter", "nodePools", key, "taints"]);
}

/** Changes the group that needs the fewest changes so that it can run the pods. */
function adaptOneGroup(component: ComponentName, { nodeGroups }: Cluster): FixStep[] {
  const groups = Object.entries(nodeGroups);
  const tolerated = groups.find(([, { taints }]) => workloadWithoutNode(component, [taints]) === undefined);
  const [key, group] = tolerated ?? groups[0] ?? [];
  if (key === undefined || group === undefined) return [];
  return [
    ...(tolerated === undefined ? [remove([...GROUPS, key, "taints"])] : []),
    ...(group.desiredSize === 0 ? [set([...GROUPS, key, "desiredSize"], 1)] : []),
  ];
}

export const podsFindNodesRules: readonly Rule[] = [componentsFindNodes, sampleWorkloadFindsNodes, workloadsFindNodes];
