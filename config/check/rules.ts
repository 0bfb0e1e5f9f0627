import type { Rule } from "./rule";
import { stackRules } from "../stack/rules";
import { accountRules } from "../account/rules";
import { networkRules } from "../network/rules";
import { storageRules } from "../storage/rules";
import { backupRules } from "../backup/rules";
import { bootstrapRules } from "../bootstrap/rules";
import { budgetsRules } from "../budgets/notification-rules";
import { wasteRules } from "../budgets/waste-rules";
import { clusterRules } from "../cluster/rules";
import { overridesRules } from "../overrides/rules";
import { policyRules } from "../policy/rules";
import { monitoringRules } from "../monitoring/rules";
import { resilienceRules } from "../resilience/rules";
import { tagRules } from "../tags/rules";

export type { ReadableParts } from "./rule";

/** All rules about relations between values, by area. */
export const rules: readonly Rule[] = [
  ...accountRules,
  ...networkRules,
  ...storageRules,
  ...backupRules,
  ...clusterRules,
  ...monitoringRules,
  ...resilienceRules,
  ...budgetsRules,
  ...wasteRules,
  ...overridesRules,
  ...policyRules,
  ...tagRules,
  ...bootstrapRules,
  ...stackRules,
];
