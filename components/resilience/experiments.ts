import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as fis from "@pulumi/aws/fis";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument, serviceTrustPolicy } from "../../domain/iam/policy-document";
import { experimentStatements } from "../../domain/resilience/experiment-policies";
import {
  type Experiment,
  type ExperimentSettings,
  experimentsOf,
  stopAlarmArns,
} from "../../domain/resilience/experiments";

export interface ExperimentsArgs extends ExperimentSettings {
  /** Alarms that stop an experiment. Empty: those of the platform on pods without a node and on errors of the API. */
  readonly stopAlarmArns: readonly string[];
  /** Days for which the log group keeps the records of experiments. */
  readonly logRetentionDays: number;
}

/** Where the experiments run. */
export interface ExperimentsPlace {
  /** Name of the cluster too. */
  readonly platformName: string;
  readonly region: string;
  readonly accountId: string;
  readonly network: {
    readonly vpcId: pulumi.Input<string>;
    /** Subnet IDs by tier and zone letter. */
    readonly zoneSubnetIds: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;
    /** Subnet IDs of pods by zone letter. */
    readonly podSubnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  };
}

const SERVICE = "fis.amazonaws.com";
/** https://docs.aws.amazon.com/fis/latest/userguide/monitoring-logging.html#experiment-log-schema */
const LOG_SCHEMA_VERSION = 2;

/** Creates a template and a role for each experiment, and one log group for all. */
export function createExperiments(
  parent: pulumi.Resource,
  name: string,
  args: ExperimentsPlace,
  settings: ExperimentsArgs,
): void {
  const { platformName, region, accountId } = args;
  const experiments = experimentsOf(settings, platformName);
  if (experiments.length === 0) return;
  // Groups named `/aws/vendedlogs/...` share one resource policy; an account can have ten in a Region.
  const logGroup = new cloudwatch.LogGroup(
    `${name}-experiments`,
    { name: `/aws/vendedlogs/fis/${platformName}`, retentionInDays: settings.logRetentionDays },
    { parent },
  );
  const stopAlarms = stopAlarmArns({ platformName, region, accountId, given: settings.stopAlarmArns });
  for (const experiment of experiments) {
    const { key, description, actionId, parameters, targetKey } = experiment;
    const subnetArns = pulumi.all(subnetsOfZone(args, key === "zone-loss" ? settings.zoneLoss?.zone : undefined));
    const { role, policy } = createRole(parent, name, args, experiment, { subnetArns, settings });
    new fis.ExperimentTemplate(
      `${name}-${key}`,
      {
        description,
        roleArn: role.arn,
        actions: [
          {
            name: key,
            description,
            actionId,
            parameters: Object.entries(parameters).map(([parameter, value]) => ({ key: parameter, value })),
            target: { key: targetKey, value: key },
          },
        ],
        targets: [
          {
            name: key,
            resourceType: experiment.resourceType,
            selectionMode: experiment.selectionMode,
            ...(experiment.resourceTag === undefined
              ? { resourceArns: key === "zone-loss" ? subnetArns : roleArns(settings) }
              : { resourceTags: [experiment.resourceTag] }),
          },
        ],
        stopConditions: stopAlarms.map((value) => ({ source: "aws:cloudwatch:alarm", value })),
        // Without targets, the experiment would report success.
        experimentOptions: { accountTargeting: "single-account", emptyTargetResolutionMode: "fail" },
        logConfiguration: {
          logSchemaVersion: LOG_SCHEMA_VERSION,
          cloudwatchLogsConfiguration: { logGroupArn: pulumi.interpolate`${logGroup.arn}:*` },
        },
        // The console lists templates by this tag.
        tags: { Name: `${platformName}-${key}` },
      },
      { parent, dependsOn: [policy] },
    );
  }
}

function roleArns({ apiErrors }: ExperimentSettings): string[] {
  return apiErrors === undefined ? [] : [apiErrors.roleArn];
}

/** ARNs of the subnets of all tiers and of pods in the zone: five, as many as a target can name. */
function subnetsOfZone(
  { network, region, accountId }: ExperimentsPlace,
  zone: string | undefined,
): pulumi.Output<string>[] {
  if (zone === undefined) return [];
  return [...Object.values(network.zoneSubnetIds), network.podSubnetIds].flatMap((zones) => {
    const id = zones[zone];
    return id === undefined ? [] : [pulumi.interpolate`arn:aws:ec2:${region}:${accountId}:subnet/${id}`];
  });
}

/** A role for one experiment, so that none can do what another does. */
function createRole(
  parent: pulumi.Resource,
  name: string,
  { platformName, region, accountId, network }: ExperimentsPlace,
  { key, description }: Experiment,
  {
    subnetArns,
    settings,
  }: { readonly subnetArns: pulumi.Output<readonly string[]>; readonly settings: ExperimentSettings },
): { readonly role: iam.Role; readonly policy: iam.RolePolicy } {
  const role = new iam.Role(
    `${name}-${key}-role`,
    {
      description: `Experiment of Fault Injection Service: ${description}`,
      // Experiments of this account only: https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html
      assumeRolePolicy: serviceTrustPolicy(SERVICE, {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:aws:fis:${region}:${accountId}:experiment/*` },
      }),
    },
    { parent },
  );
  const document = pulumi
    .all([network.vpcId, subnetArns])
    .apply(([vpcId, subnets]) =>
      policyDocument(
        experimentStatements(
          key,
          { region, accountId, clusterName: platformName, vpcId, subnetArns: subnets },
          settings.apiErrors?.error,
        ),
      ),
    );
  const policy = new iam.RolePolicy(`${name}-${key}`, { role: role.name, policy: document }, { parent });
  return { role, policy };
}
