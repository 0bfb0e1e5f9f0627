import type { ChangeRule } from "./change";
import { controlPlaneTierIsSetBack, flowLogFieldsAreSetBack, ipv6StaysOn } from "./omissions";
import { forbidReplacement } from "./replacements";
import {
  cniGoesOneMinorAtATime,
  controlPlaneGoesOneMinorAtATime,
  nodesCatchUpBeforeTheNextUpgrade,
  nodesFollowInAnUpdateOfTheirOwn,
} from "./upgrades";
import { controlPlaneKeepsItsZones } from "./zones";

export type { Change } from "./change";

/** Every relation that must hold between the last update and the stack file. */
export const changeRules: readonly ChangeRule[] = [
  forbidReplacement,
  controlPlaneTierIsSetBack,
  flowLogFieldsAreSetBack,
  ipv6StaysOn,
  controlPlaneKeepsItsZones,
  controlPlaneGoesOneMinorAtATime,
  nodesCatchUpBeforeTheNextUpgrade,
  nodesFollowInAnUpdateOfTheirOwn,
  cniGoesOneMinorAtATime,
];
