import type { ChangeRule } from "./change";
import { nothingIsReplacedUnawares } from "./replacements";
import {
  cniGoesOneMinorAtATime,
  controlPlaneGoesOneMinorAtATime,
  nodesCatchUpBeforeTheNextUpgrade,
  nodesFollowInAnUpdateOfTheirOwn,
} from "./upgrades";
import { controlPlaneKeepsItsZones } from "./zones";

export type { Change } from "./change";

/** Every relation that must hold between what stands and what the stack file asks for. */
export const changeRules: readonly ChangeRule[] = [
  nothingIsReplacedUnawares,
  controlPlaneKeepsItsZones,
  controlPlaneGoesOneMinorAtATime,
  nodesCatchUpBeforeTheNextUpgrade,
  nodesFollowInAnUpdateOfTheirOwn,
  cniGoesOneMinorAtATime,
];
