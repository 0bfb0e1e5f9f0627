import { accessRules } from "./access";
import { accountRules } from "./account";
import { addonsRules } from "./addons";
import { addressRangesRules } from "./address-ranges";
import { addressesRules } from "./addresses";
import { announcementsRules } from "./announcements";
import { autoModeRules } from "./auto-mode";
import { backupRules } from "./backup";
import { clusterRules } from "./cluster";
import { clusterQuotasRules } from "./cluster-quotas";
import { diagnosticsRules } from "./diagnostics";
import { dnsFirewallRules } from "./dns-firewall";
import { endpointsRules } from "./endpoints";
import { existingVpcRules } from "./existing-vpc";
import { fargateRules } from "./fargate";
import { fileSystemsRules } from "./file-systems";
import { governanceRules } from "./governance";
import { instanceSupportRules } from "./instance-support";
import { ipFamilyRules } from "./ip-family";
import { karpenterRules } from "./karpenter";
import { karpenterLabelsRules } from "./karpenter-labels";
import { lifecycleRules } from "./lifecycle";
import { namespacesRules } from "./namespaces";
import { networkRules } from "./network";
import { networkLogsRules } from "./network-logs";
import { networkQuotasRules } from "./network-quotas";
import { nodeGroupLimitsRules } from "./node-group-limits";
import { nodeGroupsRules } from "./node-groups";
import { notificationEventsRules } from "./notification-events";
import { notificationsRules } from "./notifications";
import { objectLockRules } from "./object-lock";
import { platformNameRules } from "./platform-name";
import { podIdentitiesRules } from "./pod-identities";
import { podsFindNodesRules } from "./pods-find-nodes";
import { productionRules } from "./production";
import { accessQuotas } from "./quotas-access";
import { storageQuotas } from "./quotas-storage";
import { replicationRules } from "./replication";
import type { Rule } from "./rule";
import { sampleIngressRules } from "./sample-ingress";
import { sampleWorkloadRules } from "./sample-workload";
import { securityGroupsRules } from "./security-groups";
import { stackRules } from "./stack";
import { storageRules } from "./storage";
import { subnetsRules } from "./subnets";
import { taintsRules } from "./taints";
import { transitGatewayRules } from "./transit-gateway";
import { unusedSettingsRules } from "./unused-settings";
import { vpcBlockRules } from "./vpc-block";

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
