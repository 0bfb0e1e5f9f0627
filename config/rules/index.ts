import { announcementsAreNear, announcementTopicExists } from "./announcements";
import {
  accessGivesRights,
  accessRolesAreForSomebody,
  accessRolesHaveNoSecondEntry,
  principalsAreDistinct,
  principalsAreNoNodes,
  someoneIsClusterAdmin,
} from "./access";
import {
  analyzerIsChosenWithTheBaseline,
  cachesAreApartFromOwnRepositories,
  cachesHaveTheirCredentials,
  registryIsSetWithTheBaseline,
  registryReplicasHaveARegion,
} from "./account";
import {
  addonVersionsAreKnown,
  chartImagesAreReachable,
  kubeProxyFollowsTheCluster,
  mountedBucketsAreThere,
  namespacesOfAddonsAreTheirs,
  s3DriverTakesPodIdentity,
} from "./addons";
import { nodesFindAddresses } from "./addresses";
import { autoModeSettingsCount, autoModeStandsAlone, podsFindNodes } from "./auto-mode";
import {
  backedUpBucketsCanBe,
  backedUpClusterCanBe,
  backedUpObjectsAreNotArchived,
  monthlyBackupsOutliveDailyOnes,
  secondCopiesHaveARegion,
} from "./backup";
import {
  endpointIsReachable,
  kubernetesVersionIsSupported,
  nodesFollowTheControlPlane,
  nodesReachTheApiServer,
  serviceCidrIsApartFromVpc,
} from "./cluster";
import {
  diagnosticsHaveNamespaces,
  diagnosticsHaveTheirBucket,
  diagnosticsImagesAreReachable,
  diagnosticsNamespaceIsTheirs,
} from "./diagnostics";
import { neededNamesResolve } from "./dns-firewall";
import {
  addonsReachAws,
  endpointsAreStillCalled,
  endpointsExistInTheRegion,
  loadBalancersNeedNoProtection,
} from "./endpoints";
import {
  existingSubnetsAreInEveryZone,
  existingSubnetsHaveNoFileSystems,
  existingVpcIsLeftAsItIs,
} from "./existing-vpc";
import { backedUpFileSystemsCanBe, fileSystemZonesAreThere, filesAreArchivedLast } from "./file-systems";
import { fargateLeavesDiagnosticsToNodes, fargateLeavesTheSystemToNodes, fargatePodsAreOpen } from "./fargate";
import {
  ipv6CallersHaveAnIpv6Endpoint,
  ipv6NodesAreNitro,
  ipv6PodsAreOpenOverIpv4,
  ipv6PodsHaveDualStackSubnets,
  ipv6PodsNeedNoIpv4Block,
  ipv6ServicesAreNumberedByEks,
} from "./ip-family";
import {
  karpenterKnowsTheCluster,
  karpenterNodesFollowTheCluster,
  karpenterIsToldOfIsolation,
  karpenterReplicasFindNodes,
  nodePoolBudgetsAreWhole,
  nodePoolZonesAreOfTheNetwork,
} from "./karpenter";
import { nodePoolLabelsAreFree, nodePoolRequirementsMakeSense, nodePoolTaintsAreTheirs } from "./karpenter-labels";
import { auditAlarmsReadTheLog, watchedAccessExists, watchedAccessIsLogged } from "./governance";
import { archiveTiersAreReached, lifecyclesAreAccepted, movesPayOff } from "./lifecycle";
import { limitRules } from "./limits";
import { containerDefaultsAreUsable, teamsHaveMembers } from "./namespaces";
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
  alertsAreSeen,
  allowedDomainsAreExceptions,
  onlyLogGroupsHaveTheirOwnRetention,
  readableBucketsOpenSomething,
} from "./network-logs";
import {
  bottlerocketSettingsFitTheAmi,
  instanceTypesFitTheAmi,
  nodeGroupZonesAreOfTheNetwork,
  releaseVersionFitsTheCluster,
  sizesAreInOrder,
  spotHasAChoice,
  warmPoolsFitTheGroup,
  zonalGroupNamesAreFree,
} from "./node-groups";
import { notificationEventsOccur } from "./notification-events";
import { notificationsDoNotOverlap, notificationsHaveOneTarget, notificationTargetsAreNear } from "./notifications";
import { locksAreKept, locksFitTheClass, locksNeedVersions } from "./object-lock";
import { platformNameSuitsEveryService } from "./platform-name";
import { podIdentitiesAreDistinct, podIdentitiesHaveOneRole } from "./pod-identities";
import { componentsFindNodes, sampleWorkloadFindsNodes, workloadsFindNodes } from "./pods-find-nodes";
import { prodApiIsPrivate, prodIsProtected, prodKeepsAllLogs, prodOwnsItsKeys, prodSurvivesAZone } from "./production";
import { accessQuotas } from "./quotas-access";
import { storageQuotas } from "./quotas-storage";
import { copiesAreMadeOnce, replicasHaveARegion, replicationNeedsVersions } from "./replication";
import type { Rule } from "./rule";
import {
  certificateIsNear,
  ingressHasItsController,
  ingressReachesItsPods,
  internetIngressHasPublicSubnets,
  internetIngressIsEncrypted,
} from "./sample-ingress";
import {
  requestsAreSharedOut,
  sampleImagesAreAdmitted,
  sampleWorkloadHasItsNamespace,
  weightsComeOutInPods,
} from "./sample-workload";
import {
  securityGroupPortsFitTheProtocol,
  securityGroupRulesAreDistinct,
  securityGroupRulesHaveOnePeer,
  securityGroupsAreClosedToTheWorld,
  securityGroupsReferToEachOther,
} from "./security-groups";
import {
  boundaryIsOfTheAccount,
  defaultProvidersAreDisabled,
  environmentFitsStack,
  secondRegionIsAnother,
  teardownNamesThePlatform,
} from "./stack";
import { forceDestroyNeedsConsent, oldVersionsExpire } from "./storage";
import { taintsAreDistinct } from "./taints";
import { transitDestinationsAreOutside, transitInternetTakesThePlaceOfNat } from "./transit-gateway";
import { pooledSubnetsAreComputed, vpcHasOneBlock } from "./vpc-block";
import { settingsWithoutEffect } from "./without-effect";

