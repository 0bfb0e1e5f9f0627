import {
  balancersFindSubnets,
  privateSubnetsHoldPrefixes,
  publicBlocksAreReal,
  serviceCidrIsApartFromRoutes,
  transitRoutesCanBeCreated,
  vpcBlockCanBeAssigned,
} from "./address-ranges";
import {
  accessEntriesFitTheQuota,
  fargateProfilesFitTheQuotas,
  nodeGroupsFitTheQuotas,
  podIdentitiesFitTheQuota,
} from "./cluster-quotas";
import { instanceTypesAreSupported, instanceTypesTakePrefixes } from "./instance-support";
import {
  endpointsFitTheQuota,
  natAddressesFitTheQuota,
  routesFitTheQuota,
  securityGroupsFitTheQuota,
} from "./network-quotas";
import {
  bottlerocketSettingsFitUserData,
  nodeLabelsFitTheApi,
  nodeTaintsFitTheApi,
  warmPoolsHoldInstances,
} from "./node-group-limits";
import { podIdentitiesAreOfTheAccount, podIdentitiesRunOnNodes } from "./pod-identities";
import type { Rule } from "./rule";
import { ingressFitsItsSecurityGroup } from "./sample-ingress";
import { sampleFitsTheQuota } from "./sample-workload";
import {
  admissionHasNamespaces,
  aggregateListStandsAlone,
  clusterKeyIsThere,
  existingIpv6IsUsed,
  firewallSettingsHaveLists,
  logSettingsHaveLogs,
  podBlockIsUsed,
} from "./unused-settings";

/**
 * What AWS limits, what it cannot combine, and what would have no effect, for the network and the cluster:
 * docs/limits.md lists what was looked at.
 */
export const limitRules: readonly Rule[] = [
  vpcBlockCanBeAssigned,
  privateSubnetsHoldPrefixes,
  balancersFindSubnets,
  transitRoutesCanBeCreated,
  routesFitTheQuota,
  natAddressesFitTheQuota,
  endpointsFitTheQuota,
  securityGroupsFitTheQuota,
  firewallSettingsHaveLists,
  aggregateListStandsAlone,
  serviceCidrIsApartFromRoutes,
  publicBlocksAreReal,
  podBlockIsUsed,
  existingIpv6IsUsed,
  instanceTypesAreSupported,
  instanceTypesTakePrefixes,
  nodeGroupsFitTheQuotas,
  nodeLabelsFitTheApi,
  nodeTaintsFitTheApi,
  bottlerocketSettingsFitUserData,
  warmPoolsHoldInstances,
  fargateProfilesFitTheQuotas,
  accessEntriesFitTheQuota,
  podIdentitiesAreOfTheAccount,
  podIdentitiesRunOnNodes,
  podIdentitiesFitTheQuota,
  clusterKeyIsThere,
  logSettingsHaveLogs,
  admissionHasNamespaces,
  sampleFitsTheQuota,
  ingressFitsItsSecurityGroup,
];
