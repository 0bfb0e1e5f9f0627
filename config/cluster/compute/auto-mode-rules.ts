import { edit, remove } from "../../diagnostics/finding";
import type { Path } from "../../source/path";
import type { Rule } from "../../check/rule";

const COMPUTE: Path = ["cluster", "compute"];

/** The add-on that Auto Mode does not bring along. */
const STAYS: readonly string[] = ["metrics-server"];

/** And the one whose pods Fargate needs: machines of Fargate do not reach the DNS of Auto Mode's nodes. */
const STAYS_FOR_FARGATE: readonly string[] = [...STAYS, "coredns"];

const podsFindNodes: Rule = function* ({ cluster }) {
  if (cluster === undefined || cluster.compute === "auto-mode" || Object.keys(cluster.nodeGroups).length > 0) return;
  yield {
    path: ["cluster", "nodeGroups"],
    message: "No node group: coredns would have nowhere to run.",
    because: [COMPUTE],
    allowed: "one node group at least, or compute auto-mode",
    fix: [edit("add a node group to `cluster.nodeGroups`, with instanceTypes, minSize, desiredSize and maxSize")],
  };
};

/**
 * Beside other nodes, Auto Mode would need every add-on twice: a driver and a class of volumes for each kind, and a
 * CNI of which the other kind knows nothing. https://docs.aws.amazon.com/eks/latest/userguide/auto-migrate-mng.html
 */
const autoModeStandsAlone: Rule = function* ({ cluster }) {
  if (cluster?.compute !== "auto-mode") return;
  const { nodeGroups, karpenter, loadBalancerController, nodeVersion, addons } = cluster;
  for (const [key, isSet, message] of [
    ["nodeGroups", Object.keys(nodeGroups).length > 0, "Auto Mode brings its own nodes."],
    ["karpenter", karpenter !== undefined, "Auto Mode is Karpenter, run by AWS."],
    ["loadBalancerController", loadBalancerController !== undefined, "Auto Mode makes load balancers itself."],
    ["nodeVersion", nodeVersion !== undefined, "Nodes of Auto Mode follow the control plane by themselves."],
  ] as const) {
    if (!isSet) continue;
    yield {
      path: ["cluster", key],
      message,
      because: [COMPUTE],
      allowed: "absent with compute auto-mode",
      fix: [remove(["cluster", key])],
    };
  }
  const stays = Object.keys(cluster.fargateProfiles).length > 0 ? STAYS_FOR_FARGATE : STAYS;
  for (const addon of Object.keys(addons)) {
    if (stays.includes(addon)) continue;
    yield {
      path: ["cluster", "addons", addon],
      message: "Part of Auto Mode, which keeps it up to date.",
      because: [COMPUTE],
      allowed: stays.join(", "),
      fix: [remove(["cluster", "addons", addon])],
    };
  }
};

/** What is written for the other kind of nodes would look as if it held. */
const autoModeSettingsCount: Rule = function* ({ cluster }, { isWritten }) {
  const path: Path = ["cluster", "autoMode"];
  if (cluster === undefined || cluster.compute === "auto-mode" || !isWritten(path)) return;
  yield {
    path,
    message: "Means nothing without compute auto-mode.",
    because: [COMPUTE],
    fix: [edit("set cluster.compute to auto-mode in a new stack, or remove it")],
  };
};

export const autoModeRules: readonly Rule[] = [podsFindNodes, autoModeStandsAlone, autoModeSettingsCount];
