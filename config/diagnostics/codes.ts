import { accountCodes } from "../account/codes";
import { backupCodes } from "../backup/codes";
import { bootstrapCodes } from "../bootstrap/codes";
import { accessCodes } from "../cluster/access/codes";
import { addonCodes } from "../cluster/addons/codes";
import { baselineCodes } from "../cluster/baseline/codes";
import { computeCodes } from "../cluster/compute/codes";
import { controlPlaneCodes } from "../cluster/control-plane/codes";
import { diagnosticsCodes } from "../cluster/diagnostics/codes";
import { hostedZonesCodes } from "../cluster/hosted-zones/codes";
import { karpenterCodes } from "../cluster/karpenter/codes";
import { sampleWorkloadCodes } from "../cluster/sample-workload/codes";
import { webAclCodes } from "../cluster/web-acl/codes";
import { extensionsCodes } from "../extensions/codes";
import { fleetCodes } from "../fleet/codes";
import { inventoryCodes } from "../fleet/inventory/codes";
import { monitoringCodes } from "../monitoring/codes";
import { logCodes } from "../monitoring/log-codes";
import { metricsCodes } from "../monitoring/metrics-codes";
import { observabilityCodes } from "../monitoring/observability-codes";
import { networkCodes } from "../network/codes";
import { overridesCodes } from "../overrides/codes";
import { policyCodes } from "../policy/codes";
import { resilienceCodes } from "../resilience/codes";
import { schemaCodes } from "../schema/codes";
import { stackCodes } from "../stack/codes";
import { storageCodes } from "../storage/codes";
import { tagCodes } from "../tags/codes";
import { transitionsCodes } from "../transitions/codes";
import { budgetsCodes } from "../budgets/codes";
import { usageCodes } from "../usage/codes";

/** The codes of findings. A code is never renamed: people search for it. */
export const CODES = {
  ...accountCodes,
  ...backupCodes,
  ...bootstrapCodes,
  ...accessCodes,
  ...addonCodes,
  ...baselineCodes,
  ...computeCodes,
  ...controlPlaneCodes,
  ...diagnosticsCodes,
  ...hostedZonesCodes,
  ...karpenterCodes,
  ...sampleWorkloadCodes,
  ...webAclCodes,
  ...extensionsCodes,
  ...fleetCodes,
  ...inventoryCodes,
  ...monitoringCodes,
  ...logCodes,
  ...metricsCodes,
  ...observabilityCodes,
  ...networkCodes,
  ...overridesCodes,
  ...policyCodes,
  ...resilienceCodes,
  ...schemaCodes,
  ...stackCodes,
  ...storageCodes,
  ...tagCodes,
  ...transitionsCodes,
  ...budgetsCodes,
  ...usageCodes,
} as const;

export type FindingCode = keyof typeof CODES;
