import type { Rule } from "../check/rule";
import { vpcBlockRules } from "./vpc-block-rules";
import { existingVpcRules } from "./existing-vpc-rules";
import { zonesRules } from "./zones-rules";
import { natRules } from "./nat-rules";
import { subnetsRules } from "./subnets-rules";
import { transitGatewayRules } from "./transit-gateway-rules";
import { endpointsRules } from "./endpoints-rules";
import { networkLogsRules } from "./logs-rules";
import { dnsFirewallRules } from "./dns-firewall-rules";
import { securityGroupsRules } from "./security-groups-rules";
import { addressesRules } from "./addresses-rules";
import { addressRangesRules } from "./address-ranges-rules";
import { networkQuotasRules } from "./quotas-rules";

/** Every relation that must hold between values of `groundwork:network`. */
export const networkRules: readonly Rule[] = [
  ...vpcBlockRules,
  ...existingVpcRules,
  ...zonesRules,
  ...natRules,
  ...subnetsRules,
  ...transitGatewayRules,
  ...endpointsRules,
  ...networkLogsRules,
  ...dnsFirewallRules,
  ...securityGroupsRules,
  ...addressesRules,
  ...addressRangesRules,
  ...networkQuotasRules,
];
