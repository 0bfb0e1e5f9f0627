import type { Quota } from "../quota";

const VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const PRIVATELINK_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html";

/** Quotas of Amazon VPC that the network's keys can exceed, as the pages stated them on 2026-09-26. */
export const VPC_QUOTA = {
  /** AWS raised it from 50 in June 2025. IPv4 and IPv6 routes are counted separately. */
  routesPerTable: {
    what: "routes per route table",
    limit: 500,
    raisableTo: 1000,
    source: `${VPC_QUOTAS}#vpc-limits-route-tables`,
  },
  /**
   * Inbound and outbound rules are counted separately, as are IPv4 and IPv6. The quota multiplied by the security groups
   * per network interface cannot exceed 1,000.
   */
  rulesPerSecurityGroup: {
    what: "inbound or outbound rules per security group",
    limit: 60,
    raisableTo: 1000,
    source: `${VPC_QUOTAS}#vpc-limits-security-groups`,
  },
  securityGroups: {
    what: "VPC security groups per Region",
    limit: 2500,
    raisableTo: Infinity,
    source: `${VPC_QUOTAS}#vpc-limits-security-groups`,
  },
  interfaceEndpoints: {
    what: "interface VPC endpoints per VPC",
    limit: 50,
    raisableTo: Infinity,
    source: PRIVATELINK_QUOTAS,
  },
  elasticAddresses: {
    what: "Elastic IP addresses per Region",
    limit: 5,
    raisableTo: Infinity,
    source: `${VPC_QUOTAS}#vpc-limits-eips`,
  },
  /** AWS counts white space. */
  endpointPolicyCharacters: {
    what: "characters of an endpoint policy",
    limit: 20_480,
    source: PRIVATELINK_QUOTAS,
  },
} as const satisfies Record<string, Quota>;

/**
 * Domains of one DNS Firewall domain list. A list can contain more, but the AWS provider writes a list by one request,
 * which accepts 1,000: https://github.com/hashicorp/terraform-provider-aws/issues/41433
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateFirewallDomains.html
 */
export const MAX_FIREWALL_DOMAINS = 1000;
