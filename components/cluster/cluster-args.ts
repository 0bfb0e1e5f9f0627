import type * as pulumi from "@pulumi/pulumi";

import type { TagFanOut } from "../../domain/tags/tags";
import type { AccessArgs, AccessRoleArgs, PodIdentityArgs } from "./access/access-args";
import type { AppConfigFacts } from "./baseline/app-config";
import type { AdmissionArgs, NamespaceArgs } from "./baseline/baseline-args";
import type { AutoModeArgs, FargateProfileArgs, NodeGroupArgs } from "./compute/compute-args";
import type { ExistingNodeGroups } from "./compute/existing-node-groups";
import type { DiagnosticsArgs } from "./diagnostics/diagnostics-args";
import type { IpFamily } from "./control-plane/ip-family";
import type { KarpenterArgs } from "./karpenter/karpenter-args";
import type { CoreAddonsArgs, ExtraAddonArgs, OptionalAddonsArgs } from "./addons/addons-args";
import type { SampleWorkloadArgs } from "./sample-workload/sample-workload-args";

/** Control plane log types: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
export type LogType = "api" | "audit" | "authenticator" | "controllerManager" | "scheduler";

/** A controller that is installed by a Helm chart. */
export interface ChartArgs {
  /** Helm chart version. */
  readonly version: string;
  /** Helm values, merged over those of the platform. Default: none. */
  readonly values?: Readonly<Record<string, unknown>>;
}

export interface LoadBalancersArgs extends ChartArgs {
  /** Whether the controller asks neither AWS WAF nor Shield, for a VPC that does not lead to them. */
  readonly isolatedVpc: boolean;
}

/** A network, as far as a cluster knows it. */
export interface ClusterNetwork {
  /**
   * `control-plane`: two or more zones, 6 free addresses each; read at creation only, since the control plane never changes
   * its zones. Load balancers stand in the others: `public` for the internet, `private` for the network.
   */
  readonly subnetIds: Readonly<Record<"control-plane" | "private" | "public", pulumi.Input<string>[]>>;
  /** Blocks that those subnets lie in: of whatever stands in them. */
  readonly subnetCidrs: Readonly<Record<"private" | "public", readonly pulumi.Input<string>[]>>;
  /** Private subnets by zone letter: each node group takes those of its zones. */
  readonly privateSubnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** What nodes need to reach the internet and AWS, so that it exists before them and outlives them. */
  readonly privateEgress: readonly pulumi.Resource[];
}

export interface ClusterArgs {
  /** Name at AWS, and of the control plane's log group. A change is a new cluster. */
  readonly clusterName: string;
  readonly accountId: string;
  readonly region: string;
  /** Kubernetes minor, e.g. `1.35`. EKS raises it one minor at a time and nodes follow; it never goes back. */
  readonly version: string;
  /** Kubernetes minor of the nodes: that of the control plane, or one behind. A change rolls them. */
  readonly nodeVersion: string;
  /** STANDARD: EKS upgrades by force when standard support ends. EXTENDED: it costs $0.60 instead of $0.10 an hour from then on. */
  readonly supportType: "STANDARD" | "EXTENDED";
  /** Where the API server listens. `publicCidrs` says from where, and counts only with `public`. */
  readonly endpoint: { readonly private: boolean; readonly public: boolean; readonly publicCidrs: readonly string[] };
  /** Whose addresses pods and Services have. A change is a new cluster. */
  readonly ipFamily: IpFamily;
  /** IPv4 range of Services, outside the VPC's; EKS chooses it with IPv6. A change is a new cluster. */
  readonly serviceCidr?: string;
  /** CloudWatch takes $0.50 per GB: a busy audit log can cost more than the control plane. */
  readonly logTypes: readonly LogType[];
  /** Days. */
  readonly logRetentionDays: number;
  /** INFREQUENT_ACCESS takes $0.25 per GB, and no metric filters. A change replaces the log group with all logs. */
  readonly logClass: "STANDARD" | "INFREQUENT_ACCESS";
  /** Whether the log group outlives the stack. */
  readonly retainLogs: boolean;
  /** customer-managed: a key of our own, $1 a month. It can be added later; taking it away is a new cluster. */
  readonly secretsEncryption: "aws-owned" | "customer-managed";
  /** Days (7 to 30) in which a deletion of that key can still be cancelled. */
  readonly keyDeletionWindowDays: number;
  /** Whether EKS and Pulumi refuse to delete the cluster, its log group and key, and its namespaces with all they hold. */
  readonly deletionProtection: boolean;
  /** Whether the platform's backup plan copies its objects and the volumes of claims, at the price of their GB. */
  readonly backup: boolean;
  /** Capacity that the control plane always has; without one, EKS follows the load. */
  readonly controlPlaneTier?: "standard" | "tier-xl" | "tier-2xl" | "tier-4xl" | "tier-8xl";
  /** Lets ARC move traffic away from an impaired zone; free. */
  readonly zonalShift: boolean;
  readonly addons: CoreAddonsArgs;
  /** With it, EKS runs the nodes, at 12 % on the price of each instance. Added or removed later, it leaves pods behind. */
  readonly autoMode?: AutoModeArgs;
  readonly optionalAddons: OptionalAddonsArgs;
  /** EKS add-ons outside the catalog, by name. */
  readonly extraAddons: Readonly<Record<string, ExtraAddonArgs>>;
  /** Load balancers for Ingresses and Services, $16 a month and more each. */
  readonly loadBalancerController?: LoadBalancersArgs;
  /** Kubernetes secrets out of AWS Secrets Manager. */
  readonly externalSecrets?: ChartArgs;
  /** Keyed by name; a renamed group is a new group. */
  readonly nodeGroups: Readonly<Record<string, NodeGroupArgs>>;
  /** Those of them that exist, as Pulumi has them in its state and with the size that they have now. */
  readonly existingNodeGroups: ExistingNodeGroups;
  /** Keyed by name. Pods there are paid by their own CPU and memory. */
  readonly fargateProfiles: Readonly<Record<string, FargateProfileArgs>>;
  /** Nodes by need, beside the node groups, on which the controller itself runs. Without it there are only those. */
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
  readonly namespaces: Readonly<Record<string, NamespaceArgs>>;
  /** What the API server refuses in those namespaces, beyond Pod Security. */
  readonly admission: AdmissionArgs;
  /** Where the last log lines of failing pods go. Without it they go with their pods. */
  readonly diagnostics?: DiagnosticsArgs;
  /** A web server that shows how a workload runs here. Without it there is none. */
  readonly sampleWorkload?: SampleWorkloadArgs;
  /** Environment of the stack, for workloads to read. */
  readonly environment: string;
  /** Buckets and registries, for workloads to read; one of the buckets takes the logs of failing pods. */
  readonly storage: AppConfigFacts["storage"];
  /** For what the provider's default tags do not reach. A changed tag value rolls the nodes: it is part of their launch template. */
  readonly tagFanOut: TagFanOut;
  /** Where all of it stands. */
  readonly network: ClusterNetwork;
}
