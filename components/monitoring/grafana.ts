import * as grafana from "@pulumi/aws/grafana";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument, type PolicyStatement, serviceTrustPolicy } from "../../domain/iam/policy-document";
import type { GrafanaDataSource, GrafanaSignIn } from "../../domain/monitoring/grafana";

export interface GrafanaSettings {
  /** A change replaces the workspace and deletes its dashboards. */
  readonly signIn: readonly GrafanaSignIn[];
  readonly dataSources: readonly GrafanaDataSource[];
  /** Omitted: the workspace can be opened from the internet. */
  readonly network?:
    { readonly prefixListIds: readonly string[]; readonly vpcEndpointIds: readonly string[] } | undefined;
  /** Whether Pulumi refuses to delete the workspace. */
  readonly deletionProtection: boolean;
}

export interface GrafanaArgs extends GrafanaSettings {
  readonly platformName: string;
  readonly accountId: string;
  readonly region: string;
  /** Workspace of Prometheus. Undefined without one. */
  readonly prometheusArn: pulumi.Output<string> | undefined;
}

/**
 * Creates a workspace of Amazon Managed Grafana with a role that reads the data sources. Users are assigned afterwards. $9 a
 * month for each active editor, at least one, and $5 for each active viewer.
 * https://docs.aws.amazon.com/grafana/latest/userguide/AMG-create-workspace.html
 */
export function createGrafana(parent: pulumi.Resource, name: string, args: GrafanaArgs): grafana.Workspace {
  const { platformName, deletionProtection, signIn, dataSources, network } = args;
  const role = createRole(parent, `${name}-grafana-role`, args);
  return new grafana.Workspace(
    `${name}-grafana`,
    {
      name: platformName,
      description: `Dashboards of ${platformName}`,
      accountAccessType: "CURRENT_ACCOUNT",
      authenticationProviders: [...signIn],
      // The service would create a role of its own with more permissions, without the boundary.
      permissionType: "CUSTOMER_MANAGED",
      roleArn: role.arn,
      dataSources: [...dataSources],
      ...(network === undefined
        ? {}
        : {
            networkAccessControl: {
              prefixListIds: [...network.prefixListIds],
              vpceIds: [...network.vpcEndpointIds],
            },
          }),
    },
    { parent, protect: deletionProtection, dependsOn: [role.policy] },
  );
}

/** https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-permissions.html */
function createRole(
  parent: pulumi.Resource,
  name: string,
  { platformName, accountId, region, dataSources, prometheusArn }: GrafanaArgs,
): { readonly arn: pulumi.Output<string>; readonly policy: iam.RolePolicy } {
  const role = new iam.Role(
    name,
    {
      description: `Reads metrics for the dashboards of ${platformName}`,
      assumeRolePolicy: serviceTrustPolicy("grafana.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId },
        StringLike: { "aws:SourceArn": `arn:aws:grafana:${region}:${accountId}:/workspaces/*` },
      }),
    },
    { parent },
  );
  const policy = pulumi
    .output(prometheusArn)
    .apply((workspaceArn) =>
      policyDocument([
        ...(dataSources.includes("CLOUDWATCH") ? [READ_METRICS, readAlarms(region, accountId)] : []),
        ...(workspaceArn !== undefined && dataSources.includes("PROMETHEUS") ? readPrometheus(workspaceArn) : []),
      ]),
    );
  return { arn: role.arn, policy: new iam.RolePolicy(name, { role: role.name, policy }, { parent }) };
}

/** These actions have no resources. */
const READ_METRICS: PolicyStatement = {
  Effect: "Allow",
  Action: [
    "cloudwatch:DescribeAlarmsForMetric",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListMetrics",
    "ec2:DescribeInstances",
    "ec2:DescribeRegions",
    "ec2:DescribeTags",
    "tag:GetResources",
  ],
  Resource: "*",
};

function readAlarms(region: string, accountId: string): PolicyStatement {
  return {
    Effect: "Allow",
    Action: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms"],
    Resource: `arn:aws:cloudwatch:${region}:${accountId}:alarm:*`,
  };
}

function readPrometheus(workspaceArn: string): readonly PolicyStatement[] {
  return [
    {
      Effect: "Allow",
      Action: ["aps:DescribeWorkspace", "aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"],
      Resource: workspaceArn,
    },
    { Effect: "Allow", Action: "aps:ListWorkspaces", Resource: "*" },
  ];
}
