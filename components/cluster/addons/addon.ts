import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { podIdentityTrustPolicy } from "../../../domain/iam/policy-document";
import { type JsonValue, renderJson } from "../../../domain/json";
import type { ClusterScope } from "../scope";
import { createPodRole, createServiceRole, type ServiceRole } from "../service-role";

/** An add-on's own rights at AWS, taken on by its service accounts through EKS Pod Identity. */
export interface PodIdentity {
  readonly associations: { readonly serviceAccount: string; readonly roleArn: pulumi.Output<string> }[];
  readonly resources: readonly pulumi.Resource[];
}

export const NO_IDENTITY: PodIdentity = { associations: [], resources: [] };

interface AddonSpec {
  readonly version: string;
  readonly configuration: JsonValue;
  readonly dependsOn: readonly pulumi.Resource[];
  readonly identity: PodIdentity;
}

export function createAddon(
  { parent, name, controlPlane }: ClusterScope,
  addonName: string,
  { version, configuration, dependsOn, identity }: AddonSpec,
): eks.Addon {
  return new eks.Addon(
    `${name}-${addonName}`,
    {
      clusterName: controlPlane.name,
      addonName,
      addonVersion: version,
      configurationValues: renderJson(configuration),
      // The add-on owns its association and takes it along when it goes; a separate one it could never take over:
      // https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
      podIdentityAssociations: identity.associations,
      resolveConflictsOnCreate: "OVERWRITE",
      // CoreDNS replicas belong to its autoscaler; everything else is as written here.
      resolveConflictsOnUpdate: addonName === "coredns" ? "PRESERVE" : "OVERWRITE",
    },
    {
      parent,
      // Shorter than AWS's 20 and 40 minutes: a degraded add-on does not heal by waiting.
      customTimeouts: { create: "10m", update: "15m", delete: "10m" },
      dependsOn: [...dependsOn, ...identity.resources],
    },
  );
}

/** @param key of the role, which is the add-on's name where one service account is all it has */
export function managedIdentity(
  { parent, name }: ClusterScope,
  key: string,
  serviceAccount: string,
  managedPolicy: string,
): PodIdentity {
  const role = createServiceRole(parent, `${name}-${key}-role`, {
    trustPolicy: podIdentityTrustPolicy(),
    managedPolicies: [managedPolicy],
  });
  return identityOf(serviceAccount, role);
}

export function identityWithPolicy(
  { parent, name }: ClusterScope,
  key: string,
  serviceAccount: string,
  policy: string,
): PodIdentity {
  return identityOf(serviceAccount, createPodRole(parent, `${name}-${key}`, policy));
}

function identityOf(serviceAccount: string, { arn, resources }: ServiceRole): PodIdentity {
  return { associations: [{ serviceAccount, roleArn: arn }], resources };
}
