/**
 * Groups of endpoint services, by purpose.
 *
 * `private-eks`: the services that nodes of this platform call before a pod runs. With them, nodes need no NAT: the VPC
 * CNI and the EBS CSI driver call EC2, images come from ECR (their layers through the S3 gateway endpoint, which the stack
 * always creates), Pod Identity assumes roles through EKS Auth and STS, and logs go to CloudWatch.
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 *
 * `karpenter`: the services that its controller calls. It exits at startup if it cannot reach EC2, EKS or, with zonal
 * shift, ARC. Later it reads the interruption queue and the SSM parameters with AMI IDs.
 * https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/#private-clusters
 * https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.html
 *
 * `ssm`: Session Manager, which gives access to nodes without SSH. SSM Agent 3.3.40 and later call `ssmmessages` instead of
 * `ec2messages`, which Regions launched since 2024 do not have.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export const ENDPOINT_BUNDLES = {
  "private-eks": ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "logs", "sts"],
  karpenter: ["arc-zonal-shift", "ec2", "eks", "eks-auth", "sqs", "ssm", "sts"],
  ssm: ["ssm", "ssmmessages"],
} as const;

export type EndpointBundle = keyof typeof ENDPOINT_BUNDLES;

export const ENDPOINT_BUNDLE_NAMES = Object.keys(ENDPOINT_BUNDLES) as EndpointBundle[];

/** Every service that config lists, by name or in a bundle: each once, sorted. */
export function endpointServices(endpoints: {
  readonly bundles: readonly EndpointBundle[];
  readonly services: readonly string[];
}): string[] {
  const bundled = endpoints.bundles.flatMap((bundle): readonly string[] => ENDPOINT_BUNDLES[bundle]);
  return [...new Set([...bundled, ...endpoints.services])].sort();
}
