import { set } from "../finding";
import type { Path } from "../path";
import { BIRTH_ZONES, recordKey } from "../record";
import type { ChangeRule } from "./change";

const ZONES: Path = ["network", "zones"];

/**
 * EKS takes other subnets for a control plane, and only of exactly the zones it was made in: with its zone a subnet of
 * the control plane would have to go, which holds an interface of its. Zones that came later are for nodes, and go.
 * https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export const controlPlaneKeepsItsZones: ChangeRule = function* ({ before, config }) {
  // Subnets of a VPC that is there already stay, whatever this stack makes of them.
  if (config.teardown !== undefined || config.network.existing !== undefined) return;
  const { zones } = config.network;
  const born = before[recordKey(BIRTH_ZONES)]?.split(",") ?? [];
  const gone = born.filter((zone) => !zones.some((letter) => letter === zone));
  if (gone.length === 0) return;
  yield {
    path: ZONES,
    message: `The control plane was made in zone ${gone.join(" and ")}, and EKS never takes it out.`,
    allowed: `a list with ${born.join(", ")}; the zones of nodes are cluster.nodeGroups.*.zones`,
    fix: gone.map((zone, index) => set([...ZONES, zones.length + index], zone)),
  };
};
