import type { Codes } from "../diagnostics/code";

const VPC_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
const SECURITY_GROUP_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
const PRIVATE_CLUSTERS = "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html";
const DNS_FIREWALL = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html";

/** Findings about routes, endpoints, DNS, logs and security groups. */
export const trafficCodes = {
  "network/nat-needs-public-tier": {
    cause:
      "A zonal NAT gateway (`single`, `per-zone`) is created in a public subnet, and `network.tiers` has no `public` tier.",
    remedy: "Add `public` to `network.tiers`, or set `network.nat` to `regional` or `none`.",
  },
  "network/nat-address-without-nat": {
    cause: "`network.nat` is none, so no NAT gateway uses the Elastic IP address.",
    remedy: "Remove the entry, or set `network.nat` to another value.",
  },
  "network/nat-address-without-gateway": {
    cause:
      "With `network.nat` single, the only NAT gateway is in the first zone by letter, so no gateway uses the Elastic IP address of another zone.",
    remedy: "Remove the entry, or set `network.nat` to `per-zone` or `regional`.",
  },
  "network/duplicate-nat-address": {
    cause: "An Elastic IP address can be associated with one NAT gateway in one zone at a time.",
    remedy: "Set another allocation ID, or remove the entry so that the stack allocates an address.",
  },
  "network/no-route-to-eks": {
    cause: `Without NAT, nodes [join the cluster](${PRIVATE_CLUSTERS}) only if interface endpoints or a transit gateway lead to the APIs that they call (EC2, ECR, EKS, EKS Auth, CloudWatch Logs and STS).`,
    remedy:
      "Add `private-eks` to `network.interfaceEndpoints.bundles`, add 0.0.0.0/0 to `network.transitGateway.destinations`, or use NAT.",
  },
  "network/transit-destination-within-vpc": {
    cause:
      "Traffic to the VPC's own addresses follows its local route, and EC2 refuses a narrower route to a transit gateway.",
    remedy: "Remove the destination, or use a block outside the VPC or a wider one.",
  },
  "network/transit-destination-reserved": {
    cause:
      "EC2 [refuses](https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#route-table-routes) routes to 169.254.168.0/22, which is reserved for AWS services.",
    remedy: "Remove the destination.",
  },
  "network/two-default-routes": {
    cause: "A route table has one route for 0.0.0.0/0, and both NAT and the transit gateway would need it.",
    remedy: "Set `network.nat` to none, or use destinations narrower than 0.0.0.0/0.",
  },
  "network/endpoint-not-in-region": {
    cause:
      "AWS does not offer the interface endpoint in this Region. EC2 refuses to create it with `InvalidServiceName`.",
    remedy: "Remove the service; replace a bundle that contains it by the bundle's other services.",
  },
  "network/superseded-endpoint": {
    cause:
      "SSM Agent 3.3.40 and later [call ssmmessages](https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html) instead of this service. The endpoint costs $7.30 a month in each zone and carries no traffic.",
    remedy: "Remove the service.",
  },
  "network/duplicate-endpoint": {
    cause:
      "The service is part of a bundle in `network.interfaceEndpoints.bundles`, and a VPC has one endpoint for it.",
    remedy: "Remove the service from `network.interfaceEndpoints.services`.",
  },
  "network/endpoint-full-service-name": {
    cause:
      "The entry is the full name of an endpoint service. The stack adds the prefix com.amazonaws and the Region to each entry.",
    remedy: "Use the last part of the name, such as `kms` for com.amazonaws.eu-west-1.kms.",
  },
  "network/gateway-endpoint-exists": {
    cause:
      "The stack always creates [gateway endpoints](https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html) for S3 and DynamoDB, which are free of charge.",
    remedy: "Remove the service from `network.interfaceEndpoints.services`.",
  },
  "network/addon-without-endpoint": {
    cause: `Without NAT, the add-on [reaches AWS APIs](${PRIVATE_CLUSTERS}) only through interface endpoints or a transit gateway, and an endpoint that it needs is missing.`,
    remedy: "Add the services to `network.interfaceEndpoints.services`, use NAT, or remove the add-on.",
  },
  "network/load-balancer-controller-needs-waf": {
    cause: `The AWS Load Balancer Controller [calls AWS WAF and AWS Shield](${PRIVATE_CLUSTERS}) for each Application Load Balancer. Without a route to them it creates no load balancers.`,
    remedy: "Set `cluster.loadBalancerController.isolatedVpc` to true, which turns these calls off.",
  },
  "network/readable-buckets-without-organization": {
    cause:
      "Without `aws.organizationId`, the policy of the S3 endpoint allows every bucket, so `network.readableBuckets` has no effect.",
    remedy: "Remove `network.readableBuckets`, or set `aws.organizationId`.",
  },
  "network/dns-firewall-blocks-cluster": {
    cause: `The [DNS Firewall](${DNS_FIREWALL}) blocks domains that nodes, add-ons or controllers look up. Nodes would not become Ready, or the update would time out.`,
    remedy:
      "Add the domains to `network.dnsFirewall.allowedDomains`, or remove the entries of `blockedDomains` that match them.",
  },
  "network/dns-firewall-blocks-registry": {
    cause: `The [DNS Firewall](${DNS_FIREWALL}) blocks a registry that workloads may use, so nodes cannot pull its images.`,
    remedy: "Add the registry's domains to `network.dnsFirewall.allowedDomains`, or remove the registry.",
  },
  "network/allowed-domains-unused": {
    cause: "`network.dnsFirewall.allowedDomains` lists exceptions, and the DNS Firewall blocks no domains.",
    remedy: "Remove `allowedDomains`, or set `blockedDomains` or `managedDomainLists`.",
  },
  "network/domain-blocked-and-allowed": {
    cause: "The domain is also in `allowedDomains`, which is evaluated first, so it is never blocked.",
    remedy: "Keep the domain in one of the two lists.",
  },
  "network/dns-alert-without-query-log": {
    cause:
      "With `action` alert, the DNS Firewall marks queries in the query log. Without `network.queryLog` only a CloudWatch metric counts them, without their domains.",
    remedy: "Set `network.queryLog.destination` to cloudwatch or s3.",
  },
  "network/log-retention-unused": {
    cause: "`retentionDays` sets the retention of a CloudWatch log group, and the log has another destination or none.",
    remedy: "Remove `retentionDays`; for logs in S3 set `storage.logRetentionDays`.",
  },
  "network/ports-without-protocol": {
    cause: "Only tcp and udp have ports. A rule for icmp allows all ICMP types, and a rule for all allows all traffic.",
    remedy: "Remove `fromPort` and `toPort`, or set `protocol` to tcp or udp.",
  },
  "network/missing-port": {
    cause: "EC2 refuses a rule for tcp or udp without a port range.",
    remedy: "Set `fromPort`, and `toPort` for more than one port.",
  },
  "network/port-range-reversed": {
    cause: "`toPort` is less than `fromPort`. EC2 refuses such a port range.",
    remedy: "Set `toPort` to at least `fromPort`.",
  },
  "network/rule-without-peer": {
    cause: `A security group rule [needs a source or destination](${SECURITY_GROUP_RULES}); EC2 refuses a rule without one.`,
    remedy: "Set one of `cidr`, `prefixList` and `securityGroup`.",
  },
  "network/rule-with-several-peers": {
    cause: `A security group rule has [exactly one source or destination](${SECURITY_GROUP_RULES}); EC2 refuses a rule with more.`,
    remedy: "Keep one of `cidr`, `prefixList` and `securityGroup`, and write a rule for each of the others.",
  },
  "network/unknown-security-group": {
    cause: "`securityGroup` is neither a key of `network.securityGroups` nor the ID of a security group.",
    remedy: "Use a key of `network.securityGroups` or an ID, such as sg-0123456789abcdef0.",
  },
  "network/duplicate-security-group-rule": {
    cause:
      "Another rule of the list allows the same traffic. EC2 refuses the second with `InvalidPermission.Duplicate`.",
    remedy: "Remove one of the two rules.",
  },
  "network/security-group-open-to-internet": {
    cause:
      "The rule opens ports other than tcp 80 and tcp 443 to the internet, which [Security Hub](https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html) EC2.13, EC2.14 and EC2.18 report.",
    remedy: "Set `cidr` to the block of the clients, /8 or smaller.",
  },
  "network/route-quota": {
    cause: `The route table of the private subnets has more routes than the [quota](${VPC_QUOTAS}#vpc-limits-route-tables) allows.`,
    remedy: "Request a higher quota, or summarize `network.transitGateway.destinations`.",
  },
  "network/elastic-ip-quota": {
    cause: `NAT gateways need more Elastic IP addresses than the [quota](${VPC_QUOTAS}#vpc-limits-eips) allows.`,
    remedy: "Request a higher quota, or set `network.nat` to single.",
  },
  "network/endpoint-quota": {
    cause:
      "The VPC has more interface endpoints than the [quota](https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html) allows.",
    remedy: "Request a higher quota, or remove services.",
  },
  "network/endpoint-policy-quota": {
    cause:
      "The policy of the S3 endpoint would be longer than the [quota](https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html) allows, which AWS does not raise.",
    remedy: "Remove buckets from `network.readableBuckets`.",
  },
  "network/security-group-quota": {
    cause: `The stack has more security groups, or a security group has more inbound or outbound rules, than the [quota](${VPC_QUOTAS}#vpc-limits-security-groups) allows.`,
    remedy: "Request a higher quota, remove security groups, or replace rules by a prefix list or wider blocks.",
  },
} as const satisfies Codes<"network">;
