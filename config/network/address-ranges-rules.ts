import {
  DOCKER_BRIDGE,
  DOCUMENTATION_RANGE_IPV6,
  DOCUMENTATION_RANGES,
  LINK_LOCAL,
  RESERVED_FOR_SERVICES,
} from "../../domain/network/address-ranges";
import { DOCUMENTATION_ACCOUNTS } from "../../domain/accounts";
import { contains, overlap, parseCidr, parseIpv6Cidr } from "../../domain/network/cidr";
import { edit, type Finding, type FixStep, remove, set } from "../diagnostics/finding";
import type { Path } from "../source/path";
import type { ReadableParts, Rule } from "../check/rule";
import { CHOOSE_BLOCK } from "./vpc-block-rules";

const SERVICE_CIDR: Path = ["cluster", "serviceCidr"];
const INTERNET = "0.0.0.0/0";

/** The block of the VPC, and its path in the stack file. */
function vpcBlock(network: ReadableParts["network"]): { block: string; path: Path } | undefined {
  const { existing, cidr } = network ?? {};
  if (existing !== undefined) return { block: existing.cidr, path: ["network", "existing", "cidr"] };
  return cidr === undefined ? undefined : { block: cidr, path: ["network", "cidr"] };
}

const vpcBlockCanBeAssigned: Rule = function* ({ network }) {
  const vpc = vpcBlock(network);
  if (vpc === undefined) return;
  if (overlap(vpc.block, LINK_LOCAL)) {
    yield {
      code: "network/link-local-cidr",
      path: vpc.path,
      message: `EC2 refuses a VPC block within the link-local range ${LINK_LOCAL}.`,
      allowed: "a private block, such as 10.0.0.0/16",
      fix: [
        network?.existing === undefined
          ? edit(CHOOSE_BLOCK)
          : edit("set the block that `aws ec2 describe-vpcs --query 'Vpcs[].[VpcId,CidrBlock]'` prints for the VPC"),
      ],
    };
  } else if (overlap(vpc.block, DOCKER_BRIDGE)) {
    yield {
      code: "network/docker-bridge-cidr",
      path: vpc.path,
      message: `AWS advises against ${DOCKER_BRIDGE}: services such as AWS Cloud9 and Amazon SageMaker AI use it internally.`,
      allowed: "any other private block",
      ...(network?.existing === undefined ? { fix: [edit(CHOOSE_BLOCK)] } : {}),
      warning: true,
    };
  }
};

/** EC2 refuses a route to addresses at which AWS services answer. */
const transitRoutesCanBeCreated: Rule = function* ({ network }) {
  for (const [index, block] of (network?.transitGateway?.destinations ?? []).entries()) {
    if (!contains(RESERVED_FOR_SERVICES, block)) continue;
    const path: Path = ["network", "transitGateway", "destinations", index];
    yield {
      code: "network/transit-destination-reserved",
      path,
      message: `EC2 refuses routes to ${RESERVED_FOR_SERVICES}, which is reserved for AWS services.`,
      allowed: `a block that is not within ${RESERVED_FOR_SERVICES}`,
      fix: [remove(path)],
    };
  }
};

/**
 * Addresses of Services hide the same addresses elsewhere: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-vpc
 * With `ipFamily` ipv6, EKS assigns Services a unique local IPv6 block, which cannot overlap.
 */
const serviceCidrIsApartFromRoutes: Rule = function* ({ cluster, network }) {
  if (cluster?.ipFamily !== "ipv4") return;
  const routed = network?.transitGateway?.destinations ?? [];
  for (const [index, block] of routed.entries()) {
    if (block === INTERNET || !overlap(cluster.serviceCidr, block)) continue;
    yield {
      code: "network/service-cidr-behind-transit-gateway",
      path: SERVICE_CIDR,
      message:
        "`serviceCidr` overlaps a destination of the transit gateway: pods cannot reach hosts there that have addresses of Services.",
      because: [["network", "transitGateway", "destinations", index]],
      allowed: "a block that overlaps no destination of the transit gateway; a change replaces the cluster",
      ...freeServiceCidr([...routed, vpcBlock(network)?.block ?? INTERNET]),
      warning: true,
    };
  }
};

function freeServiceCidr(taken: readonly string[]): { readonly fix?: readonly FixStep[] } {
  const others = taken.filter((block) => block !== INTERNET);
  const candidates = ["172.20.0.0/16", "10.100.0.0/16", "192.168.0.0/16", "172.31.0.0/16"];
  const free = candidates.find((candidate) => !others.some((block) => overlap(block, candidate)));
  return free === undefined ? {} : { fix: [set(SERVICE_CIDR, free)] };
}

/**
 * EKS answers "The following CIDRs are not allowed in publicAccessCidrs". The stack files of this repository combine these
 * blocks with account IDs of the AWS documentation; both are placeholders.
 */
const publicBlocksAreReal: Rule = function* ({ cluster, aws }) {
  if (cluster === undefined || aws === undefined || DOCUMENTATION_ACCOUNTS.includes(aws.accountId)) return;
  for (const [index, block] of cluster.endpoint.publicCidrs.entries()) {
    if (isDocumentation(block)) yield reservedForDocumentation(["cluster", "endpoint", "publicCidrs", index]);
  }
};

function isDocumentation(block: string): boolean {
  const ipv4 = parseCidr(block);
  if (ipv4 !== undefined) return DOCUMENTATION_RANGES.some((range) => overlap(range, block));
  const ipv6 = parseIpv6Cidr(block);
  const range = parseIpv6Cidr(DOCUMENTATION_RANGE_IPV6);
  return ipv6 !== undefined && range !== undefined && (ipv6.isInSubnet(range) || range.isInSubnet(ipv6));
}

function reservedForDocumentation(path: Path): Finding {
  return {
    code: "network/documentation-cidr",
    path,
    message: "EKS refuses blocks that are reserved for documentation.",
    because: [["aws", "accountId"]],
    allowed: "the public block of the network from which people or pipelines reach the cluster",
    fix: [edit("set the address that `curl -s https://checkip.amazonaws.com` prints, followed by /32")],
  };
}

export const addressRangesRules: readonly Rule[] = [
  vpcBlockCanBeAssigned,
  transitRoutesCanBeCreated,
  serviceCidrIsApartFromRoutes,
  publicBlocksAreReal,
];
