import { set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { CONTROL_PLANE_ZONES, recordKey } from "./record";
import type { ChangeRule } from "./change";

const ZONES: Path = ["network", "zones"];

/**
 * EKS accepts other subnets for a control plane only in exactly the zones that it was created in. Removing one of these
 * zones would delete a subnet with a network interface of the control plane. Zones that were added later are for nodes
 * only, and can be removed.
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const controlPlaneKeepsItsZones: ChangeRule = function* ({ before, config }) {
  // The stack does not delete the subnets of an existing VPC.
  if (config.teardown !== undefined || config.network.existing !== undefined) return;
  const { zones } = config.network;
  const createdIn = before[recordKey(CONTROL_PLANE_ZONES)]?.split(",") ?? [];
  const gone = createdIn.filter((zone) => !zones.some((letter) => letter === zone));
  if (gone.length === 0) return;
  yield {
    path: ZONES,
    message: `The control plane was created in zone ${gone.join(" and ")}, and EKS does not remove a zone from it.`,
    allowed: `a list that contains ${createdIn.join(", ")}; \`cluster.nodeGroups.*.zones\` sets the zones of nodes`,
    fix: gone.map((zone, index) => set([...ZONES, zones.length + index], zone)),
  };
};
