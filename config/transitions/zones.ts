import { set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import { CONTROL_PLANE_ZONES, recordKey } from "./record";
import { isWholeTeardown } from "../stack/teardown";
import type { ChangeRule } from "./change";

const ZONES: Path = ["network", "zones"];

/**
 * EKS accepts other subnets for a control plane only in exactly the zones that it was created in. Removing one of these
 * zones would delete a subnet with a network interface of the control plane. Zones that were added later are for nodes
 * only, and can be removed.
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const forbidControlPlaneZoneRemoval: ChangeRule = function* ({ before, config }) {
  // The stack does not delete the subnets of an existing VPC.
  if (isWholeTeardown(config.teardown) || config.network.existing !== undefined) return;
  const { zones } = config.network;
  const createdIn = before[recordKey(CONTROL_PLANE_ZONES)]?.split(",") ?? [];
  const removed = createdIn.filter((zone) => !zones.some((letter) => letter === zone));
  if (removed.length === 0) return;
  yield {
    code: "transitions/control-plane-zone-removed",
    path: ZONES,
    message: `The control plane was created in zone ${removed.join(" and ")}, and EKS cannot remove a zone from it.`,
    allowed: `a list that contains ${createdIn.join(", ")}; \`cluster.nodeGroups.*.zones\` sets the zones of nodes`,
    fix: removed.map((zone, index) => set([...ZONES, zones.length + index], zone)),
  };
};
