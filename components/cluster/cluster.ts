import type * as eks from "@pulumi/aws/eks";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { karpenterComponentName } from "../../domain/cluster/role-names";
import { createAccess } from "./access/access-entries";
import { type AccessTable, accessTable } from "./access/access-table";
import { createAddonsAfterNodes, createAddonsBeforeNodes } from "./addons/core-addons";
import { createAutoModeAccess, createAutoModeNodes } from "./compute/auto-mode";
import { createAdmissionPolicies } from "./baseline/admission";
import { appConfig } from "./baseline/app-config";
import { type LoadBalancing, NamespaceBaseline } from "./baseline/namespace";
import { createPriorityClasses } from "./baseline/priority-classes";
import { createDefaultSnapshotClass } from "./baseline/snapshot-class";
import { createStorageClasses } from "./baseline/storage-class";
import type { ClusterArgs } from "./cluster-args";
import { nodeDnsBlock } from "./compute/cluster-dns";
import { createControlPlane, tagClusterSecurityGroup } from "./control-plane/control-plane";
import { ExternalSecrets } from "./controllers/external-secrets";
import { LoadBalancerController } from "./controllers/load-balancer-controller";
import { Diagnostics } from "./diagnostics/diagnostics";
import { createFargateProfiles } from "./compute/fargate";
import { Karpenter } from "./karpenter/karpenter";
import { renderKubeconfig } from "./control-plane/kubeconfig";
import { createKubernetesProvider } from "./control-plane/kubernetes-provider";
import { createNodeGroups, refuseUnknownSizes, refuseZonesWithoutSubnet } from "./compute/node-groups";
import { createOidcProvider } from "./control-plane/oidc-provider";
import { addonsByNodes, createOptionalAddons } from "./addons/optional-addons";
import { createPodIdentities } from "./access/pod-identities";
import { SampleWorkload } from "./sample-workload/sample-workload";
import type { ClusterScope } from "./scope";
import { sole } from "./sole";

/**
 * An EKS cluster that is ready for workloads, in the order in which its parts need each other:
 *
 * 1. control plane, with its log group, role and key; tags on the security group that EKS makes for it
 * 2. access entries for IAM principals
 * 3. the add-ons without which no node becomes Ready; managed node groups; the add-ons that run on them
 * 4. a Kubernetes provider, and through it classes of storage and priority, admission policies, the controllers that were
 *    asked for, Fargate profiles, and a baseline for each namespace
 * 5. the sample workload, and what saves the logs of failing pods, if asked for
 *
 * With Auto Mode, EKS runs what stands under 3 by itself, and nodes are one of its pools.
 *
 * It leaves alone what it does not make: `kube-system`, the `default` namespace, and all other workloads.
 * Control plane $73 a month, $438 in extended support; nodes, volumes and logs come on top.
 *
 * https://docs.aws.amazon.com/eks/latest/best-practices/introduction.html
 */
export class Cluster extends pulumi.ComponentResource {
  public readonly clusterName: pulumi.Output<string>;
  public readonly clusterArn: pulumi.Output<string>;
  /** URL of the API server. */
  public readonly endpoint: pulumi.Output<string>;
  /** URL of the cluster's OpenID Connect issuer; unique to this very cluster. */
  public readonly oidcIssuer: pulumi.Output<string>;
  /** The group that EKS made, in which control plane and nodes reach each other. */
  public readonly clusterSecurityGroupId: pulumi.Output<string>;
  public readonly nodeRoleArn: pulumi.Output<string>;
  /** Who may do what in the cluster. */
  public readonly access: AccessTable;
  /** Holds no secret: it asks the AWS CLI for a token when used. */
  public readonly kubeconfig: pulumi.Output<string>;
  /**
   * For further Kubernetes objects; ready when the API lets this program in and DNS answers. A handle for this program,
   * not an output of the stack.
   */
  public readonly kubernetesProvider: Provider;

