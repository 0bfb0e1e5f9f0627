import type { MonthlyCost } from "../cost/monthly-cost";
import type { Tier } from "../network/zones-and-tiers";

/** Version of {@link PlatformOutputs}. It increases when an output is renamed, is removed, or changes its type. */
export const OUTPUTS_VERSION = 1;

/**
 * The stack outputs, as another program reads them by `StackReference`. Pulumi omits an output without a value, so an
 * optional output is absent.
 */
export interface PlatformOutputs {
  /** Version of the outputs. It increases when an output is renamed, is removed, or changes its type; new outputs keep it. */
  readonly outputsVersion: number;
  /** Settings that the next update compares its configuration with. For Groundwork only; its keys can change. */
  readonly platformRecord: Readonly<Record<string, string>>;
  /** Fixed monthly cost in US dollars, and the parts of the platform that the price table does not contain. */
  readonly monthlyCost: MonthlyCost;
  /** ID of the VPC. */
  readonly vpcId: string;
  /** Subnet IDs by tier and zone letter, such as `subnetIds.private.a`. A tier without subnets is an empty object. */
  readonly subnetIds: Readonly<Record<Tier, Readonly<Record<string, string>>>>;
  /** CIDR blocks of the subnets by tier, for network policies and security groups. With an existing VPC, its block in each tier. */
  readonly subnetCidrs: Readonly<Record<Tier, readonly string[]>>;
  /** Route table IDs by tier, and by zone letter where each zone has a route table: `public`, `private-a`. Empty with an existing VPC. */
  readonly routeTableIds: Readonly<Record<string, string>>;
  /** Public addresses of the NAT gateways, for the allow lists of other systems. */
  readonly natPublicIps: readonly string[];
  /** IDs of the security groups in `network.securityGroups`, by key. */
  readonly securityGroupIds: Readonly<Record<string, string>>;
  /** Names of the buckets in `storage.buckets`, by key. */
  readonly bucketNames: Readonly<Record<string, string>>;
  /** ARNs of the buckets in `storage.buckets`, by key. */
  readonly bucketArns: Readonly<Record<string, string>>;
  /** Name of the bucket for access logs. Buckets of other stacks whose names begin with `<name>-<environment>-` can log to it. */
  readonly logBucketName: string;
  /** Names of the replicas in the second Region, by the key of their source. */
  readonly replicaBucketNames: Readonly<Record<string, string>>;
  /** ARN of the KMS key of buckets and registries. Absent with `aws-managed` encryption. */
  readonly storageKeyArn?: string;
  /** ARNs of all KMS keys of the stack, by their alias without `<name>-<environment>-`: `storage`, `storage-replicas`, `backup`, `backup-copies`, `cluster-secrets`, `alarms`. A key that the stack does not create is absent. */
  readonly kmsKeyArns: Readonly<Record<string, string>>;
  /** Repository URLs of the registries in `storage.registries`, by key. */
  readonly registryUrls: Readonly<Record<string, string>>;
  /** Volume handles of EFS file systems and access points, for persistent volumes. */
  readonly volumeHandles: Readonly<Record<string, string>>;
  /** Name of the EKS cluster. */
  readonly clusterName: string;
  /** ARN of the EKS cluster. */
  readonly clusterArn: string;
  /** URL of the Kubernetes API server. */
  readonly clusterEndpoint: string;
  /** ID of the security group that EKS creates, in which control plane and nodes reach each other. */
  readonly clusterSecurityGroupId: string;
  /** ARN of the IAM OIDC provider, for roles that trust service accounts. Absent unless `cluster.oidcProvider` is true. */
  readonly oidcProviderArn?: string;
  /** ARN of the IAM role of the nodes. */
  readonly nodeRoleArn: string;
  /** ARN of the web ACL, for the annotation `alb.ingress.kubernetes.io/wafv2-acl-arn` of Ingresses. Absent without `cluster.webAcl`. */
  readonly webAclArn?: string;
  /**
   * Hosted zones in `cluster.hostedZones`, by key. `nameServers` are those to which the parent domain delegates, absent for an
   * existing zone; `certificateArn` is for the annotation `alb.ingress.kubernetes.io/certificate-arn`. Absent without zones.
   */
  readonly hostedZones?: Readonly<Record<string, HostedZoneOutput>>;
  /**
   * Versions of the software in the cluster that applications can rely on, by name: `load-balancer-controller`,
   * `external-secrets`, `keda`, `karpenter`, and the EKS add-ons of `cluster.addons` and `cluster.extraAddons` that not every cluster has,
   * such as `external-dns`. Software that the platform does not install is absent. Empty in a stack without any.
   */
  readonly controllers: Readonly<Record<string, string>>;
  /** Permissions in words, by the ARN of each IAM principal and by the service account of pods. */
  readonly clusterAccess: Readonly<Record<string, string>>;
  /**
   * Kubeconfig. Not a secret, because it contains no credentials: for each use, kubectl runs `aws eks get-token`, which needs
   * AWS credentials of a principal in `clusterAccess`. Endpoint and certificate authority identify the cluster, and grant nothing.
   */
  readonly kubeconfig: string;
  /** Commands that connect kubectl to the cluster. They use the AWS credentials of the terminal. */
  readonly nextCommands: readonly string[];
  /** Tags of the AWS provider, for the AWS providers of applications. */
  readonly tags: Readonly<Record<string, string>>;
  /** ARN of the permissions boundary that roles in the account need. Absent unless `aws.permissionsBoundaryArn` is set. */
  readonly permissionsBoundaryArn?: string;
  /** ARN of the SNS topic that receives the alarms of severity P1; that of P2 has the suffix `-p2`. Absent without alarms. */
  readonly alarmTopicArn?: string;
  /** Address of the workspace of Prometheus, for `api/v1/query` and `api/v1/remote_write`. Absent without `monitoring.prometheus`. */
  readonly prometheusEndpoint?: string;
  /** Address of the workspace of Grafana. Absent without `monitoring.grafana`. */
  readonly grafanaEndpoint?: string;
  /** Outputs of your own extensions, by extension and name. Absent without extensions. */
  readonly extensions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A hosted zone, as the stack output has it. */
export interface HostedZoneOutput {
  readonly domain: string;
  readonly zoneId: string;
  readonly nameServers?: readonly string[];
  readonly certificateArn?: string;
}
