import { DOCUMENTATION_ACCOUNTS } from "../../../domain/accounts";
import { DOCUMENTATION_RANGE_IPV6, DOCUMENTATION_RANGES, INTERNET } from "../../../domain/network/address-ranges";
import { overlap, parseCidr, parseIpv6Cidr } from "../../../domain/network/cidr";
import type { Rule } from "../../check/rule";
import { edit, type Finding, type FixStep, propose } from "../../diagnostics/finding";
import type { Path } from "../../source/path";

const SERVICE_CIDR: Path = ["cluster", "serviceCidr"];

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
      code: "cluster/service-cidr-behind-transit-gateway",
      path: SERVICE_CIDR,
      message:
        "`serviceCidr` overlaps a destination of the transit gateway: pods cannot reach hosts there that have addresses of Services.",
      because: [["network", "transitGateway", "destinations", index]],
      allowed: "a block that overlaps no destination of the transit gateway; a change replaces the cluster",
      ...freeServiceCidr([...routed, network?.existing?.cidr ?? network?.cidr ?? INTERNET]),
      warning: true,
    };
  }
};

function freeServiceCidr(taken: readonly string[]): { readonly fix?: readonly FixStep[] } {
  const others = taken.filter((block) => block !== INTERNET);
  const candidates = ["172.20.0.0/16", "10.100.0.0/16", "192.168.0.0/16", "172.31.0.0/16"];
  const free = candidates.find((candidate) => !others.some((block) => overlap(block, candidate)));
  return free === undefined ? {} : { fix: [propose(SERVICE_CIDR, free)] };
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
    code: "cluster/documentation-cidr",
    path,
    message: "EKS refuses blocks that are reserved for documentation.",
    because: [["aws", "accountId"]],
    allowed: "the public block of the network from which people or pipelines reach the cluster",
    fix: [edit("set the address that `curl -s https://checkip.amazonaws.com` prints, followed by /32")],
  };
}

export const clusterAddressRangesRules: readonly Rule[] = [serviceCidrIsApartFromRoutes, publicBlocksAreReal];
