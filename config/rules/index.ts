import { principalsAreDistinct, someoneIsClusterAdmin } from "./access";
import { backedUpBucketsCanBe, monthlyBackupsOutliveDailyOnes, secondCopiesHaveARegion } from "./backup";
import {
  addonVersionsAreKnown,
  endpointIsReachable,
  kubeProxyFollowsTheCluster,
  kubernetesVersionIsSupported,
  nodesFollowTheControlPlane,
  serviceCidrIsApartFromVpc,
} from "./cluster";
import { backedUpFileSystemsCanBe, fileSystemZonesAreThere, filesAreArchivedLast } from "./file-systems";
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
import { transitDestinationsAreOutside, transitInternetTakesThePlaceOfNat } from "./transit-gateway";
import { pooledSubnetsAreComputed, vpcHasOneBlock } from "./vpc-block";

export type { ReadableParts, RuleContext } from "./rule";

/** Every relation that must hold between values. */
export const rules: readonly Rule[] = [
  environmentFitsStack,
  defaultProvidersAreDisabled,
  teardownNamesThePlatform,
  secondRegionIsAnother,
  vpcHasOneBlock,
  pooledSubnetsAreComputed,
  zoneIdsAreUsable,
  zoneIdsAreKnownWhereTheyMatter,
  natAddressesAreUsed,
  natHasPublicSubnets,
  nodesHaveAWayOut,
  transitDestinationsAreOutside,
  transitInternetTakesThePlaceOfNat,
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
  secondCopiesHaveARegion,
  backedUpBucketsCanBe,
  backedUpFileSystemsCanBe,
  filesAreArchivedLast,
  fileSystemZonesAreThere,
  serviceCidrIsApartFromVpc,
  endpointIsReachable,
  kubernetesVersionIsSupported,
  nodesFollowTheControlPlane,
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
