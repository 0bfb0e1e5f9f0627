import { edit, set } from "../diagnostics/finding";
import { minorOf } from "../../domain/cluster/kubernetes-versions";
import type { Path } from "../source/path";
import { type ChangeRule, valueBefore, valueNow } from "./change";

const CLUSTER: Path = ["cluster", "version"];
const NODES: Path = ["cluster", "nodeVersion"];
const CNI: Path = ["cluster", "addons", "vpc-cni", "version"];

/**
 * The steps of an upgrade, one `up` each: control plane and add-ons to the next minor version, nodes one behind; when
 * that has proved itself, the nodes. https://docs.aws.amazon.com/eks/latest/best-practices/cluster-upgrades.html
 */
export const controlPlaneGoesOneMinorAtATime: ChangeRule = function* (change) {
  const [before, now] = [valueBefore(change, CLUSTER), valueNow(change, CLUSTER)];
  if (before === undefined || now === undefined) return;
  const step = minorOf(now) - minorOf(before);
  if (step < 0) {
    yield {
      path: CLUSTER,
      message: `The control plane is at ${before}, and EKS never goes back.`,
      allowed: `${before}, or ${minorAfter(before)}`,
      fix: [set(CLUSTER, before)],
    };
  }
  if (step > 1) {
    yield {
      path: CLUSTER,
      message: `The control plane is at ${before}, and EKS goes one minor version at a time.`,
      allowed: `${before}, or ${minorAfter(before)}`,
      fix: [set(CLUSTER, minorAfter(before)), set(NODES, before)],
    };
  }
};

export const nodesCatchUpBeforeTheNextUpgrade: ChangeRule = function* (change) {
  const [cluster, nodes] = [valueBefore(change, CLUSTER), valueBefore(change, NODES)];
  const now = valueNow(change, CLUSTER);
  if (cluster === undefined || nodes === undefined || now === undefined) return;
  if (minorOf(now) <= minorOf(cluster) || minorOf(nodes) >= minorOf(cluster)) return;
  yield {
    path: CLUSTER,
    message: `The nodes are still at ${nodes}: they follow before the control plane goes on.`,
    allowed: `${cluster}, until nodeVersion ${cluster} is up`,
    fix: [set(CLUSTER, cluster), set(NODES, cluster)],
  };
};

/** In one update, nodes would start to roll before anybody has seen the new control plane at work. */
export const nodesFollowInAnUpdateOfTheirOwn: ChangeRule = function* (change) {
  // Its nodes follow by themselves, as the budgets of their pods allow.
  if (change.config.cluster.compute === "auto-mode") return;
  const [clusterBefore, clusterNow] = [valueBefore(change, CLUSTER), valueNow(change, CLUSTER)];
  const [nodesBefore, nodesNow] = [valueBefore(change, NODES), valueNow(change, NODES)];
  if (clusterBefore === undefined || clusterNow === undefined || nodesBefore === undefined || nodesNow === undefined)
    return;
  const step = minorOf(nodesNow) - minorOf(nodesBefore);
  if (step < 0) {
    yield {
      path: NODES,
      message: `The nodes are at ${nodesBefore}, and EKS never takes them back.`,
      allowed: nodesBefore,
      fix: [set(NODES, nodesBefore)],
    };
  }
  if (step > 0 && minorOf(clusterNow) > minorOf(clusterBefore)) {
    yield {
      path: NODES,
      message: "Control plane and nodes would be upgraded in one update.",
      because: [CLUSTER],
      allowed: `${nodesBefore} in this update; without it, nodes take cluster.version`,
      fix: [set(NODES, nodesBefore)],
    };
  }
};

/** https://docs.aws.amazon.com/eks/latest/userguide/vpc-cni-manage.html */
export const cniGoesOneMinorAtATime: ChangeRule = function* (change) {
  const [before, now] = [valueBefore(change, CNI), valueNow(change, CNI)];
  if (before === undefined || now === undefined || majorOf(before) !== majorOf(now)) return;
  if (minorOf(now) - minorOf(before) <= 1) return;
  yield {
    path: CNI,
    message: `The VPC CNI is at ${before}, and AWS takes it one minor version at a time.`,
    allowed: `a version v${majorOf(before)}.${minorOf(before) + 1} in this update`,
    fix: [edit("aws eks describe-addon-versions --addon-name vpc-cni, and set the newest of that minor version")],
  };
};

function minorAfter(version: string): string {
  return `${majorOf(version)}.${minorOf(version) + 1}`;
}

function majorOf(version: string): number {
  return Number(version.replace(/^v/, "").split(".")[0]);
}
