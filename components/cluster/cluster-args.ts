import type * as pulumi from "@pulumi/pulumi";

import type { LogClass } from "../../domain/monitoring/log-groups";
import type { TagFanOut } from "../../domain/tags/tags";
import type { AccessArgs, AccessRoleArgs, PodIdentityArgs } from "./access/access-args";
import type { AppConfigFacts } from "./baseline/app-config";
import type { AdmissionArgs, NamespaceArgs } from "./baseline/baseline-args";
import type { AutoModeArgs, FargateProfileArgs, NodeGroupArgs, OffHoursArgs } from "./compute/compute-args";
import type { ExistingNodeGroups } from "./compute/existing-node-groups";
import type { DiagnosticsArgs } from "./diagnostics/diagnostics-args";
import type { IpFamily } from "./control-plane/ip-family";
import type { HostedZoneArgs } from "./hosted-zones/hosted-zones";
import type { KarpenterArgs } from "./karpenter/karpenter-args";
import type { CoreAddonsArgs, ExtraAddonArgs, OptionalAddonsArgs } from "./addons/addons-args";
import type { SampleWorkloadArgs } from "./sample-workload/sample-workload-args";
import type { WebAclArgs } from "./web-acl/web-acl";

/** Control plane log types: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
type LogType = "api" | "audit" | "authenticator" | "controllerManager" | "scheduler";

/** What can be unprotected alone. */
interface ProtectedArgs {
  /** False: Pulumi may delete it. Omitted: as the cluster. */
  readonly deletionProtection?: false | undefined;
}

