import * as pulumi from "@pulumi/pulumi";

import type { Backup } from "../backup";
import type { Cluster } from "../cluster";
import { OUTPUTS_VERSION, type PlatformOutputs } from "../../domain/outputs/platform-outputs";
import type { FileSystems } from "../file-systems";
import type { Monitoring } from "../monitoring";
import type { PlatformNetwork } from "../network";
import type { Storage } from "../storage";
import type { TaggingPolicy } from "../tagging";

/** A value that the program exports for a value that others read: plain, or an Output at any depth. */
type Exported<T> = pulumi.Input<T extends object ? { readonly [K in keyof T]: Exported<T[K]> } : T>;

/** The stack outputs as the program exports them. Each has to be named; an optional one can be undefined. */
export type StackOutputs = {
  readonly [K in keyof Required<PlatformOutputs>]:
    Exported<Required<PlatformOutputs>[K]> | (undefined extends PlatformOutputs[K] ? undefined : never);
};

/** The components of the platform, and the values that no component has. */
export interface StackOutputsArgs extends Pick<
  StackOutputs,
  "platformRecord" | "monthlyCost" | "permissionsBoundaryArn" | "extensions"
> {
  readonly region: string;
  readonly tagging: TaggingPolicy;
  readonly network: PlatformNetwork;
  readonly storage: Storage;
  readonly fileSystems: FileSystems;
  readonly backup: Backup;
  readonly cluster: Cluster;
  readonly monitoring: Monitoring;
}

/** The stack outputs of a platform. */
export function stackOutputs(args: StackOutputsArgs): StackOutputs {
  const { platformRecord, monthlyCost, permissionsBoundaryArn, extensions, region } = args;
  const { tagging, network, storage, fileSystems, cluster, monitoring } = args;
  // The engine warns of an output that is undefined.
  return defined({
    outputsVersion: OUTPUTS_VERSION,
    platformRecord,
    monthlyCost,
    vpcId: network.vpcId,
    subnetIds: network.zoneSubnetIds,
    subnetCidrs: network.subnetCidrs,
    routeTableIds: network.routeTableIds,
    natPublicIps: network.natPublicIps,
    securityGroupIds: network.securityGroupIds,
    bucketNames: storage.bucketNames,
    bucketArns: storage.bucketArns,
    logBucketName: storage.logBucketName,
    replicaBucketNames: storage.replicaBucketNames,
    storageKeyArn: storage.encryptionKeyArn,
    kmsKeyArns: kmsKeyArns(args),
    registryUrls: storage.registryUrls,
    volumeHandles: fileSystems.volumeHandles,
    clusterName: cluster.clusterName,
    clusterArn: cluster.clusterArn,
    clusterEndpoint: cluster.endpoint,
    clusterSecurityGroupId: cluster.clusterSecurityGroupId,
    oidcProviderArn: cluster.oidcProviderArn,
    nodeRoleArn: cluster.nodeRoleArn,
    webAclArn: cluster.webAclArn,
    hostedZones: hostedZones(cluster),
    controllers: cluster.controllers,
    clusterAccess: cluster.access,
    kubeconfig: cluster.kubeconfig,
    nextCommands: [
      pulumi.interpolate`aws eks update-kubeconfig --region ${region} --name ${cluster.clusterName}`,
      "kubectl get nodes",
    ],
    tags: tagging.tags,
    permissionsBoundaryArn,
    alarmTopicArn: monitoring.alarmTopicArn,
    ...monitoring.metricsEndpoints,
    extensions,
  });
}

function kmsKeyArns({ storage, backup, cluster, monitoring }: StackOutputsArgs): StackOutputs["kmsKeyArns"] {
  return defined({
    storage: storage.encryptionKeyArn,
    "storage-replicas": storage.replicaKeyArn,
    ...backup.keyArns,
    "cluster-secrets": cluster.secretsKeyArn,
    alarms: monitoring.alarmKeyArn,
  });
}

function hostedZones(cluster: Cluster): StackOutputs["hostedZones"] {
  const zones = Object.entries(cluster.hostedZones);
  return zones.length === 0 ? undefined : Object.fromEntries(zones.map(([key, zone]) => [key, defined(zone)]));
}

type Defined<Outputs> = { readonly [K in keyof Outputs]: Exclude<Outputs[K], undefined> };

function defined<Outputs extends object>(outputs: Outputs): Defined<Outputs> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined)) as Defined<Outputs>;
}
