import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";

import { nodeRoleName } from "../../../domain/cluster/role-names";
import type { Tags } from "../../../domain/tags/tags";
import { createHelmController } from "../controllers/helm-controller";
import { type IpFamily, nodeRequirements } from "../control-plane/ip-family";
import { createNodeRole } from "../compute/node-role";
import { controllerPolicy } from "./controller-policy";
import { createInterruptions, type Interruptions } from "./interruptions";
import type { KarpenterArgs } from "./karpenter-args";
import { nodeClassSpec } from "./node-class";
import { nodePoolSpec } from "./node-pool";

const CHARTS = "oci://public.ecr.aws/karpenter";

/** API Priority and Fairness prefers requests from this namespace: https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/ */
const NAMESPACE = "kube-system";

export interface KarpenterComponentArgs extends KarpenterArgs {
  readonly clusterName: string;
  readonly region: string;
  readonly accountId: string;
  readonly ipFamily: IpFamily;
  /** Whether Karpenter launches no nodes in a zone from which traffic is shifted away. */
  readonly zonalShift: boolean;
  readonly tags: Tags;
  readonly controlPlane: eks.Cluster;
  /** Private subnets by zone letter. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Karpenter, which launches nodes for pending pods and removes nodes that are no longer needed. It creates, in this order:
 *
 * 1. the role, instance profile and access entry of the nodes; the queue for interruptions; the role of the controller
 * 2. the CRDs, in a separate chart: Helm does not upgrade the CRDs of a chart
 * 3. the controller, on the managed node groups, which it does not change
 * 4. an EC2NodeClass and a NodePool for each pool
 *
 * On deletion, the NodePools and all their nodes are deleted first, while the controller can still drain and terminate them.
 * Without the controller, the instances would keep running unmanaged.
 * Karpenter is free. The limits of the pools limit the cost of its nodes.
 */
export class Karpenter extends pulumi.ComponentResource {
  public readonly nodeRoleArn: pulumi.Output<string>;

  constructor(name: string, args: KarpenterComponentArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:Karpenter", name, {}, opts);

    const node = this.createNodeIdentity(name, args);
    const interruptions = createInterruptions(this, name, args);
    const crds = this.createCrds(name, args);
    const controller = this.createController(name, args, node, interruptions, crds);
    this.createNodePools(name, args, node.profileName, controller);

    this.nodeRoleArn = node.roleArn;
    this.registerOutputs({ nodeRoleArn: this.nodeRoleArn });
  }

  /** A separate role: EKS creates and deletes the access entry of the node groups' role itself. */
  private createNodeIdentity(name: string, { controlPlane }: KarpenterComponentArgs): NodeIdentity {
    const role = createNodeRole(this, nodeRoleName(name));
    const profile = new iam.InstanceProfile(`${name}-node-profile`, { role: role.name }, { parent: this });
    const entry = new eks.AccessEntry(
      `${name}-node-access`,
      { clusterName: controlPlane.name, principalArn: role.arn, type: "EC2_LINUX" },
      // EKS accepts one entry per principal.
      { parent: this, deleteBeforeReplace: true },
    );
    return { roleArn: role.arn, profileName: profile.name, resources: [...role.resources, profile, entry] };
  }

  private createCrds(name: string, { version }: KarpenterComponentArgs): Release {
    return new Release(
      `${name}-crds`,
      { name: "karpenter-crd", chart: `${CHARTS}/karpenter-crd`, version, namespace: NAMESPACE, atomic: true },
      { parent: this },
    );
  }

  private createController(
    name: string,
    args: KarpenterComponentArgs,
    node: NodeIdentity,
    { queueName, queueArn, resources }: Interruptions,
    crds: Release,
  ): Release {
    const { clusterName, region, accountId } = args;
    return createHelmController(this, name, "controller", {
      clusterName: args.controlPlane.name,
      namespace: NAMESPACE,
      serviceAccount: "karpenter",
      policy: pulumi
        .all([node.roleArn, queueArn])
        .apply(([nodeRoleArn, queue]) =>
          controllerPolicy({ clusterName, region, accountId, nodeRoleArn, queueArn: queue }),
        ),
      chart: { releaseName: "karpenter", chart: `${CHARTS}/karpenter`, version: args.version, skipCrds: true },
      values: {
        replicas: args.replicas,
        settings: {
          clusterName,
          interruptionQueue: queueName,
          isolatedVPC: args.isolatedVpc,
          enableZonalShift: args.zonalShift,
        },
        controller: {
          image: { repository: args.imageRepository },
          // Set here because pods cannot ask the instance metadata service: hop limit 1.
          env: [{ name: "AWS_REGION", value: region }],
          resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
        },
      },
      overrides: args.values,
      dependsOn: [...resources, ...node.resources, crds],
    });
  }

  private createNodePools(
    name: string,
    { nodePools, ipFamily, tags, subnetIds, controlPlane }: KarpenterComponentArgs,
    instanceProfile: pulumi.Output<string>,
    controller: Release,
  ): void {
    for (const [pool, args] of Object.entries(nodePools)) {
      const nodeClass = new CustomResource(
        `${name}-class-${pool}`,
        {
          apiVersion: "karpenter.k8s.aws/v1",
          kind: "EC2NodeClass",
          metadata: { name: pool, annotations: UNTIL_READY },
          spec: {
            ...nodeClassSpec(args, tags),
            instanceProfile,
            subnetSelectorTerms: args.zones.flatMap((zone) => subnetIds[zone] ?? []).map((id) => ({ id })),
            securityGroupSelectorTerms: [{ id: controlPlane.vpcConfig.clusterSecurityGroupId }],
          },
        },
        { parent: this, dependsOn: [controller] },
      );
      new CustomResource(
        `${name}-pool-${pool}`,
        {
          apiVersion: "karpenter.sh/v1",
          kind: "NodePool",
          metadata: { name: pool, annotations: { ...UNTIL_READY, ...UNTIL_DRAINED } },
          spec: nodePoolSpec(pool, {
            ...args,
            requirements: [...args.requirements, ...nodeRequirements(ipFamily)],
          }),
        },
        // If nodes do not drain within this time, the deletion fails and can be run again.
        { parent: this, dependsOn: [nodeClass, controller], customTimeouts: { delete: "60m" } },
      );
    }
  }
}

/** If Karpenter cannot use the AMI, subnets or profile, the update fails, rather than the first pod that needs a node. */
const UNTIL_READY = { "pulumi.com/waitFor": "condition=Ready" };

/** Kubernetes deletes the pool after its NodeClaims, and each NodeClaim after its instance. */
const UNTIL_DRAINED = { "pulumi.com/deletionPropagationPolicy": "foreground" };

interface NodeIdentity {
  readonly roleArn: pulumi.Output<string>;
  readonly profileName: pulumi.Output<string>;
  readonly resources: readonly pulumi.Resource[];
}
