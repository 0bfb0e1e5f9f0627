import * as amp from "@pulumi/aws/amp";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";

import {
  MOST_COLLECTOR_SUBNETS,
  prometheusLogGroupName,
  scrapeConfiguration,
} from "../../domain/monitoring/prometheus";

export interface PrometheusSettings {
  /** Whether AWS scrapes the cluster. $0.04 an hour. */
  readonly collector: boolean;
  readonly intervalSeconds: number;
  /** YAML. Omitted: that of the platform. */
  readonly scrapeConfiguration?: string | undefined;
  /** Omitted: the workspace keeps its last value, 150 days at first. */
  readonly retentionDays?: number | undefined;
  /** Omitted: errors of rules and alerts are not logged. */
  readonly logRetentionDays?: number | undefined;
  /** Omitted: a key of AWS. A change replaces the workspace and deletes its metrics. */
  readonly kmsKeyArn?: string | undefined;
  /** Whether Pulumi refuses to delete the workspace. */
  readonly deletionProtection: boolean;
}

/** The cluster, from whose network the collector scrapes. */
export interface ScrapedCluster {
  readonly clusterName: pulumi.Input<string>;
  readonly clusterArn: pulumi.Input<string>;
  readonly clusterSecurityGroupId: pulumi.Input<string>;
}

export interface PrometheusArgs extends PrometheusSettings {
  readonly platformName: string;
  readonly cluster: ScrapedCluster;
  /** By zone. */
  readonly privateSubnetIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Creates a workspace of Amazon Managed Service for Prometheus, and a collector of AWS that scrapes the cluster. With access
 * entries, AWS gives the collector access to the cluster itself, and refuses an entry of the stack for its role.
 * https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-collector-how-to.html
 */
export function createPrometheus(parent: pulumi.Resource, name: string, args: PrometheusArgs): amp.Workspace {
  const { platformName, deletionProtection, kmsKeyArn, logRetentionDays, retentionDays } = args;
  const logGroup =
    logRetentionDays === undefined
      ? undefined
      : new cloudwatch.LogGroup(
          `${name}-prometheus`,
          { name: prometheusLogGroupName(platformName), retentionInDays: logRetentionDays },
          { parent },
        );
  const workspace = new amp.Workspace(
    `${name}-prometheus`,
    {
      alias: platformName,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      ...(logGroup === undefined
        ? {}
        : { loggingConfiguration: { logGroupArn: pulumi.interpolate`${logGroup.arn}:*` } }),
    },
    { parent, protect: deletionProtection },
  );
  if (retentionDays !== undefined) {
    new amp.WorkspaceConfiguration(
      `${name}-prometheus`,
      { workspaceId: workspace.id, retentionPeriodInDays: retentionDays },
      { parent },
    );
  }
  if (args.collector) createCollector(parent, `${name}-prometheus`, args, workspace);
  return workspace;
}

/** A change of its subnets or its security group replaces it; the metrics are in the workspace. */
function createCollector(
  parent: pulumi.Resource,
  name: string,
  { platformName, cluster, privateSubnetIds, intervalSeconds, ...args }: PrometheusArgs,
  workspace: amp.Workspace,
): void {
  new amp.Scraper(
    name,
    {
      alias: platformName,
      source: {
        eks: {
          clusterArn: cluster.clusterArn,
          // Control plane and nodes accept connections from their own group.
          securityGroupIds: [cluster.clusterSecurityGroupId],
          // It scrapes the nodes of other zones from these as well.
          subnetIds: Object.values(privateSubnetIds).slice(0, MOST_COLLECTOR_SUBNETS),
        },
      },
      destination: { amp: { workspaceArn: workspace.arn } },
      scrapeConfiguration: args.scrapeConfiguration ?? scrapeConfiguration(platformName, intervalSeconds),
    },
    { parent, customTimeouts: { create: "40m", delete: "30m" } },
  );
}
