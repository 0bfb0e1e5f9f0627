import { accessRules } from "../cluster/access/access-rules";
import { accountRules } from "../account/rules";
import { addonsRules } from "../cluster/addons/addons-rules";
import { addressRangesRules } from "../network/address-ranges-rules";
import { addressesRules } from "../network/addresses-rules";
import { announcementsRules } from "../governance/notification-topic-rules";
import { autoModeRules } from "../cluster/compute/auto-mode-rules";
import { backupRules } from "../backup/rules";
import { clusterRules } from "../cluster/control-plane/control-plane-rules";
import { clusterQuotasRules } from "../cluster/control-plane/quotas-rules";
import { diagnosticsRules } from "../cluster/diagnostics/diagnostics-rules";
import { dnsFirewallRules } from "../network/dns-firewall-rules";
import { endpointsRules } from "../network/endpoints-rules";
import { existingVpcRules } from "../network/existing-vpc-rules";
import { fargateRules } from "../cluster/compute/fargate-rules";
import { fileSystemsRules } from "../storage/file-systems-rules";
import { governanceRules } from "../governance/governance-rules";
import { instanceSupportRules } from "../cluster/compute/instance-support-rules";
import { ipFamilyRules } from "../cluster/control-plane/ip-family-rules";
import { karpenterRules } from "../cluster/karpenter/karpenter-rules";
import { karpenterLabelsRules } from "../cluster/karpenter/labels-rules";
import { lifecycleRules } from "../storage/lifecycle-rules";
import { namespacesRules } from "../cluster/baseline/namespaces-rules";
import { networkRules } from "../network/topology-rules";
import { networkLogsRules } from "../network/logs-rules";
import { networkQuotasRules } from "../network/quotas-rules";
import { nodeGroupLimitsRules } from "../cluster/compute/node-group-limits-rules";
import { nodeGroupsRules } from "../cluster/compute/node-groups-rules";
import { notificationEventsRules } from "../storage/notification-events-rules";
import { notificationsRules } from "../storage/notifications-rules";
import { objectLockRules } from "../storage/object-lock-rules";
import { platformNameRules } from "../stack/platform-name-rules";
import { podIdentitiesRules } from "../cluster/access/pod-identities-rules";
import { podsFindNodesRules } from "../cluster/compute/pods-find-nodes-rules";
import { productionRules } from "../stack/production-rules";
import { accessQuotas } from "../cluster/access/quotas-rules";
import { storageQuotas } from "../storage/quotas-rules";
import { replicationRules } from "../storage/replication-rules";
import type { Rule } from "./rule";
import { sampleIngressRules } from "../cluster/sample-workload/ingress-rules";
import { sampleWorkloadRules } from "../cluster/sample-workload/sample-workload-rules";
import { securityGroupsRules } from "../network/security-groups-rules";
import { stackRules } from "../stack/stack-rules";
import { storageRules } from "../storage/buckets-rules";
import { subnetsRules } from "../network/subnets-rules";
import { taintsRules } from "../cluster/compute/taints-rules";
import { transitGatewayRules } from "../network/transit-gateway-rules";
import { unusedSettingsRules } from "../stack/unused-settings-rules";
import { vpcBlockRules } from "../network/vpc-block-rules";

export type { ReadableParts, RuleContext } from "./rule";

/** Every relation that must hold between values: each file lists its own. */
export const rules: readonly Rule[] = [
  ...stackRules,
  ...platformNameRules,
  ...accountRules,
  ...vpcBlockRules,
  ...existingVpcRules,
  ...networkRules,
  ...subnetsRules,
  ...transitGatewayRules,
  ...endpointsRules,
  ...networkLogsRules,
  ...dnsFirewallRules,
  ...securityGroupsRules,
  ...storageRules,
  ...lifecycleRules,
  ...objectLockRules,
  ...replicationRules,
  ...notificationsRules,
  ...notificationEventsRules,
  ...backupRules,
  ...fileSystemsRules,
  ...ipFamilyRules,
  ...clusterRules,
  ...addonsRules,
  ...accessRules,
  ...announcementsRules,
  ...podIdentitiesRules,
  ...autoModeRules,
  ...nodeGroupsRules,
  ...podsFindNodesRules,
  ...fargateRules,
  ...karpenterRules,
  ...karpenterLabelsRules,
  ...taintsRules,
  ...addressesRules,
  ...namespacesRules,
  ...sampleWorkloadRules,
  ...sampleIngressRules,
  ...diagnosticsRules,
  ...governanceRules,
  ...productionRules,
  ...addressRangesRules,
  ...networkQuotasRules,
  ...unusedSettingsRules,
  ...instanceSupportRules,
  ...clusterQuotasRules,
  ...nodeGroupLimitsRules,
  ...storageQuotas,
  ...accessQuotas,
];
