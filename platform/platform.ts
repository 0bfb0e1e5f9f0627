import type { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { Tier } from "../domain/network/zones-and-tiers";
import type { TagFanOut } from "../domain/tags/tags";
import type { AnyResourceOptions } from "./options";

/**
 * The platform as an extension sees it: outputs of the components, and functions for names and options. A function throws a
 * MissingPartError, which names the key to set, for a part that the stack does not have.
 */
export interface Platform {
  /** Name of the extension: its key below `groundwork:extensions`. */
  readonly extension: string;
  /** `<name>-<environment>`, such as `shop-dev`: the prefix of physical names. */
  readonly name: string;
  /** `dev`, `staging` or `prod`. */
  readonly environment: string;
  /** Region of the stack. */
  readonly region: string;
  /** Account of the stack. */
  readonly accountId: string;
  /** Tags of the platform (`tags.tags`), and the same for places that default tags do not reach. AWS resources get them anyway. */
  readonly tags: TagFanOut;
  /**
   * Whether the stack protects data: `storage.deletionProtection`, and false once `teardown` names the platform. For the option
   * `protect` and arguments such as `deletionProtection`.
   */
  readonly deletionProtection: boolean;
  /** ARN of the topic of the P1 alarms; undefined unless `monitoring.alarms` is set. */
  readonly alarmTopicArn: pulumi.Output<string> | undefined;
  readonly network: NetworkParts;
  readonly storage: StorageParts;
  readonly cluster: ClusterParts;
  /**
   * Options for a resource of any kind: of AWS, of Kubernetes, a component, and a component of another package (awsx). They
   * set the parent, from which the resource gets its provider, the overrides, and the permissions boundary of roles.
   */
  readonly options: (own?: AnyResourceOptions) => AnyResourceOptions & { readonly parent: pulumi.Resource };
  /** Logical name of a resource, unique among extensions: `orders-db`. Pulumi adds random digits for the physical name. */
  readonly logicalName: (part: string) => string;
  /**
   * Physical name with the prefix of the platform: `shop-dev-orders-db`. A hash replaces the end of a name with more than
   * `maxLength` characters. Only for names that other systems know: a replacement cannot be created beside the original.
   */
  readonly physicalName: (part: string, maxLength?: number) => string;
}

export interface NetworkParts {
  readonly vpcId: pulumi.Output<string>;
  readonly vpcCidr: pulumi.Output<string>;
  /** IDs of the subnets of a tier, in the order of the zones. */
  readonly subnetIds: (tier: Tier) => pulumi.Output<string>[];
  /** CIDR blocks of the subnets of a tier; in an existing VPC, the block of the VPC. */
  readonly subnetCidrs: (tier: Tier) => pulumi.Output<string>[];
  /** ID of a security group of `network.securityGroups`. */
  readonly securityGroupId: (key: string) => pulumi.Output<string>;
  /** IDs of the route tables by tier, and by zone where each zone has its own: `public`, `private-a`. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Public addresses of the NAT gateways. */
  readonly natPublicIps: pulumi.Output<string[]>;
  /** For `dependsOn` of resources in private subnets that use the internet: the resources of their route. */
  readonly privateEgress: readonly pulumi.Resource[];
}

export interface StorageParts {
  /** Name of a bucket of `storage.buckets`. */
  readonly bucketName: (key: string) => pulumi.Output<string>;
  /** ARN of a bucket of `storage.buckets`. */
  readonly bucketArn: (key: string) => pulumi.Output<string>;
  /** Name of the bucket for logs that AWS services deliver. */
  readonly logBucketName: pulumi.Output<string>;
  /** URL of a container registry of `storage.registries`, without a tag. */
  readonly registryUrl: (key: string) => pulumi.Output<string>;
  /** ID of a file system of `storage.fileSystems`. */
  readonly fileSystemId: (key: string) => pulumi.Output<string>;
  /** ARN of a secret of `storage.secrets`. */
  readonly secretArn: (key: string) => pulumi.Output<string>;
  /** ARN of the KMS key; undefined unless `storage.encryption` is `customer-managed`. */
  readonly encryptionKeyArn: pulumi.Output<string> | undefined;
}

export interface ClusterParts {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** URL of the API server. */
  readonly endpoint: pulumi.Output<string>;
  /** Security group of nodes and control plane: the source of traffic from pods. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the role of the nodes. */
  readonly nodeRoleArn: pulumi.Output<string>;
  /** URL of the OpenID Connect issuer. */
  readonly oidcIssuer: pulumi.Output<string>;
  /** ARN of the IAM identity provider for IRSA; undefined unless `cluster.oidcProvider` is true. */
  readonly oidcProviderArn: pulumi.Output<string> | undefined;
  /** Provider of the Kubernetes objects. `options()` passes it on already. */
  readonly kubernetesProvider: KubernetesProvider;
  /** Name of a namespace of `cluster.namespaces`, once it exists. */
  readonly namespace: (name: string) => pulumi.Output<string>;
  /** Trust policy of a role for the pods of one service account, which a Pod Identity association gives to them. */
  readonly podTrustPolicy: (pods: { readonly namespace: string; readonly serviceAccount: string }) => string;
  /** For `dependsOn` of pods: the cluster with nodes, add-ons, controllers and namespaces. */
  readonly ready: readonly pulumi.Resource[];
}
