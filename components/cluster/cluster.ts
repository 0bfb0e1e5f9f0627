import type * as eks from "@pulumi/aws/eks";
import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import { certificateZone } from "../../domain/cluster/hosted-zones";
import { karpenterComponentName } from "../../domain/cluster/role-names";
import { createAccess } from "./access/access-entries";
import { type AccessTable, accessTable } from "./access/access-table";
import { createAddonsAfterNodes, createAddonsBeforeNodes } from "./addons/core-addons";
import { createAutoModeAccess, createAutoModeNodes } from "./compute/auto-mode";
import { createAdmissionPolicies } from "./baseline/admission";
import { appConfig } from "./baseline/app-config";
import { createNamespaces } from "./baseline/namespaces";
import { createPriorityClasses } from "./baseline/priority-classes";
import { createDefaultSnapshotClass } from "./baseline/snapshot-class";
import { createStorageClasses } from "./baseline/storage-class";
import type { ClusterArgs } from "./cluster-args";
import { nodeDnsBlock } from "./compute/cluster-dns";
import { createControlPlane, tagClusterSecurityGroup } from "./control-plane/control-plane";
import { createControllers, installedControllers } from "./controllers/controllers";
import { Diagnostics } from "./diagnostics/diagnostics";
import { createFargateProfiles } from "./compute/fargate";
import { createHostedZones, type HostedZone } from "./hosted-zones/hosted-zones";
import { Karpenter } from "./karpenter/karpenter";
import { renderKubeconfig } from "./control-plane/kubeconfig";
import { createKubernetesProvider } from "./control-plane/kubernetes-provider";
import { createOffHours } from "./compute/off-hours";
import { createNodeGroups, refuseUnknownSizes, refuseZonesWithoutSubnet } from "./compute/node-groups";
import { createOidcProvider } from "./control-plane/oidc-provider";
import { addonsByNodes, createOptionalAddons } from "./addons/optional-addons";
import { createPodIdentities } from "./access/pod-identities";
import { createPreviewAccess } from "./access/preview-access";
import { SampleWorkload } from "./sample-workload/sample-workload";
import type { ClusterScope } from "./scope";
import { sole } from "./sole";
import { createWebAcl } from "./web-acl/web-acl";

/**
 * An EKS cluster that is ready for workloads. It creates, in this order:
 *
 * 1. the control plane, with its log group, role and key, and tags on the security group that EKS creates for it
 * 2. access entries for IAM principals
 * 3. add-ons that nodes need to become Ready; managed node groups; add-ons that run on nodes
 * 4. the Kubernetes provider, and with it storage and priority classes, admission policies, optional controllers, Fargate
 *    profiles, and a baseline for each namespace
 * 5. optionally the sample workload, and the component that saves the logs of failing pods
 *
 * With Auto Mode, EKS manages most of the add-ons of step 3, and a NodePool replaces the node groups.
 *
 * It does not change `kube-system`, the namespace `default`, and other workloads, except for the objects that it creates.
 * The control plane costs $73 per month, $438 in extended support; nodes, volumes and logs are charged additionally.
 *
 * https://docs.aws.amazon.com/eks/latest/best-practices/introduction.html
 */
