import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";

import { podIdentityTrustPolicy } from "../shared/iam-policy";
import { renderJson } from "../shared/json";
import { addonConfiguration } from "./addon-configuration";
import type { AddonName } from "./cluster-args";
import type { ClusterScope } from "./scope";
import { createServiceRole } from "./service-role";

/** An add-on's own rights at AWS, taken on by its service account through EKS Pod Identity. */
interface PodIdentity {
  readonly associations: { readonly serviceAccount: string; readonly roleArn: pulumi.Output<string> }[];
  readonly resources: readonly pulumi.Resource[];
}

const NO_IDENTITY: PodIdentity = { associations: [], resources: [] };

/**
 * What a node needs to become Ready. Without nodes the add-ons are DaemonSets of size zero and turn ACTIVE at once.
 *
 * The CNI has its rights from Pod Identity rather than from the node role, which every pod on the host network could
 * borrow. That is no deadlock: the agent runs on the host network, needs no pod address, and may exchange tokens by the
 * node role's AmazonEKSWorkerNodePolicy; the association exists before the first CNI pod, so that pod is born with its credentials' address.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html
 *
 * As dependencies of the node groups they also outlive them: a CNI that goes first leaves interfaces behind, which
 * then hold subnets and security group.
 */
export function createAddonsBeforeNodes(scope: ClusterScope): readonly pulumi.Resource[] {
  const agent = createAddon(scope, "eks-pod-identity-agent", []);
  return [
    agent,
    createAddon(scope, "kube-proxy", []),
    createAddon(scope, "vpc-cni", [agent], createPodIdentity(scope, "vpc-cni", "aws-node", "AmazonEKS_CNI_Policy")),
  ];
}

/** What needs nodes to run on: without them these add-ons stay DEGRADED until their timeout. */
export function createAddonsAfterNodes(
  scope: ClusterScope,
  nodeGroups: readonly pulumi.Resource[],
): { readonly coredns: pulumi.Resource; readonly ebsCsiDriver: pulumi.Resource } {
  const ebsIdentity = createPodIdentity(
    scope,
    "aws-ebs-csi-driver",
    "ebs-csi-controller-sa",
    "service-role/AmazonEBSCSIDriverPolicy",
  );
  createAddon(scope, "metrics-server", nodeGroups);
  // Finds what the kubelet alone does not report (kernel, storage, network), for the groups that repair by it:
  // https://docs.aws.amazon.com/eks/latest/userguide/node-health.html
  if (Object.values(scope.args.nodeGroups).some(({ autoRepair }) => autoRepair)) {
    createAddon(scope, "eks-node-monitoring-agent", nodeGroups);
  }
  return {
    coredns: createAddon(scope, "coredns", nodeGroups),
    ebsCsiDriver: createAddon(scope, "aws-ebs-csi-driver", nodeGroups, ebsIdentity),
  };
}

function createPodIdentity(
  { parent, name }: ClusterScope,
  addonName: AddonName,
  serviceAccount: string,
  managedPolicy: string,
): PodIdentity {
  const role = createServiceRole(parent, `${name}-${addonName}-role`, {
    trustPolicy: podIdentityTrustPolicy(),
    managedPolicies: [managedPolicy],
  });
  return { associations: [{ serviceAccount, roleArn: role.arn }], resources: role.resources };
}

function createAddon(
  { parent, name, args, controlPlane }: ClusterScope,
  addonName: AddonName,
  dependsOn: readonly pulumi.Resource[],
  identity = NO_IDENTITY,
): eks.Addon {
  return new eks.Addon(
    `${name}-${addonName}`,
    {
      clusterName: controlPlane.name,
      addonName,
      addonVersion: args.addons[addonName].version,
      configurationValues: renderJson(addonConfiguration(args.region, args.tagFanOut)[addonName]),
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
