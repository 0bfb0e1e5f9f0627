import * as pulumi from "@pulumi/pulumi";

import { canaryName } from "../../domain/monitoring/canary";
import { type CanariesArgs, createCanaries } from "./canary";
import { createDashboards, type DashboardsArgs } from "./dashboards";
import type { MonitoredResources } from "./dimensions";
import type { TopicArns } from "./log-alarm";
import { type ArchiveStorage, createLogArchive } from "./log-archive";
import { createLogMetrics, createLogs, type LogsArgs } from "./logs";
import { createGrafana, type GrafanaSettings } from "./grafana";
import { createPrometheus, type PrometheusArgs, type PrometheusSettings, type ScrapedCluster } from "./prometheus";
import { createSloAlarms, type SloAlarmsArgs } from "./slo-alarms";
import { createTrailAlarms, type TrailAlarmsArgs } from "./trail-alarms";

export interface ObservabilityArgs extends Pick<MonitoredResources, "fileSystems"> {
  readonly cluster: MonitoredResources["cluster"] & ScrapedCluster;
  readonly network: MonitoredResources["network"] & {
    readonly zoneSubnetIds: Readonly<Record<"private", PrometheusArgs["privateSubnetIds"]>>;
  };
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Omitted: no alarms on the events of CloudTrail. */
  readonly trail?: Omit<TrailAlarmsArgs, "platformName">;
  readonly slos: SloAlarmsArgs["slos"];
  readonly canaries: CanariesArgs["canaries"];
  readonly storage: ArchiveStorage;
  readonly dashboards: DashboardsArgs;
  readonly logs: LogsArgs;
  /** Omitted: no metrics of Prometheus. */
  readonly prometheus?: PrometheusSettings | undefined;
  /** Omitted: no dashboards of Grafana. */
  readonly grafana?: GrafanaSettings | undefined;
  /** Log group of the trail of this stack. */
  readonly account: { readonly trailLogGroupName: pulumi.Output<string> | undefined };
}

/** Addresses of the workspaces that the stack has. */
export interface MetricsEndpoints {
  readonly prometheusEndpoint: pulumi.Output<string> | undefined;
  readonly grafanaEndpoint: pulumi.Output<string> | undefined;
}

/** Creates the workspaces of Prometheus and Grafana. */
export function createMetrics(parent: pulumi.Resource, name: string, args: ObservabilityArgs): MetricsEndpoints {
  const { platformName, accountId, region, cluster, prometheus, grafana } = args;
  const workspace =
    prometheus === undefined
      ? undefined
      : createPrometheus(parent, name, {
          ...prometheus,
          platformName,
          cluster,
          privateSubnetIds: args.network.zoneSubnetIds.private,
        });
  const place = { platformName, accountId, region, prometheusArn: workspace?.arn };
  const dashboards = grafana === undefined ? undefined : createGrafana(parent, name, { ...grafana, ...place });
  return {
    prometheusEndpoint: workspace?.prometheusEndpoint,
    grafanaEndpoint: dashboards && pulumi.interpolate`https://${dashboards.endpoint}/`,
  };
}

/**
 * Creates what the stack measures beyond its own resources.
 *
 * @param topicArns undefined without alarms
 */
export function createObservability(
  parent: pulumi.Resource,
  name: string,
  args: ObservabilityArgs,
  topicArns: TopicArns | undefined,
): void {
  const { platformName, accountId, region, account, trail, slos, canaries, storage } = args;
  const nameOf = (key: string): string => canaryName(platformName, key);
  const parts = pulumi.output({
    region,
    clusterName: args.cluster.clusterName,
    natMetrics: args.network.natMetrics,
    fileSystemIds: args.fileSystems.fileSystemIds,
    loadBalancers: Object.values(slos).flatMap(({ loadBalancer }) => loadBalancer ?? []),
    canaries: Object.keys(canaries).map(nameOf),
  });
  createDashboards(parent, name, args.dashboards, platformName, parts);
  const owners = [args.cluster, args.network].filter((owner) => pulumi.Resource.isInstance(owner));
  createLogs(parent, name, platformName, args.logs, owners);
  if (args.logs.archive !== undefined) {
    const archive = { ...args.logs.archive, platformName, accountId, region, storage, owners };
    createLogArchive(parent, name, archive, topicArns);
  }
  if (topicArns === undefined) return;
  createLogMetrics(parent, name, platformName, args.logs, owners, topicArns);
  if (trail !== undefined) {
    createTrailAlarms(parent, name, { platformName, ...trail }, account.trailLogGroupName, topicArns);
  }
  const withObjective = Object.values(slos).flatMap(({ canary }) => canary ?? []);
  const { logBucketName, encryptionKeyArn } = storage;
  const place = { platformName, accountId, region, logBucketName, encryptionKeyArn };
  createCanaries(parent, name, { ...place, canaries, withObjective }, topicArns);
  createSloAlarms(parent, name, { platformName, slos, canaryName: nameOf }, topicArns);
}
