import type * as pulumi from "@pulumi/pulumi";

import type { Cluster } from "../components/cluster";
import type { FileSystems } from "../components/file-systems";
import type { Monitoring } from "../components/monitoring";
import type { PlatformNetwork } from "../components/network";
import type { Storage } from "../components/storage";
import type { TaggingPolicy } from "../components/tagging";
import { podIdentityTrustPolicy } from "../domain/iam/policy-document";
import { fitName } from "../domain/names";
import { partOf } from "./missing-part";
import { optionsBelow } from "./options";
import type { ClusterParts, NetworkParts, Platform, StorageParts } from "./platform";

/** Longest name of most services. */
const MAX_NAME_LENGTH = 63;

/** The part of the configuration that every extension sees. */
export interface PlatformSettings {
  readonly platformName: string;
  readonly environment: string;
  readonly aws: { readonly region: string; readonly accountId: string };
  readonly storage: { readonly deletionProtection: boolean };
}

type StorageOutputs = Pick<
  Storage,
  "bucketNames" | "bucketArns" | "logBucketName" | "registryUrls" | "secretArns" | "encryptionKeyArn"
>;
type ClusterOutputs = pulumi.Resource &
  Pick<
    Cluster,
    | "clusterName"
    | "clusterArn"
    | "endpoint"
    | "clusterSecurityGroupId"
    | "nodeRoleArn"
    | "oidcIssuer"
    | "oidcProviderArn"
    | "kubernetesProvider"
    | "namespaces"
  >;

/** The components of the platform, by whose outputs extensions connect to it. */
export interface PlatformComponents {
  readonly tagging: Pick<TaggingPolicy, "fanOut">;
  readonly network: PlatformNetwork;
  readonly storage: StorageOutputs;
  readonly fileSystems: Pick<FileSystems, "fileSystemIds">;
  readonly cluster: ClusterOutputs;
  readonly monitoring: Pick<Monitoring, "alarmTopicArn">;
}

/** Returns the part of this name, of those that a key of the stack file lists. */
type Find = <Part>(parts: Readonly<Record<string, Part>>, what: string, name: string, key: string) => Part;

/** @param parent component of the extension */
export function platformOf(
  extension: string,
  parent: pulumi.Resource,
  { platformName, environment, aws, storage: { deletionProtection } }: PlatformSettings,
  { tagging, network, storage, fileSystems, cluster, monitoring }: PlatformComponents,
): Platform {
  const find: Find = (parts, what, name, key) => partOf(parts, { extension, what, name, key });
  const logicalName = (part: string): string => `${extension}-${part}`;
  return {
    extension,
    name: platformName,
    environment,
    region: aws.region,
    accountId: aws.accountId,
    tags: tagging.fanOut,
    deletionProtection,
    alarmTopicArn: monitoring.alarmTopicArn,
    network: networkParts(network, find),
    storage: storageParts(storage, fileSystems, find),
    cluster: clusterParts(cluster, platformName, find),
    options: (own) => optionsBelow(parent, own),
    logicalName,
    physicalName: (part, maxLength = MAX_NAME_LENGTH) => fitName(`${platformName}-${logicalName(part)}`, maxLength),
  };
}

function networkParts(network: PlatformNetwork, find: Find): NetworkParts {
  const { vpcId, vpcCidr, subnetIds, subnetCidrs, routeTableIds, natPublicIps, privateEgress } = network;
  const ofTier = (values: PlatformNetwork["subnetIds"], tier: string): pulumi.Output<string>[] => {
    const existing = Object.entries(values).filter(([name]) => subnetIds[name as keyof typeof subnetIds].length > 0);
    return find(Object.fromEntries(existing), "subnets of the tier", tier, "network.tiers");
  };
  return {
    vpcId,
    vpcCidr,
    subnetIds: (tier) => ofTier(subnetIds, tier),
    subnetCidrs: (tier) => ofTier(subnetCidrs, tier),
    securityGroupId: (key) => find(network.securityGroupIds, "the security group", key, "network.securityGroups"),
    routeTableIds,
    natPublicIps,
    privateEgress,
  };
}

function storageParts(
  storage: StorageOutputs,
  { fileSystemIds }: PlatformComponents["fileSystems"],
  find: Find,
): StorageParts {
  return {
    bucketName: (key) => find(storage.bucketNames, "the bucket", key, "storage.buckets"),
    bucketArn: (key) => find(storage.bucketArns, "the bucket", key, "storage.buckets"),
    logBucketName: storage.logBucketName,
    registryUrl: (key) => find(storage.registryUrls, "the container registry", key, "storage.registries"),
    fileSystemId: (key) => find(fileSystemIds, "the file system", key, "storage.fileSystems"),
    secretArn: (key) => find(storage.secretArns, "the secret", key, "storage.secrets"),
    encryptionKeyArn: storage.encryptionKeyArn,
  };
}

function clusterParts(cluster: ClusterOutputs, clusterName: string, find: Find): ClusterParts {
  const { endpoint, nodeRoleArn, oidcIssuer, oidcProviderArn, kubernetesProvider } = cluster;
  return {
    name: cluster.clusterName,
    arn: cluster.clusterArn,
    endpoint,
    securityGroupId: cluster.clusterSecurityGroupId,
    nodeRoleArn,
    oidcIssuer,
    oidcProviderArn,
    kubernetesProvider,
    namespace: (name) => find(cluster.namespaces, "the namespace", name, "cluster.namespaces"),
    podTrustPolicy: (pods) => podIdentityTrustPolicy({ clusterName, ...pods }),
    ready: [cluster],
  };
}
