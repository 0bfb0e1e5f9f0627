import { principalsAreDistinct, someoneIsClusterAdmin } from "./access";
import { backedUpBucketsCanBe, monthlyBackupsOutliveDailyOnes } from "./backup";
import {
  addonVersionsAreKnown,
  endpointIsReachable,
  kubeProxyFollowsTheCluster,
  kubernetesVersionIsSupported,
  serviceCidrIsApartFromVpc,
} from "./cluster";
import { containerDefaultsAreUsable } from "./namespaces";
import {
  computedSubnetsHaveRoom,
  endpointServicesAreNamedOnce,
  natAddressesAreUsed,
  natHasPublicSubnets,
  nodesHaveAWayOut,
  podCidrIsApartFromVpc,
  subnetsBelongToTiersAndZones,
  subnetsFit,
  zoneIdsAreKnownWhereTheyMatter,
  zoneIdsAreUsable,
} from "./network";
import {
  corednsFindsANode,
  instanceTypesFitTheAmi,
  releaseVersionFitsTheCluster,
  sizesAreInOrder,
  spotHasAChoice,
} from "./node-groups";
import { locksAreKept, locksFitTheClass, locksNeedVersions } from "./object-lock";
import { prodApiIsPrivate, prodIsProtected, prodKeepsAllLogs, prodOwnsItsKeys, prodSurvivesAZone } from "./production";
import type { Rule } from "./rule";
import {
  securityGroupPortsFitTheProtocol,
  securityGroupRulesAreDistinct,
  securityGroupRulesHaveOnePeer,
  securityGroupsAreClosedToTheWorld,
  securityGroupsReferToEachOther,
} from "./security-groups";
import {
  defaultProvidersAreDisabled,
  environmentFitsStack,
  secondRegionIsAnother,
  teardownNamesThePlatform,
} from "./stack";
import { forceDestroyNeedsConsent, oldVersionsExpire, transitionsGoDownhill } from "./storage";

export type { ReadableParts, RuleContext } from "./rule";

/** Every relation that must hold between values. */
export const rules: readonly Rule[] = [
  environmentFitsStack,
  defaultProvidersAreDisabled,
  teardownNamesThePlatform,
  secondRegionIsAnother,
  zoneIdsAreUsable,
  zoneIdsAreKnownWhereTheyMatter,
  natAddressesAreUsed,
  natHasPublicSubnets,
  nodesHaveAWayOut,
  podCidrIsApartFromVpc,
  endpointServicesAreNamedOnce,
  computedSubnetsHaveRoom,
  subnetsBelongToTiersAndZones,
  subnetsFit,
  securityGroupPortsFitTheProtocol,
  securityGroupRulesHaveOnePeer,
  securityGroupsReferToEachOther,
  securityGroupRulesAreDistinct,
  securityGroupsAreClosedToTheWorld,
  oldVersionsExpire,
  transitionsGoDownhill,
  forceDestroyNeedsConsent,
  locksNeedVersions,
  locksFitTheClass,
  locksAreKept,
  monthlyBackupsOutliveDailyOnes,
  backedUpBucketsCanBe,
  serviceCidrIsApartFromVpc,
  endpointIsReachable,
  kubernetesVersionIsSupported,
  addonVersionsAreKnown,
  kubeProxyFollowsTheCluster,
  someoneIsClusterAdmin,
  principalsAreDistinct,
  sizesAreInOrder,
  instanceTypesFitTheAmi,
  spotHasAChoice,
  releaseVersionFitsTheCluster,
  corednsFindsANode,
  containerDefaultsAreUsable,
  prodIsProtected,
  prodSurvivesAZone,
  prodApiIsPrivate,
  prodOwnsItsKeys,
  prodKeepsAllLogs,
];
