import { edit, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const COMPUTE: Path = ["cluster", "compute"];

/** The add-on that Auto Mode does not include. */
const ADDONS_BESIDE_AUTO_MODE: readonly string[] = ["metrics-server"];

/** Pods on Fargate cannot reach the DNS server of Auto Mode's nodes, so they need CoreDNS as well. */
const ADDONS_BESIDE_AUTO_MODE_WITH_FARGATE: readonly string[] = [...ADDONS_BESIDE_AUTO_MODE, "coredns"];

const clusterHasNodes: Rule = function* ({ cluster }) {
  if (cluster === undefined || cluster.compute === "auto-mode" || Object.keys(cluster.nodeGroups).length > 0) return;
  yield {
    code: "cluster/no-node-groups",
    path: ["cluster", "nodeGroups"],
    message: "The cluster has no node group, so no pod can run, not even CoreDNS.",
    because: [COMPUTE],
    allowed: "at least one node group, or compute auto-mode",
    fix: [
      edit("add a node group to `cluster.nodeGroups`, with `instanceTypes`, `minSize`, `desiredSize` and `maxSize`"),
    ],
  };
};

/**
 * Together with other nodes, Auto Mode would need every add-on twice: a volume driver and a storage class for each kind of
 * node, and a CNI that the other kind does not use. https://docs.aws.amazon.com/eks/latest/userguide/auto-migrate-mng.html
 */
const autoModeManagesAllNodes: Rule = function* ({ cluster }) {
  if (cluster?.compute !== "auto-mode") return;
  const { nodeGroups, karpenter, loadBalancerController, nodeVersion, addons } = cluster;
  for (const [key, isSet, message] of [
    ["nodeGroups", Object.keys(nodeGroups).length > 0, "Auto Mode creates and replaces all nodes itself."],
    ["karpenter", karpenter !== undefined, "Auto Mode includes Karpenter, which AWS runs."],
    ["loadBalancerController", loadBalancerController !== undefined, "Auto Mode creates load balancers itself."],
    ["nodeVersion", nodeVersion !== undefined, "Auto Mode upgrades nodes to the version of the control plane."],
  ] as const) {
    if (!isSet) continue;
    yield {
      code: "cluster/unused-with-auto-mode",
      path: ["cluster", key],
      message,
      because: [COMPUTE],
      allowed: "no value with compute auto-mode",
      fix: [remove(["cluster", key])],
    };
  }
  const hasFargate = Object.keys(cluster.fargateProfiles).length > 0;
  const allowed = hasFargate ? ADDONS_BESIDE_AUTO_MODE_WITH_FARGATE : ADDONS_BESIDE_AUTO_MODE;
  for (const addon of Object.keys(addons)) {
    if (allowed.includes(addon)) continue;
    yield {
      code: "cluster/addon-in-auto-mode",
      path: ["cluster", "addons", addon],
      message: "Auto Mode includes this add-on and updates it.",
      because: [COMPUTE],
      allowed: allowed.join(", "),
      fix: [remove(["cluster", "addons", addon])],
    };
  }
};

/** Settings of Auto Mode without Auto Mode would look as if they applied. */
const autoModeSettingsAreUsed: Rule = function* ({ cluster }, { isWritten }) {
  const path: Path = ["cluster", "autoMode"];
  if (cluster === undefined || cluster.compute === "auto-mode" || !isWritten(path)) return;
  yield {
    code: "cluster/auto-mode-settings-unused",
    path,
    message: "`cluster.autoMode` has no effect: `cluster.compute` is not auto-mode.",
    because: [COMPUTE],
    fix: [edit("remove `cluster.autoMode`, or set `cluster.compute` to auto-mode in a new stack")],
  };
};

export const autoModeRules: readonly Rule[] = [clusterHasNodes, autoModeManagesAllNodes, autoModeSettingsAreUsed];