export class Cluster extends pulumi.ComponentResource {
  public readonly clusterName: pulumi.Output<string>;
  public readonly clusterArn: pulumi.Output<string>;
  /** URL of the API server. */
  public readonly endpoint: pulumi.Output<string>;
  /** URL of the cluster's OpenID Connect issuer, which is unique to this cluster. */
  public readonly oidcIssuer: pulumi.Output<string>;
  /** ARN of the IAM OIDC provider. Undefined unless `oidcProvider` is true. */
  public readonly oidcProviderArn: pulumi.Output<string> | undefined;
  /** KMS key of Kubernetes Secrets. Undefined with `aws-owned` encryption. */
  public readonly secretsKeyArn: pulumi.Output<string> | undefined;
  /** Web ACL of AWS WAF for Ingresses. Undefined without `webAcl`. */
  public readonly webAclArn: pulumi.Output<string> | undefined;
  /** Public hosted zones, by key. */
  public readonly hostedZones: Readonly<Record<string, HostedZone>>;
  /** Security group that EKS creates, in which control plane and nodes reach each other. */
  public readonly clusterSecurityGroupId: pulumi.Output<string>;
  public readonly nodeRoleArn: pulumi.Output<string>;
  /** Names of the namespaces with a baseline, by name. */
  public readonly namespaces: Readonly<Record<string, pulumi.Output<string>>>;
  /** Versions of the software in the cluster that not every cluster has, by name. */
  public readonly controllers: Readonly<Record<string, string>>;
  /** Access to the cluster, by principal. */
  public readonly access: AccessTable;
  /** Contains no secret: it gets a token from the AWS CLI when it is used. */
  public readonly kubeconfig: pulumi.Output<string>;
  /**
   * Provider for further Kubernetes objects, ready once this program has access and DNS works. It is for this program only,
   * and not an output of the stack.
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
    createOffHours(scope, nodes.created);
    this.hostedZones = createHostedZones(this, name, args);
    const { onNodeGroups, onKarpenter } = addonsByNodes(args);
    const optionalAddons = createOptionalAddons(scope, onNodeGroups, nodes.groups, this.hostedZones);
    const snapshotController = optionalAddons["snapshot-controller"];
    const snapshots = snapshotController === undefined ? [] : [snapshotController];
    const addons = createAddonsAfterNodes(scope, nodes.groups, snapshots);
    const podIdentities = createPodIdentities(scope);

    this.clusterName = controlPlane.name;
    this.clusterArn = controlPlane.arn;
    this.endpoint = controlPlane.endpoint;
    this.oidcIssuer = oidcIssuer(controlPlane);
    this.oidcProviderArn = createOidcProvider(scope, this.oidcIssuer);
    this.secretsKeyArn = args.secretsEncryption === "aws-owned" ? undefined : secretsKeyArn(controlPlane);
    this.clusterSecurityGroupId = controlPlane.vpcConfig.clusterSecurityGroupId;
    this.nodeRoleArn = nodes.roleArn;
    this.controllers = installedControllers(args);
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
    createPreviewAccess(scope, this.kubernetesProvider);
    const autoMode = createAutoModeNodes(scope, this.kubernetesProvider, nodes);
    const fargateProfiles = createFargateProfiles(scope, autoMode);
    const controllers = createControllers(scope, this.kubernetesProvider, [
      ...addons.all,
      ...Object.values(optionalAddons),
      ...autoMode,
    ]);
    const karpenter = this.createKarpenter(scope, controllers);
    createOptionalAddons(scope, onKarpenter, karpenter, this.hostedZones);
    const namespaces = createNamespaces(scope, this.kubernetesProvider, [
      ...fargateProfiles,
      ...controllers,
      ...karpenter,
      ...autoMode,
      ...podIdentities,
    ]);
    this.namespaces = Object.fromEntries(namespaces.map(({ key, namespace }) => [key, namespace]));
    this.webAclArn = createWebAcl(this, name, args);
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

  /** @param controllers the webhook of one of them intercepts the Service of Karpenter's chart */
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

  private createSampleWorkload(name: string, args: ClusterArgs, baseline: readonly pulumi.Resource[]): void {
    const { sampleWorkload, network, ipFamily, hostedZones } = args;
    if (sampleWorkload === undefined) return;
    const zone = certificateZone(sampleWorkload.ingress?.host, hostedZones);
    const certificateOfHost = zone === undefined ? undefined : this.hostedZones[zone]?.certificateArn;
    new SampleWorkload(
      `${name}-sample`,
      { ...sampleWorkload, network, ipFamily, webAclArn: this.webAclArn, certificateOfHost },
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

function bucketOfDiagnostics({
  diagnostics,
  storage,
}: Pick<ClusterArgs, "diagnostics" | "storage">): pulumi.Input<string> | undefined {
  if (diagnostics === undefined) return undefined;
  const bucketName = storage.bucketNames[diagnostics.bucket];
  if (bucketName === undefined) {
    throw new Error(`diagnostics.bucket: there is no bucket "${diagnostics.bucket}" for the logs of failing pods`);
  }
  return bucketName;
}

function oidcIssuer(controlPlane: eks.Cluster): pulumi.Output<string> {
  return controlPlane.identities.apply(
    (identities) => sole(sole(identities, "cluster identities").oidcs, "OIDC identities").issuer,
  );
}

function secretsKeyArn({ encryptionConfig }: eks.Cluster): pulumi.Output<string> {
  return encryptionConfig.apply((config) => config?.provider.keyArn ?? "");
}

function kubeconfig(controlPlane: eks.Cluster, region: string): pulumi.Output<string> {
  return pulumi
    .all([controlPlane.name, controlPlane.endpoint, controlPlane.certificateAuthority.data])
    .apply(([clusterName, endpoint, certificateAuthorityData]) =>
      renderKubeconfig({ clusterName, region, endpoint, certificateAuthorityData }),
    );
}
