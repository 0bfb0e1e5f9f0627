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

const SERVICE_CIDR: Path = ["cluster", "serviceCidr"];
const INTERNET = "0.0.0.0/0";

/** The block of the VPC, and where it is written. */
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
      path: vpc.path,
      message: `A VPC cannot have link-local addresses (${LINK_LOCAL}).`,
      allowed: "a private block, such as 10.0.0.0/16",
      fix: [
        network?.existing === undefined
          ? set(vpc.path, "10.0.0.0/16")
          : edit("`aws ec2 describe-vpcs --query 'Vpcs[].[VpcId,CidrBlock]'` shows it"),
      ],
    };
  } else if (overlap(vpc.block, DOCKER_BRIDGE)) {
    yield {
      path: vpc.path,
      message: `AWS advises against ${DOCKER_BRIDGE}: services such as Cloud9 and SageMaker use it themselves.`,
      allowed: "any other private block",
      warning: true,
    };
  }
};

/** EC2 refuses such a route: to these addresses it answers itself. */
const transitRoutesCanBeCreated: Rule = function* ({ network }) {
  for (const [index, block] of (network?.transitGateway?.destinations ?? []).entries()) {
    if (!contains(RESERVED_FOR_SERVICES, block)) continue;
    const path: Path = ["network", "transitGateway", "destinations", index];
    yield {
      path,
      message: `No route leads to ${RESERVED_FOR_SERVICES}, which AWS services use.`,
      allowed: "blocks outside of it",
      fix: [remove(path)],
    };
  }
};

/**
 * Services come first: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-vpc
 * With ipFamily ipv6 EKS numbers Services out of a block that nothing else has.
 */
const serviceCidrIsApartFromRoutes: Rule = function* ({ cluster, network }) {
  if (cluster?.ipFamily !== "ipv4") return;
  const routed = network?.transitGateway?.destinations ?? [];
  for (const [index, block] of routed.entries()) {
    if (block === INTERNET || !overlap(cluster.serviceCidr, block)) continue;
    yield {
      path: SERVICE_CIDR,
      message: "Pods cannot reach addresses behind the transit gateway that Services have, too.",
      because: [["network", "transitGateway", "destinations", index]],
      allowed: "a block that no destination of the transit gateway contains; a change replaces the cluster",
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
 * EKS answers "The following CIDRs are not allowed in publicAccessCidrs". The project's own stack files have them beside
 * the accounts of AWS's documentation: to be replaced together.
 */
const publicBlocksAreReal: Rule = function* ({ cluster, aws }) {
  if (cluster === undefined || aws === undefined || DOCUMENTATION_ACCOUNTS.includes(aws.accountId)) return;
  for (const [index, block] of cluster.endpoint.publicCidrs.entries()) {
    if (isDocumentation(block)) yield notReal(["cluster", "endpoint", "publicCidrs", index]);
  }
};

function isDocumentation(block: string): boolean {
  const ipv4 = parseCidr(block);
  if (ipv4 !== undefined) return DOCUMENTATION_RANGES.some((range) => overlap(range, block));
  const ipv6 = parseIpv6Cidr(block);
  const range = parseIpv6Cidr(DOCUMENTATION_RANGE_IPV6);
  return ipv6 !== undefined && range !== undefined && (ipv6.isInSubnet(range) || range.isInSubnet(ipv6));
}

function notReal(path: Path): Finding {
  return {
    path,
    message: "EKS refuses addresses that are reserved for documentation.",
    because: [["aws", "accountId"]],
    allowed: "the public block that your office or pipeline comes from",
    fix: [edit("`curl -s https://checkip.amazonaws.com` shows the address that you come from; add /32 to it")],
  };
}

export const addressRangesRules: readonly Rule[] = [
  vpcBlockCanBeAssigned,
  transitRoutesCanBeCreated,
  serviceCidrIsApartFromRoutes,
  publicBlocksAreReal,
];