  constructor(name: string, args: ClusterArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:cluster:Cluster", name, {}, opts);
    refuseZonesWithoutSubnet(args);
    refuseUnknownSizes(args);
    const diagnosticsBucket = bucketOfDiagnostics(args);

    const controlPlane = createControlPlane(this, name, args);
    const scope: ClusterScope = { parent: this, name, args, controlPlane };
    tagClusterSecurityGroup(scope);
    const access = createAccess(scope);
    const addonsBeforeNodes = createAddonsBeforeNodes(scope);
    const nodes = createNodeGroups(scope, addonsBeforeNodes);
    const { onNodeGroups, onKarpenter } = addonsByNodes(args);
    const optionalAddons = createOptionalAddons(scope, onNodeGroups, nodes.groups);
    const snapshotController = optionalAddons["snapshot-controller"];
    const snapshots = snapshotController === undefined ? [] : [snapshotController];
    const addons = createAddonsAfterNodes(scope, nodes.groups, snapshots);
    const podIdentities = createPodIdentities(scope);

    this.clusterName = controlPlane.name;
    this.clusterArn = controlPlane.arn;
    this.endpoint = controlPlane.endpoint;
    this.oidcIssuer = oidcIssuer(controlPlane);
    createOidcProvider(scope, this.oidcIssuer);
    this.clusterSecurityGroupId = controlPlane.vpcConfig.clusterSecurityGroupId;
    this.nodeRoleArn = nodes.roleArn;
    this.access = accessTable(args);
    this.kubeconfig = kubeconfig(controlPlane, args.region);
    this.kubernetesProvider = createKubernetesProvider(scope, {
      kubeconfig: this.kubeconfig,
      oidcIssuer: this.oidcIssuer,
      dependsOn: [...access, addons.coredns, ...createAutoModeAccess(scope, nodes)],
    });

    createStorageClasses(scope, this.kubernetesProvider, addons.ebsCsiDriver);
    if (snapshots.length > 0) {
      createDefaultSnapshotClass(scope, this.kubernetesProvider, [...snapshots, addons.ebsCsiDriver]);
    }
    const priorities = createPriorityClasses(scope, this.kubernetesProvider);
    const admission = createAdmissionPolicies(scope, this.kubernetesProvider);
    const autoMode = createAutoModeNodes(scope, this.kubernetesProvider, nodes);
    const fargateProfiles = createFargateProfiles(scope, autoMode);
    const controllers = this.createControllers(scope, [...addons.all, ...Object.values(optionalAddons), ...autoMode]);
    const karpenter = this.createKarpenter(scope, controllers);
    createOptionalAddons(scope, onKarpenter, karpenter);
    const namespaces = this.createNamespaces(scope, [
      ...fargateProfiles,
      ...controllers,
      ...karpenter,
      ...autoMode,
      ...podIdentities,
    ]);
    this.createSampleWorkload(name, args, [...admission, ...namespaces]);
    this.createDiagnostics(scope, diagnosticsBucket, [...priorities, ...namespaces]);

    this.registerOutputs({
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      endpoint: this.endpoint,
      oidcIssuer: this.oidcIssuer,
      clusterSecurityGroupId: this.clusterSecurityGroupId,
      nodeRoleArn: this.nodeRoleArn,
      access: this.access,
      kubeconfig: this.kubeconfig,
    });
  }

  /**
   * One after the other, since the load balancer controller has a say in every Service that is made.
   *
   * @param addons which bring Services of their own
   */
  private createControllers(
    { name, args, controlPlane }: ClusterScope,
    addons: readonly pulumi.Resource[],
  ): readonly pulumi.Resource[] {
    const { clusterName, region, accountId, ipFamily, tagFanOut } = args;
    const options = { parent: this, providers: [this.kubernetesProvider] };
    const loadBalancers =
      args.loadBalancerController === undefined
        ? []
        : [
            new LoadBalancerController(
              `${name}-load-balancers`,
              { ...args.loadBalancerController, region, ipFamily, tags: tagFanOut.tags, controlPlane },
              { ...options, dependsOn: [...addons] },
            ),
          ];
    const secrets =
      args.externalSecrets === undefined
        ? []
        : [
            new ExternalSecrets(
              `${name}-external-secrets`,
              { ...args.externalSecrets, clusterName, region, accountId, controlPlane },
              { ...options, dependsOn: [...addons, ...loadBalancers] },
            ),
          ];
    return [...loadBalancers, ...secrets];
  }

