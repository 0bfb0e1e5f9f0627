import type * as pulumi from "@pulumi/pulumi";

import { metricDimension } from "../../domain/monitoring/load-balancer-alarms";
import type { MonitoredResource } from "../../domain/monitoring/monitored-resource";

/** Names of a metric's dimensions, and their values. */
export type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

/** A load balancer outside of Pulumi, such as one that a controller creates for an Ingress. */
export interface MonitoredLoadBalancer {
  /** ARN of an Application Load Balancer. */
  readonly arn: string;
  /** ARNs of its target groups, by key. */
  readonly targetGroups: Readonly<Record<string, string>>;
}

/** The resources whose metrics have alarms. */
export interface MonitoredResources {
  readonly cluster: {
    readonly clusterName: pulumi.Input<string>;
    /** Certificates by the key of their hosted zone. Omitted: none. */
    readonly hostedZones?: Readonly<Record<string, { readonly certificateArn: pulumi.Input<string> | undefined }>>;
  };
  /** Dimensions of the metrics of NAT gateways, by zone. */
  readonly network: { readonly natMetrics: Readonly<Record<string, Dimensions>> };
  /** Names are undefined without backups, or without copies in a second Region. */
  readonly backup: {
    readonly vaultName: pulumi.Input<string> | undefined;
    readonly secondRegionVaultName: pulumi.Input<string> | undefined;
    /** Whether backups are restored as a test, whose failures are notified. */
    readonly hasRestoreTests: boolean;
  };
  /** By key. */
  readonly fileSystems: { readonly fileSystemIds: Readonly<Record<string, pulumi.Input<string>>> };
}

/** Resources outside of Pulumi, by key. */
export interface GivenResources {
  readonly loadBalancers: Readonly<Record<string, MonitoredLoadBalancer>>;
  /** ARNs of certificates. */
  readonly certificates: Readonly<Record<string, pulumi.Input<string>>>;
}

/** @throws Error when the resource is not among those given */
export function dimensionsOf(
  resource: MonitoredResource,
  { cluster, network, backup, fileSystems }: MonitoredResources,
  { loadBalancers, certificates }: GivenResources,
): Dimensions {
  switch (resource.kind) {
    case "account":
      return {};
    case "cluster":
      return { ClusterName: cluster.clusterName };
    case "nat-gateway":
      return existing(network.natMetrics[resource.zone], `NAT gateway in zone ${resource.zone}`);
    case "backup-vault":
      return { BackupVaultName: existing(backup.vaultName, "backup vault") };
    case "second-region-vault":
      return { BackupVaultName: existing(backup.secondRegionVaultName, "backup vault in the second Region") };
    case "file-system":
      return { FileSystemId: existing(fileSystems.fileSystemIds[resource.key], `file system ${resource.key}`) };
    case "load-balancer":
      return loadBalancerDimensions(resource.key, loadBalancers);
    case "target-group": {
      const { key, targetGroup } = resource;
      const arn = existing(loadBalancers[key]?.targetGroups[targetGroup], `target group ${targetGroup}`);
      return { ...loadBalancerDimensions(key, loadBalancers), TargetGroup: metricDimension(arn) };
    }
    case "certificate":
      return { CertificateArn: existing(certificates[resource.key], `certificate ${resource.key}`) };
  }
}

function loadBalancerDimensions(key: string, loadBalancers: GivenResources["loadBalancers"]): Dimensions {
  return { LoadBalancer: metricDimension(existing(loadBalancers[key], `load balancer ${key}`).arn) };
}

function existing<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`There is no ${what} to create an alarm on.`);
  return value;
}
