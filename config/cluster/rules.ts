import type { Rule } from "../check/rule";
import { ipFamilyRules } from "./control-plane/ip-family-rules";
import { controlPlaneRules } from "./control-plane/control-plane-rules";
import { addonsRules } from "./addons/addons-rules";
import { accessRules } from "./access/access-rules";
import { podIdentitiesRules } from "./access/pod-identities-rules";
import { autoModeRules } from "./compute/auto-mode-rules";
import { nodeGroupsRules } from "./compute/node-groups-rules";
import { podsFindNodesRules } from "./compute/pods-find-nodes-rules";
import { fargateRules } from "./compute/fargate-rules";
import { karpenterRules } from "./karpenter/karpenter-rules";
import { karpenterLabelsRules } from "./karpenter/labels-rules";
import { taintsRules } from "./compute/taints-rules";
import { namespacesRules } from "./baseline/namespaces-rules";
import { sampleWorkloadRules } from "./sample-workload/sample-workload-rules";
import { sampleIngressRules } from "./sample-workload/ingress-rules";
import { diagnosticsRules } from "./diagnostics/diagnostics-rules";
import { instanceSupportRules } from "./compute/instance-support-rules";
import { clusterAddressRangesRules } from "./control-plane/address-ranges-rules";
import { clusterQuotasRules } from "./control-plane/quotas-rules";
import { offHoursRules } from "./compute/off-hours-rules";
import { nodeGroupLimitsRules } from "./compute/node-group-limits-rules";
import { accessQuotas } from "./access/quotas-rules";
import { hostedZonesRules } from "./hosted-zones/hosted-zones-rules";
import { webAclRules } from "./web-acl/web-acl-rules";

/** Every relation that must hold between values of `groundwork:cluster`. */
export const clusterRules: readonly Rule[] = [
  ...ipFamilyRules,
  ...controlPlaneRules,
  ...addonsRules,
  ...accessRules,
  ...podIdentitiesRules,
  ...autoModeRules,
  ...nodeGroupsRules,
  ...podsFindNodesRules,
  ...fargateRules,
  ...karpenterRules,
  ...karpenterLabelsRules,
  ...taintsRules,
  ...namespacesRules,
  ...sampleWorkloadRules,
  ...sampleIngressRules,
  ...hostedZonesRules,
  ...webAclRules,
  ...diagnosticsRules,
  ...instanceSupportRules,
  ...clusterAddressRangesRules,
  ...clusterQuotasRules,
  ...nodeGroupLimitsRules,
  ...offHoursRules,
  ...accessQuotas,
];
