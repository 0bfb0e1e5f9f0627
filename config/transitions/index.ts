import type { ChangeRule } from "./change";
import { requireExplicitTierReset, requireExplicitFieldReset, forbidIpv6Removal } from "./omissions";
import { forbidProtectedRemoval } from "./removals";
import { forbidReplacement } from "./replacements";
import { limitCniStep, limitControlPlaneStep, requireNodesBeforeUpgrade, separateNodeUpgrade } from "./upgrades";
import { announceBucketDeletion, announceLostProtection, announceWebAclDeletion } from "./deletions";
import { announceEffects } from "./effects";
import { forbidControlPlaneZoneRemoval } from "./zones";

/** Every relation that must hold between the last update and the stack file. */
export const changeRules: readonly ChangeRule[] = [
  forbidReplacement,
  forbidProtectedRemoval,
  requireExplicitTierReset,
  requireExplicitFieldReset,
  forbidIpv6Removal,
  forbidControlPlaneZoneRemoval,
  limitControlPlaneStep,
  requireNodesBeforeUpgrade,
  separateNodeUpgrade,
  limitCniStep,
  announceEffects,
  announceLostProtection,
  announceBucketDeletion,
  announceWebAclDeletion,
];