/** A controller that is installed by a Helm chart. */
export interface ChartArgs {
  /** Helm chart version. */
  readonly version: string;
  /** Helm values, merged over those of the platform. Default: none. */
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface ClusterStoreArgs {
  /** Name of the ClusterSecretStore. A change replaces it; every ExternalSecret that names the old one fails. */
  readonly name: string;
  /** Namespaces whose ExternalSecrets may use the store. */
  readonly namespaces: readonly string[];
}

export interface SecretsArgs extends ChartArgs {
  /** A store of Secrets Manager that several namespaces share. Omitted: workloads bring their own stores. */
  readonly clusterStore?: ClusterStoreArgs;
}

export interface KedaArgs extends ChartArgs {
  /** Names of queues whose length it can read, with `*` for any characters. Omitted: those with the prefix of the cluster. */
  readonly queues?: readonly string[];
  /** Whether it can read every CloudWatch metric of the account in the Region, at $0.01 per 1,000 metrics. */
  readonly cloudWatchMetrics: boolean;
}

export interface LoadBalancersArgs extends ChartArgs {
  /** Whether the controller makes no calls to AWS WAF and Shield, for a VPC without a route to them. */
  readonly isolatedVpc: boolean;
}

/** The parts of a network that a cluster uses. */
export interface ClusterNetwork {
  /**
   * `control-plane`: in two or more zones, with 6 free addresses each; read at creation only, because the zones of a control
   * plane cannot change. Load balancers use the others: `public` from the internet, `private` from the network.
   */
  readonly subnetIds: Readonly<Record<"control-plane" | "private" | "public", pulumi.Input<string>[]>>;
  /** CIDR blocks of those subnets, which contain the addresses of load balancers and pods. */
  readonly subnetCidrs: Readonly<Record<"private" | "public", readonly pulumi.Input<string>[]>>;
  /** Private subnets by zone letter. Each node group uses those of its zones. */
  readonly privateSubnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Resources with which nodes reach the internet and AWS, created before nodes and deleted after them. */
  readonly privateEgress: readonly pulumi.Resource[];
}

export interface ClusterArgs {
  /** Name of the cluster, which is part of the name of its log group. A change replaces the cluster. */
  readonly clusterName: string;
  readonly accountId: string;
  readonly region: string;
  /** Kubernetes minor version, such as `1.35`. EKS upgrades one minor version at a time, and cannot go back. */
  readonly version: string;
  /** Kubernetes minor version of nodes: that of the control plane, or one less. A change replaces them gradually. */
  readonly nodeVersion: string;
  /** STANDARD: EKS upgrades the cluster when standard support ends. EXTENDED: it costs $0.60 instead of $0.10 per hour then. */
  readonly supportType: "STANDARD" | "EXTENDED";
  /** Endpoints of the API server. `publicCidrs` limits the public endpoint. */
  readonly endpoint: { readonly private: boolean; readonly public: boolean; readonly publicCidrs: readonly string[] };
  /** IP family of pods and Services. A change replaces the cluster. */
  readonly ipFamily: IpFamily;
  /** IPv4 block of Services, outside the VPC. Undefined: EKS chooses, as with IPv6. A change replaces the cluster. */
  readonly serviceCidr?: string;
  /** CloudWatch Logs costs $0.50 per GB. The audit log of a busy cluster can cost more than the control plane. */
  readonly logTypes: readonly LogType[];
  /** Retention of control plane logs, in days. */
  readonly logRetentionDays: number;
  /** INFREQUENT_ACCESS costs $0.25 per GB, and supports no metric filters. A change replaces the log group and deletes its logs. */
  readonly logClass: "STANDARD" | "INFREQUENT_ACCESS";
  /** Log groups of Container Insights. INFREQUENT_ACCESS does not apply to the one with metrics. A change of the class replaces them. */
  readonly containerLogs: { readonly retentionDays: number; readonly logClass?: LogClass | undefined };
  /** Whether the log group outlives the stack. */
  readonly retainLogs: boolean;
  /** customer-managed: a key of our own, $1 a month. It can be added later; taking it away is a new cluster. */
  readonly secretsEncryption: "aws-owned" | "customer-managed";
  /** Days (7 to 30) in which the deletion of that key can be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** Whether EKS and Pulumi refuse to delete the cluster, its log group, its key and its namespaces. */
  readonly deletionProtection: boolean;
  /** Whether the backup plan includes its Kubernetes objects and the volumes of claims, at the price per GB. */
  readonly backup: boolean;
  /** Minimum capacity of the control plane. Undefined: EKS scales with the load. */
  readonly controlPlaneTier?: "standard" | "tier-xl" | "tier-2xl" | "tier-4xl" | "tier-8xl";
  /** Whether ARC can move traffic away from an impaired zone. Free. */
  readonly zonalShift: boolean;
  readonly addons: CoreAddonsArgs;
  /** With it, EKS runs the nodes, at 12 % on the price of each instance. Added or removed later, it leaves pods behind. */
  readonly autoMode?: AutoModeArgs;
  readonly optionalAddons: OptionalAddonsArgs;
  /** EKS add-ons outside the catalog, by name. */
  readonly extraAddons: Readonly<Record<string, ExtraAddonArgs>>;
  /** Load balancers for Ingresses and Services, $16 a month and more each. */
  readonly loadBalancerController?: LoadBalancersArgs;
  /** Public hosted zones and their certificates, by a name of choice. Renaming one replaces it. $0.50 a month each. */
  readonly hostedZones: Readonly<Record<string, HostedZoneArgs>>;
  /** Web ACL of AWS WAF that Ingresses can use. Undefined: none. */
  readonly webAcl?: WebAclArgs;
  /** Controller that copies secrets of AWS Secrets Manager to Kubernetes. */
  readonly externalSecrets?: SecretsArgs;
  /** Autoscaler by queues and other events. */
  readonly keda?: KedaArgs;
  /** Keyed by name. Renaming a group replaces it. */
  /** Omitted: nodes run all the time. */
  readonly offHours?: OffHoursArgs;
  readonly nodeGroups: Readonly<Record<string, NodeGroupArgs>>;
  /** Existing node groups, with the properties in Pulumi's state and their current size. */
  readonly existingNodeGroups: ExistingNodeGroups;
  /** Keyed by name. AWS charges for the CPU and memory of each pod. */
  readonly fargateProfiles: Readonly<Record<string, FargateProfileArgs>>;
  /** Karpenter, whose controller runs on the node groups. Undefined: not installed. */
  readonly karpenter?: KarpenterArgs;
  /** Principals with access to the Kubernetes API. No others have access, not even the creator of the cluster. */
  readonly access: Readonly<Record<string, AccessArgs>>;
  /** Keyed by the suffix of the role's name, after the name of the cluster. Renaming a role replaces it. */
  readonly accessRoles: Readonly<Record<string, AccessRoleArgs>>;
  /** Keyed by name. Renaming one replaces it. */
  readonly podIdentities: Readonly<Record<string, PodIdentityArgs>>;
  /** Whether IAM roles can trust service accounts by OpenID Connect, for charts that do not support Pod Identity. */
  readonly oidcProvider: boolean;
  /** Keyed by the namespace's name. */
  readonly namespaces: Readonly<Record<string, NamespaceArgs & ProtectedArgs>>;
  /** Admission policies for those namespaces, in addition to Pod Security. */
  readonly admission: AdmissionArgs;
  /** Destination of the last log lines of failing pods. Undefined: the lines are not kept. */
  readonly diagnostics?: DiagnosticsArgs;
  /** A web server as an example of a workload. Undefined: not deployed. */
  readonly sampleWorkload?: SampleWorkloadArgs;
  /** Environment of the stack, which workloads can read. */
  readonly environment: string;
  /** Buckets and registries, whose names workloads can read. One of the buckets stores the logs of failing pods. */
  readonly storage: AppConfigFacts["storage"];
  /** Tags of resources without default tags. A changed value replaces nodes, because it is part of their launch template. */
  readonly tagFanOut: TagFanOut;
  /** Subnets of the cluster, and resources that nodes need. */
  readonly network: ClusterNetwork;
}
