import { type ComponentName, workloadWithoutNode } from "../../../domain/cluster/component-pods";
import { OPTIONAL_ADDON_NAMES } from "../../../domain/cluster/addons/catalog";
import { edit, type FixStep, remove, set } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import { selectsEveryPod } from "./fargate-rules";
import type { ReadableParts, Rule } from "../../check/rule";

type Cluster = NonNullable<ReadableParts["cluster"]>;
type NodeGroup = Cluster["nodeGroups"][string];

const GROUPS: Path = ["cluster", "nodeGroups"];

/** Components of every cluster, in the order in which they are created. */
const STANDARD: readonly ComponentName[] = ["coredns", "metrics-server", "aws-ebs-csi-driver"];

/** A component that a key of the stack file asks for. */
interface OptionalComponent {
  readonly component: ComponentName;
  readonly path: Path;
}

/**
 * Charts and the add-ons of every cluster are created before Karpenter, so only node groups can take their pods; optional
 * add-ons that no group takes are created after Karpenter's pools. An add-on whose pods find no node stays DEGRADED until
 * its time-out, a chart is rolled back after its own.
 */
const componentsFindNodes: Rule = function* ({ cluster }) {
  if (cluster === undefined || cluster.compute === "auto-mode") return;
  if (Object.keys(cluster.nodeGroups).length === 0) return;
  const nodes = nodesOfGroups(cluster);
  for (const component of STANDARD) {
    if (workloadWithoutNode(component, nodes) === undefined) continue;
    yield {
      path: GROUPS,
      message: `No node group takes the pods of ${component}: each has a taint that they do not tolerate, or starts with no node.`,
      because: groupFacts(cluster),
      allowed:
        "one group at least without taints, or with CriticalAddonsOnly only, and with a desiredSize of 1 or more",
      fix: openFirstGroup(component, cluster),
    };
    // The others want the same nodes.
    return;
  }
  for (const { component, path } of optionalComponents(cluster)) {
    const pools = path.includes("optionalAddons") ? taintsOfPools(cluster) : [];
    const workload = workloadWithoutNode(component, [...nodes, ...pools]);
    if (workload === undefined) continue;
    yield {
      path,
      message: `No node takes its pods (${workload}), which tolerate no taint: it would not become ready before the update times out.`,
      because: [...groupFacts(cluster), ...poolFacts(cluster)],
      allowed: "with a node group or a pool of Karpenter without taints; the group with a desiredSize of 1 or more",
      fix: [edit("add a node group or a pool of Karpenter without taints, or remove the taints of one")],
    };
  }
};

function optionalComponents({
  optionalAddons,
  loadBalancerController,
  externalSecrets,
  karpenter,
}: Cluster): OptionalComponent[] {
  const charts = [
    { component: "aws-load-balancer-controller", key: "loadBalancerController", settings: loadBalancerController },
    { component: "external-secrets", key: "externalSecrets", settings: externalSecrets },
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

/** The sample tolerates nothing, and an update fails that its pods do not become ready in. */
const sampleWorkloadFindsNodes: Rule = function* ({ cluster }) {
  if (cluster?.sampleWorkload === undefined) return;
  const { namespace } = cluster.sampleWorkload;
  if (takesPlainPods(cluster, namespace)) return;
  yield {
    path: ["cluster", "sampleWorkload"],
    message: "No node takes its pods, which tolerate no taint: the update would wait for them and fail.",
    because: [...groupFacts(cluster), ...poolFacts(cluster)],
    allowed: "with a node group or a pool of Karpenter without taints",
    fix: [edit("add a node group or a pool of Karpenter without taints, or remove the taints of one")],
  };
};

/** A workload can tolerate what it wants, but most charts and manifests tolerate nothing. */
const workloadsFindNodes: Rule = function* ({ cluster }) {
  if (cluster === undefined) return;
  const closed = Object.keys(cluster.namespaces).filter((namespace) => !takesPlainPods(cluster, namespace));
  const [first] = closed;
  if (first === undefined) return;
  yield {
    path: ["cluster", "namespaces", first],
    message: "Pods without tolerations find no node: every node group and every pool of Karpenter has a taint.",
    because: [...groupFacts(cluster), ...poolFacts(cluster)],
    allowed: "a node group or a pool of Karpenter without taints, or workloads that tolerate them",
    warning: true,
  };
};

/** Whether pods of a namespace that tolerate nothing find a node: one of a group, of a pool or of Fargate. */
function takesPlainPods(cluster: Cluster, namespace: string): boolean {
  if (cluster.compute === "auto-mode") return true;
  // Nothing can be said about nodes that are missing altogether; another rule asks for them.
  if (Object.keys(cluster.nodeGroups).length === 0) return true;
  if (workloadWithoutNode("sample-workload", [...nodesOfGroups(cluster), ...taintsOfPools(cluster)]) === undefined)
    return true;
  const selectors = Object.values(cluster.fargateProfiles).flatMap((profile) => profile.selectors);
  return selectors.some((selector) => selectsEveryPod(selector, namespace));
}

/** Taints of the groups that start with nodes. */
function nodesOfGroups({ nodeGroups }: Cluster): NodeGroup["taints"][] {
  return Object.values(nodeGroups)
    .filter(({ desiredSize }) => desiredSize > 0)
    .map(({ taints }) => taints);
}

function taintsOfPools({ karpenter }: Cluster): NodeGroup["taints"][] {
  return Object.values(karpenter?.nodePools ?? {}).map(({ taints }) => taints);
}

function groupFacts({ nodeGroups }: Cluster): Path[] {
  return Object.entries(nodeGroups).map(([key, { desiredSize }]) => [
    ...GROUPS,
    key,
    desiredSize === 0 ? "desiredSize" : "taints",
  ]);
}

function poolFacts({ karpenter }: Cluster): Path[] {
  return Object.keys(karpenter?.nodePools ?? {}).map((key) => ["cluster", "karpenter", "nodePools", key, "taints"]);
}

/** Gives the component a node in the group that needs the least change. */
function openFirstGroup(component: ComponentName, { nodeGroups }: Cluster): FixStep[] {
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
