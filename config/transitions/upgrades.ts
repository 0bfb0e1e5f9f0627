import { edit, set } from "../diagnostics/finding";
import { majorOf, minorOf } from "../../domain/cluster/kubernetes-versions";
import type { Path } from "../source/path";
import { type ChangeRule, valueBefore, valueNow } from "./change";

const CLUSTER: Path = ["cluster", "version"];
const NODES: Path = ["cluster", "nodeVersion"];
const CNI: Path = ["cluster", "addons", "vpc-cni", "version"];

/**
 * The steps of an upgrade, one update each: first the control plane and add-ons to the next minor version, with the nodes
 * one behind; then the nodes. https://docs.aws.amazon.com/eks/latest/best-practices/cluster-upgrades.html
 */
export const limitControlPlaneStep: ChangeRule = function* (change) {
  const [before, now] = [valueBefore(change, CLUSTER), valueNow(change, CLUSTER)];
  if (before === undefined || now === undefined) return;
  const step = minorOf(now) - minorOf(before);
  if (step < 0) {
    yield {
      code: "transitions/control-plane-downgrade",
      path: CLUSTER,
      message: `The control plane has version ${before}, and EKS does not downgrade it.`,
      allowed: `${before}, or ${minorAfter(before)}`,
      fix: [set(CLUSTER, before)],
    };
  }
  if (step > 1) {
    yield {
      code: "transitions/control-plane-skips-version",
      path: CLUSTER,
      message: `The control plane has version ${before}, and EKS upgrades it by one minor version at a time.`,
      allowed: `${before}, or ${minorAfter(before)}`,
      fix: [set(CLUSTER, minorAfter(before)), set(NODES, before)],
    };
  }
};

export const requireNodesBeforeUpgrade: ChangeRule = function* (change) {
  const [cluster, nodes] = [valueBefore(change, CLUSTER), valueBefore(change, NODES)];
  const now = valueNow(change, CLUSTER);
  if (cluster === undefined || nodes === undefined || now === undefined) return;
  if (minorOf(now) <= minorOf(cluster) || minorOf(nodes) >= minorOf(cluster)) return;
  yield {
    code: "transitions/nodes-behind",
    path: CLUSTER,
    message: `The nodes still have version ${nodes}: upgrade them before the next upgrade of the control plane.`,
    allowed: `${cluster}, until an update has set nodeVersion ${cluster}`,
    fix: [set(CLUSTER, cluster), set(NODES, cluster)],
  };
};

/** In one update, EKS would replace nodes before the workloads have run with the new control plane. */
export const separateNodeUpgrade: ChangeRule = function* (change) {
  // Auto Mode upgrades its nodes, as far as the pod disruption budgets allow.
  if (change.config.cluster.compute === "auto-mode") return;
  const [clusterBefore, clusterNow] = [valueBefore(change, CLUSTER), valueNow(change, CLUSTER)];
  const [nodesBefore, nodesNow] = [valueBefore(change, NODES), valueNow(change, NODES)];
  if (clusterBefore === undefined || clusterNow === undefined || nodesBefore === undefined || nodesNow === undefined)
    return;
  const step = minorOf(nodesNow) - minorOf(nodesBefore);
  if (step < 0) {
    yield {
      code: "transitions/node-downgrade",
      path: NODES,
      message: `The nodes have version ${nodesBefore}, and EKS does not downgrade them.`,
      allowed: nodesBefore,
      fix: [set(NODES, nodesBefore)],
    };
  }
  if (step > 0 && minorOf(clusterNow) > minorOf(clusterBefore)) {
    yield {
      code: "transitions/nodes-with-control-plane",
      path: NODES,
      message: "Control plane and nodes would be upgraded in one update, before the new control plane has been tried.",
      because: [CLUSTER],
      allowed: `${nodesBefore} in this update; if nodeVersion is omitted, nodes have cluster.version`,
      fix: [set(NODES, nodesBefore)],
    };
  }
};

/** https://docs.aws.amazon.com/eks/latest/userguide/vpc-cni-manage.html */
export const limitCniStep: ChangeRule = function* (change) {
  const [before, now] = [valueBefore(change, CNI), valueNow(change, CNI)];
  if (before === undefined || now === undefined || majorOf(before) !== majorOf(now)) return;
  if (minorOf(now) - minorOf(before) <= 1) return;
  yield {
    code: "transitions/vpc-cni-skips-version",
    path: CNI,
    message: `The VPC CNI has version ${before}, and AWS supports updates by one minor version at a time.`,
    allowed: `a version v${majorOf(before)}.${minorOf(before) + 1} in this update`,
    fix: [
      edit(
        "run aws eks describe-addon-versions --addon-name vpc-cni --region <region>, and set the newest patch of that minor version",
      ),
    ],
  };
};

function minorAfter(version: string): string {
  return `${majorOf(version)}.${minorOf(version) + 1}`;
}
