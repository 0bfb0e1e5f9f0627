import { coversDomain } from "./domain-patterns";

/** A domain that the VPC's resolver must resolve. */
export interface RequiredDomain {
  /** The domain, or a pattern of a domain list where the domain is not known in advance. */
  readonly name: string;
  /** What the domain belongs to and who uses it: a noun phrase. */
  readonly purpose: string;
}

export interface DomainUsers {
  readonly region: string;
  /** IP family of the cluster. */
  readonly ipFamily: "ipv4" | "ipv6";
  /** AWS services that add-ons and controllers call, by the last part of their endpoint's name. */
  readonly services: readonly string[];
  /** Hosts of registries that images come from. */
  readonly registries: readonly string[];
}

/**
 * Hosts of services that do not answer at `<service>.<region>.amazonaws.com`, by the last part of their endpoint's name.
 * They apply to the partition `aws`; hosts in China end with `amazonaws.com.cn` and `api.amazonwebservices.com.cn`.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
const SERVICE_HOSTS: Readonly<Record<string, (region: string) => string>> = {
  // https://docs.aws.amazon.com/general/latest/gr/ecr.html
  "ecr.api": (region) => `api.ecr.${region}.amazonaws.com`,
  "ecr.dkr": (region) => `*.dkr.ecr.${region}.amazonaws.com`,
  // Dual-stack only: https://docs.aws.amazon.com/general/latest/gr/eks.html#eks_region
  "eks-auth": (region) => `eks-auth.${region}.api.aws`,
  // Not Regional: https://docs.aws.amazon.com/general/latest/gr/r53.html
  route53: () => "route53.amazonaws.com",
};

/** Services that every node and the add-ons of every cluster call: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html */
const BASIC_SERVICES: readonly RequiredService[] = [
  { service: "ec2", purpose: "EC2, which the VPC CNI and the EBS CSI driver call" },
  { service: "ecr.api", purpose: "ECR, from which add-ons are pulled" },
  { service: "ecr.dkr", purpose: "ECR, from which add-ons are pulled" },
  { service: "eks-auth", purpose: "EKS Auth, without which no pod has AWS credentials and no node becomes Ready" },
];

interface RequiredService {
  readonly service: string;
  readonly purpose: string;
}

/** Hosts, other than its own, to which a registry redirects clients for image layers. */
const LAYER_HOSTS: Readonly<Record<string, readonly string[]>> = {
  // https://anywhere.eks.amazonaws.com/docs/getting-started/baremetal/bare-prereq/ names d5l0dvt14r5h8.cloudfront.net
  "public.ecr.aws": ["*.cloudfront.net"],
  // https://docs.siderolabs.com/talos/v1.14/networking/egress-domains lists both of these.
  "ghcr.io": ["*.githubusercontent.com"],
  "registry.k8s.io": ["*.pkg.dev", "*.amazonaws.com"],
  // https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/installation_configuration/configuring-firewall
  "quay.io": ["*.quay.io"],
  // https://docs.docker.com/desktop/setup/allow-list/
  "docker.io": ["registry-1.docker.io", "auth.docker.io", "production.cloudflare.docker.com"],
  "registry-1.docker.io": ["auth.docker.io", "production.cloudflare.docker.com"],
};

/** Every domain that the nodes of a cluster, its add-ons and its controllers look up, each once. */
export function requiredDomains({ region, ipFamily, services, registries }: DomainUsers): RequiredDomain[] {
  const all: RequiredDomain[] = [
    ...BASIC_SERVICES.map(({ service, purpose }) => ({ name: serviceHost(service, region), purpose })),
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
    {
      name: `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`,
      purpose: "S3, which serves the layers of images in ECR",
    },
    { name: clusterEndpoint(region, ipFamily), purpose: "the Kubernetes API" },
    { name: nodeNames(region), purpose: "host names of nodes" },
    ...services.map((service) => ({
      name: serviceHost(service, region),
      purpose: `the ${service} API`,
    })),
    ...registries.flatMap((registry) => registryDomains(registry)),
  ];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

/** Hosts that a client looks up to pull from a registry: the registry, and the hosts of its image layers. */
export function registryDomains(registry: string): RequiredDomain[] {
  const purpose = `the registry ${registry}`;
  return [registry, ...(LAYER_HOSTS[registry] ?? [])].map((name) => ({ name, purpose }));
}

function serviceHost(service: string, region: string): string {
  return SERVICE_HOSTS[service]?.(region) ?? `${service}.${region}.amazonaws.com`;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-ip-table */
function clusterEndpoint(region: string, ipFamily: DomainUsers["ipFamily"]): string {
  return ipFamily === "ipv6" ? `*.eks-cluster.${region}.api.aws` : `*.${region}.eks.amazonaws.com`;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/hostname-types.html */
function nodeNames(region: string): string {
  return region === "us-east-1" ? "*.ec2.internal" : `*.${region}.compute.internal`;
}

/** Patterns that match most AWS domains: a list with them needs no change for new services and Regions. */
const WIDE_PATTERNS = ["*.amazonaws.com", "*.api.aws", "*.internal"];

/** The pattern to add to a list of allowed domains so that it matches a domain. */
export function patternFor(name: string): string {
  return WIDE_PATTERNS.find((pattern) => coversDomain(pattern, name)) ?? name;
}
