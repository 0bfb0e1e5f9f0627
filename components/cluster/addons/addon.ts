import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";

import { type AddonName, ADDONS } from "../../../domain/cluster/addons/catalog";
import type { AddonDefinition, AddonIdentity, AddonSettings } from "../../../domain/cluster/addons/definition";
import { podIdentityTrustPolicy } from "../../../domain/iam/policy-document";
import { type JsonValue, renderJson } from "../../../domain/json";
import { fitAutoname } from "../../../domain/names";
import { mergeValues } from "../../../domain/values";
import type { ClusterScope } from "../scope";
import { createPodRole, createServiceRole, type ServiceRole } from "../service-role";
import type { AddonArgs, ExtraAddonArgs } from "./addons-args";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const ROLE_NAME_LENGTH = 64;

/** What every add-on is created from. */
export type AddonScope = ClusterScope<
  "clusterName" | "accountId" | "region" | "ipFamily" | "tagFanOut" | "containerLogs"
>;

/** A role of one service account of an add-on. */
interface AccountRole {
  readonly serviceAccount: string;
  readonly role: ServiceRole;
}

/** IDs of hosted zones, by domain. */
export type ZoneIds = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Creates an add-on of the catalog, with the roles of its service accounts and its log groups.
 *
 * @param zoneIds zones in which the add-on may write records
 */
export function createCatalogAddon(
  scope: AddonScope,
  addonName: AddonName,
  args: AddonArgs & AddonSettings,
  dependsOn: readonly pulumi.Resource[],
  zoneIds: ZoneIds = {},
): eks.Addon {
  const { clusterName, accountId, region, ipFamily, tagFanOut } = scope.args;
  const domains = Object.keys(zoneIds);
  const definition: AddonDefinition = ADDONS[addonName];
  const context = { clusterName, accountId, region, ipFamily, tags: tagFanOut, domains, settings: args };
  const logGroups = createLogGroups(scope, definition);
  return createAddon(scope, addonName, {
    version: args.version,
    configuration: mergeValues(definition.configuration(context), args.configuration),
    keepsChangesInCluster: definition.keepsChangesInCluster === true,
    roles: (definition.identities?.(context) ?? []).map((identity) => createAccountRole(scope, identity, zoneIds)),
    dependsOn: [...dependsOn, ...logGroups],
  });
}

/** Creates an add-on that the catalog does not have, as the stack file describes it. */
export function createExtraAddon(
  scope: AddonScope,
  addonName: string,
  { version, configuration = {}, serviceAccounts }: ExtraAddonArgs,
  dependsOn: readonly pulumi.Resource[],
): eks.Addon {
  const roles = Object.entries(serviceAccounts).map(([serviceAccount, { policyArns }]) => ({
    serviceAccount,
    role: createServiceRole(scope.parent, extraRoleName(scope.name, addonName, serviceAccount), {
      trustPolicy: podIdentityTrustPolicy(),
      policyArns,
    }),
  }));
  return createAddon(scope, addonName, {
    version,
    configuration: configuration as Readonly<Record<string, JsonValue>>,
    keepsChangesInCluster: false,
    roles,
    dependsOn,
  });
}

/**
 * No name of an add-on contains a dot, so no two pairs have the same name. Vendors choose both names, which together may
 * exceed the limit of IAM.
 */
function extraRoleName(clusterName: string, addonName: string, serviceAccount: string): string {
  return fitAutoname(`${clusterName}-${addonName}.${serviceAccount}-role`, ROLE_NAME_LENGTH);
}

interface AddonSpec {
  readonly version: string;
  readonly configuration: JsonValue;
  readonly keepsChangesInCluster: boolean;
  readonly roles: readonly AccountRole[];
  readonly dependsOn: readonly pulumi.Resource[];
}

function createAddon(
  { parent, name, controlPlane }: AddonScope,
  addonName: string,
  { version, configuration, keepsChangesInCluster, roles, dependsOn }: AddonSpec,
): eks.Addon {
  return new eks.Addon(
    `${name}-${addonName}`,
    {
      clusterName: controlPlane.name,
      addonName,
      addonVersion: version,
      configurationValues: renderJson(configuration),
      // The add-on owns its associations, and deletes them with itself. It cannot take over a separate association:
      // https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
      podIdentityAssociations: roles.map(({ serviceAccount, role }) => ({ serviceAccount, roleArn: role.arn })),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: keepsChangesInCluster ? "PRESERVE" : "OVERWRITE",
    },
    {
      parent,
      // Shorter than the defaults of 20 and 40 minutes: waiting does not repair a degraded add-on.
      customTimeouts: { create: "10m", update: "15m", delete: "10m" },
      dependsOn: [...dependsOn, ...roles.flatMap(({ role }) => role.resources)],
    },
  );
}

function createAccountRole(
  { parent, name }: AddonScope,
  { key, serviceAccount, permissions }: AddonIdentity,
  zoneIds: ZoneIds,
): AccountRole {
  if ("managedPolicy" in permissions) {
    const role = createServiceRole(parent, `${name}-${key}-role`, {
      trustPolicy: podIdentityTrustPolicy(),
      managedPolicies: [permissions.managedPolicy],
    });
    return { serviceAccount, role };
  }
  const policy =
    "policy" in permissions
      ? permissions.policy
      : pulumi.all(Object.values(zoneIds)).apply((ids) => permissions.policyForZones(ids));
  return { serviceAccount, role: createPodRole(parent, `${name}-${key}`, policy) };
}

/** Log groups that the add-on would otherwise create itself, without expiry and outside of the stack. */
function createLogGroups(
  { parent, name, args }: AddonScope,
  { logGroups, metricLogGroups = [] }: AddonDefinition,
): pulumi.Resource[] {
  const { retentionDays, logClass } = args.containerLogs;
  return Object.entries(logGroups?.(args.clusterName) ?? {}).map(
    ([key, logGroupName]) =>
      new cloudwatch.LogGroup(
        `${name}-${key}`,
        {
          name: logGroupName,
          retentionInDays: retentionDays,
          ...(logClass === undefined || metricLogGroups.includes(key) ? {} : { logGroupClass: logClass }),
        },
        { parent },
      ),
  );
}