export type { ReadableParts, RuleContext } from "./rule";

/** Every relation that must hold between values. */
export const rules: readonly Rule[] = [
  environmentFitsStack,
  platformNameSuitsEveryService,
  defaultProvidersAreDisabled,
  teardownNamesThePlatform,
  secondRegionIsAnother,
  boundaryIsOfTheAccount,
  registryIsSetWithTheBaseline,
  analyzerIsChosenWithTheBaseline,
  registryReplicasHaveARegion,
  cachesHaveTheirCredentials,
  cachesAreApartFromOwnRepositories,
  vpcHasOneBlock,
  pooledSubnetsAreComputed,
  existingVpcIsLeftAsItIs,
  existingSubnetsAreInEveryZone,
  existingSubnetsHaveNoFileSystems,
  zoneIdsAreUsable,
  zoneIdsAreKnownWhereTheyMatter,
  natAddressesAreUsed,
  natHasPublicSubnets,
  nodesHaveAWayOut,
  transitDestinationsAreOutside,
  transitInternetTakesThePlaceOfNat,
  podCidrIsApartFromVpc,
  endpointServicesAreNamedOnce,
  endpointsExistInTheRegion,
  endpointsAreStillCalled,
  readableBucketsOpenSomething,
  onlyLogGroupsHaveTheirOwnRetention,
  allowedDomainsAreExceptions,
  neededNamesResolve,
  alertsAreSeen,
  computedSubnetsHaveRoom,
  subnetsBelongToTiersAndZones,
  subnetsFit,
  securityGroupPortsFitTheProtocol,
  securityGroupRulesHaveOnePeer,
  securityGroupsReferToEachOther,
  securityGroupRulesAreDistinct,
  securityGroupsAreClosedToTheWorld,
  oldVersionsExpire,
  lifecyclesAreAccepted,
  movesPayOff,
  archiveTiersAreReached,
  forceDestroyNeedsConsent,
  locksNeedVersions,
  locksFitTheClass,
  locksAreKept,
  replicasHaveARegion,
  replicationNeedsVersions,
  copiesAreMadeOnce,
  notificationsHaveOneTarget,
  notificationTargetsAreNear,
  notificationsDoNotOverlap,
  notificationEventsOccur,
  monthlyBackupsOutliveDailyOnes,
  secondCopiesHaveARegion,
  backedUpBucketsCanBe,
  backedUpFileSystemsCanBe,
  backedUpClusterCanBe,
  backedUpObjectsAreNotArchived,
  filesAreArchivedLast,
  fileSystemZonesAreThere,
  ipv6PodsHaveDualStackSubnets,
  ipv6PodsNeedNoIpv4Block,
  ipv6ServicesAreNumberedByEks,
  ipv6NodesAreNitro,
  ipv6CallersHaveAnIpv6Endpoint,
  ipv6PodsAreOpenOverIpv4,
  serviceCidrIsApartFromVpc,
  nodesReachTheApiServer,
  endpointIsReachable,
  kubernetesVersionIsSupported,
  nodesFollowTheControlPlane,
  addonVersionsAreKnown,
  kubeProxyFollowsTheCluster,
  mountedBucketsAreThere,
  s3DriverTakesPodIdentity,
  namespacesOfAddonsAreTheirs,
  chartImagesAreReachable,
  someoneIsClusterAdmin,
  principalsAreDistinct,
  principalsAreNoNodes,
  accessGivesRights,
  accessRolesAreForSomebody,
  accessRolesHaveNoSecondEntry,
  announcementsAreNear,
  announcementTopicExists,
  podIdentitiesHaveOneRole,
  podIdentitiesAreDistinct,
  podsFindNodes,
  autoModeStandsAlone,
  autoModeSettingsCount,
  sizesAreInOrder,
  instanceTypesFitTheAmi,
  spotHasAChoice,
  releaseVersionFitsTheCluster,
  nodeGroupZonesAreOfTheNetwork,
  zonalGroupNamesAreFree,
  bottlerocketSettingsFitTheAmi,
  warmPoolsFitTheGroup,
  componentsFindNodes,
  sampleWorkloadFindsNodes,
  workloadsFindNodes,
  fargateLeavesTheSystemToNodes,
  fargateLeavesDiagnosticsToNodes,
  fargatePodsAreOpen,
  karpenterKnowsTheCluster,
  karpenterNodesFollowTheCluster,
  karpenterReplicasFindNodes,
  nodePoolZonesAreOfTheNetwork,
  nodePoolRequirementsMakeSense,
  nodePoolLabelsAreFree,
  nodePoolTaintsAreTheirs,
  taintsAreDistinct,
  nodePoolBudgetsAreWhole,
  karpenterIsToldOfIsolation,
  addonsReachAws,
  loadBalancersNeedNoProtection,
  nodesFindAddresses,
  containerDefaultsAreUsable,
  teamsHaveMembers,
  sampleWorkloadHasItsNamespace,
  sampleImagesAreAdmitted,
  requestsAreSharedOut,
  weightsComeOutInPods,
  ingressHasItsController,
  ingressReachesItsPods,
  internetIngressHasPublicSubnets,
  internetIngressIsEncrypted,
  certificateIsNear,
  diagnosticsHaveTheirBucket,
  diagnosticsHaveNamespaces,
  diagnosticsNamespaceIsTheirs,
  diagnosticsImagesAreReachable,
  watchedAccessExists,
  watchedAccessIsLogged,
  auditAlarmsReadTheLog,
  prodIsProtected,
  prodSurvivesAZone,
  prodApiIsPrivate,
  prodOwnsItsKeys,
  prodKeepsAllLogs,
  ...storageQuotas,
  ...accessQuotas,
  ...settingsWithoutEffect,
  ...limitRules,
];
