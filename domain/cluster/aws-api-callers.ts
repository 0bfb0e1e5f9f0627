import { ENDPOINT_BUNDLES } from "../network/endpoint-bundles";

/** Software of the cluster that calls AWS APIs, and does not work without an answer. */
export interface AwsApiCaller {
  /** Its name in a sentence. */
  readonly name: string;
  /** Services that it calls, by the end of their endpoint's name. */
  readonly services: readonly string[];
  /** What fails without them: a clause. */
  readonly otherwise: string;
}

/**
 * What each optional part of the cluster calls besides what every node calls (the bundle `private-eks`).
 * Left out, since they call nothing else: the Mountpoint S3 driver (S3 has a gateway endpoint), the EBS driver, the VPC CNI
 * and the snapshot controller (EC2, in the bundle), cert-manager (what issuers call is up to them), and all that only
 * serves metrics.
 */
export const AWS_API_CALLERS = {
  // https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/#private-clusters
  karpenter: {
    name: "Karpenter",
    services: ENDPOINT_BUNDLES.karpenter,
    otherwise: "it starts no nodes",
  },
  // https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
  loadBalancerController: {
    name: "the load balancer controller",
    services: ["ec2", "elasticloadbalancing"],
    otherwise: "Ingresses and Services get no load balancer",
  },
  // https://external-secrets.io/latest/provider/aws-secrets-manager/
  externalSecrets: {
    name: "External Secrets",
    services: ["secretsmanager"],
    otherwise: "no secret arrives in the cluster",
  },
  // It finds mount targets and makes access points:
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEFSCSIDriverPolicy.html
  "aws-efs-csi-driver": {
    name: "the EFS driver",
    services: ["elasticfilesystem"],
    otherwise: "no access point is made for a claim",
  },
  // https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/
  "external-dns": {
    name: "external-dns",
    services: ["route53"],
    otherwise: "it writes no records",
  },
  // Container Insights and container logs by CloudWatch Logs, OpenTelemetry metrics by CloudWatch, Application Signals,
  // which the add-on turns on, by X-Ray:
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
  "amazon-cloudwatch-observability": {
    name: "the CloudWatch agent",
    services: ["logs", "monitoring", "xray"],
    otherwise: "metrics, logs and traces do not arrive",
  },
} as const satisfies Readonly<Record<string, AwsApiCaller>>;

export type AwsApiCallerKey = keyof typeof AWS_API_CALLERS;

export const AWS_API_CALLER_KEYS = Object.keys(AWS_API_CALLERS) as AwsApiCallerKey[];