  /** @param controllers of which one has a say in the Service of Karpenter's chart */
  private createKarpenter(
    { name, args, controlPlane }: ClusterScope,
    controllers: readonly pulumi.Resource[],
  ): readonly pulumi.Resource[] {
    if (args.karpenter === undefined) return [];
    const { clusterName, region, accountId, ipFamily, zonalShift, tagFanOut, network } = args;
    const { privateSubnetIds: subnetIds } = network;
    const placement = { clusterName, region, accountId, ipFamily, zonalShift, tags: tagFanOut.tags, subnetIds };
    const karpenter = new Karpenter(
      karpenterComponentName(name),
      { ...args.karpenter, ...placement, controlPlane },
      { parent: this, providers: [this.kubernetesProvider], dependsOn: [...controllers] },
    );
    return [karpenter];
  }

  /**
   * Protected like the cluster: a destroy without a preview takes what depends on a protected resource before it is
   * refused, here the namespaces with their volumes. Being last, they also hold back what they depend on: the nodes.
   *
   * @param needs what their pods run on and what their objects ask for: a pod that is there before its Fargate profile
   * waits for a node for ever, Karpenter drains its nodes without a hitch when what runs on them has gone before, and
   * load balancers go with their Ingresses only while their controller is there
   */
  private createNamespaces(scope: ClusterScope, needs: readonly pulumi.Resource[]): NamespaceBaseline[] {
    const { args } = scope;
    const shared = { appConfig: appConfig(args), readinessGates: loadBalancing(args), nodeDns: nodeDnsBlock(scope) };
    return Object.entries(args.namespaces).map(
      ([namespace, baseline]) =>
        new NamespaceBaseline(
          `${scope.name}-namespace-${namespace}`,
          { ...baseline, namespace, ...shared },
          {
            parent: this,
            providers: [this.kubernetesProvider],
            protect: args.deletionProtection,
            dependsOn: [...needs],
          },
        ),
    );
  }

  private createSampleWorkload(name: string, args: ClusterArgs, baseline: readonly pulumi.Resource[]): void {
    if (args.sampleWorkload === undefined) return;
    new SampleWorkload(
      `${name}-sample`,
      { ...args.sampleWorkload, network: args.network, ipFamily: args.ipFamily },
      { parent: this, providers: [this.kubernetesProvider], dependsOn: [...baseline] },
    );
  }

  private createDiagnostics(
    scope: ClusterScope,
    bucketName: pulumi.Input<string> | undefined,
    needs: readonly pulumi.Resource[],
  ): void {
    const { name, args, controlPlane } = scope;
    const { diagnostics, region, accountId, ipFamily } = args;
    if (diagnostics === undefined || bucketName === undefined) return;
    const placement = { region, accountId, ipFamily, controlPlane, nodeDns: nodeDnsBlock(scope) };
    new Diagnostics(
      `${name}-diagnostics`,
      { ...diagnostics, ...placement, bucketName, appConfig: appConfig(args) },
      { parent: this, providers: [this.kubernetesProvider], dependsOn: [...needs] },
    );
  }
}

function bucketOfDiagnostics({ diagnostics, storage }: ClusterArgs): pulumi.Input<string> | undefined {
  if (diagnostics === undefined) return undefined;
  const bucketName = storage.bucketNames[diagnostics.bucket];
  if (bucketName === undefined) {
    throw new Error(`diagnostics.bucket: there is no bucket "${diagnostics.bucket}" for the logs of failing pods`);
  }
  return bucketName;
}

function loadBalancing({ autoMode, loadBalancerController }: ClusterArgs): LoadBalancing | undefined {
  if (autoMode !== undefined) return "auto-mode";
  return loadBalancerController === undefined ? undefined : "controller";
}

function oidcIssuer(controlPlane: eks.Cluster): pulumi.Output<string> {
  return controlPlane.identities.apply(
    (identities) => sole(sole(identities, "cluster identities").oidcs, "OIDC identities").issuer,
  );
}

function kubeconfig(controlPlane: eks.Cluster, region: string): pulumi.Output<string> {
  return pulumi
    .all([controlPlane.name, controlPlane.endpoint, controlPlane.certificateAuthority.data])
    .apply(([clusterName, endpoint, certificateAuthorityData]) =>
      renderKubeconfig({ clusterName, region, endpoint, certificateAuthorityData }),
    );
}
