/** Every IPv4 address: the destination of a default route. */
export const INTERNET = "0.0.0.0/0";

/** Private addresses (https://www.rfc-editor.org/rfc/rfc1918) and shared address space (https://www.rfc-editor.org/rfc/rfc6598). */
export const PRIVATE_RANGES: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * Shared address space. EC2 accepts a second block within it for every VPC:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
 */
export const POD_RANGE = "100.64.0.0/10";

/** Reserved for examples in documentation: https://www.rfc-editor.org/rfc/rfc5737 and https://www.rfc-editor.org/rfc/rfc3849 */
export const DOCUMENTATION_RANGES: readonly string[] = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];
export const DOCUMENTATION_RANGE_IPV6 = "2001:db8::/32";

/** Addresses that are not routed on the internet: https://www.iana.org/assignments/iana-ipv4-special-registry */
export const UNROUTED_RANGES: readonly string[] = [
  "0.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "192.0.0.0/24",
  "192.88.99.0/24",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** EC2 refuses a VPC block within this range: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions */
export const LINK_LOCAL = "169.254.0.0/16";

/** Some AWS services use these addresses internally: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-sizing-ipv4 */
export const DOCKER_BRIDGE = "172.17.0.0/16";

/** EC2 refuses routes to these addresses: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#route-table-routes */
export const RESERVED_FOR_SERVICES = "169.254.168.0/22";

/**
 * The longest prefix of a subnet with room for a /28 block of the VPC CNI. AWS reserves the first four addresses and the
 * last, which leaves no whole /28 block in a /27 or a /28.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-increase-ip-addresses-procedure.html
 */
export const SMALLEST_PREFIX_SUBNET = 26;

/** The longest prefix of a subnet for an Application Load Balancer: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones */
export const SMALLEST_BALANCER_SUBNET = 27;
