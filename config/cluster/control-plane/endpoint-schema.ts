import { Address6 } from "ip-address";
import { z } from "zod";
import { MAX_PUBLIC_CIDRS } from "../../../domain/cluster/quotas";
import { PRIVATE_RANGES, UNROUTED_RANGES } from "../../../domain/network/address-ranges";
import { ipv6Form, networkForm, overlap, parseCidr, parseIpv6Cidr } from "../../../domain/network/cidr";
import { checked, type Complaint, distinct } from "../../schema/fields";

/** Wider blocks are the internet in all but name: two of /1 are the whole of it. */
const WIDEST_PUBLIC_PREFIX = 8;
/** IANA gives a /12 to the registry of a whole continent. */
const WIDEST_PUBLIC_IPV6_PREFIX = 16;
/** What is routed at all: https://www.iana.org/assignments/ipv6-address-space */
const IPV6_PUBLIC_RANGE = new Address6("2000::/3");

/** Who may reach the public endpoint. */
const publicCidr = checked(z.string(), function* (value) {
  yield* value.includes(":") ? ipv6Complaints(value) : ipv4Complaints(value);
});

function* ipv4Complaints(value: string): Iterable<Complaint> {
  const allowed = `public IPv4 blocks of /${WIDEST_PUBLIC_PREFIX} or smaller, such as your office's 203.0.113.0/24`;
  const block = parseCidr(value);
  if (value === "0.0.0.0/0") {
    yield { message: "This is the whole internet.", allowed };
  } else if (block === undefined) {
    const address = parseCidr(`${value}/32`);
    yield {
      message: "Not an IPv4 block.",
      allowed,
      ...(address === undefined ? {} : { suggestion: networkForm(address) }),
    };
  } else if (block.subnetMask < WIDEST_PUBLIC_PREFIX) {
    yield { message: "Wider than any network that could be yours.", allowed };
  } else if (PRIVATE_RANGES.some((range) => overlap(range, value))) {
    yield { message: "Private addresses never reach the public endpoint.", allowed };
  } else if (UNROUTED_RANGES.some((range) => overlap(range, value))) {
    yield { message: "EKS refuses reserved addresses, from which nothing comes over the internet.", allowed };
  } else if (networkForm(block) !== value) {
    yield { message: "Not the first address of its block.", allowed, suggestion: networkForm(block) };
  }
}

function* ipv6Complaints(value: string): Iterable<Complaint> {
  const allowed = `in an IPv6 cluster, public IPv6 blocks of /${WIDEST_PUBLIC_IPV6_PREFIX} or smaller, such as your office's 2001:db8:7::/48`;
  const block = parseIpv6Cidr(value);
  if (block?.subnetMask === 0) {
    yield { message: "This is the whole internet.", allowed };
  } else if (block === undefined) {
    const address = parseIpv6Cidr(`${value}/128`);
    yield {
      message: "Not an IPv6 block.",
      allowed,
      ...(address === undefined ? {} : { suggestion: ipv6Form(address) }),
    };
  } else if (block.subnetMask < WIDEST_PUBLIC_IPV6_PREFIX) {
    yield { message: "Wider than any network that could be yours.", allowed };
  } else if (!block.isInSubnet(IPV6_PUBLIC_RANGE)) {
    yield { message: "Private addresses never reach the public endpoint.", allowed };
  } else if (ipv6Form(block) !== value) {
    // As EKS writes it back: any other text would be drift.
    yield { message: "Not its first address in the short form.", allowed, suggestion: ipv6Form(block) };
  }
}

export const endpointSchema = z
  .strictObject({
    private: z.boolean().default(true).meta({
      description:
        "API server reachable from within the VPC, which nodes and Fargate pods need. Default true; false is refused. Free.",
    }),
    public: z.boolean().default(false).meta({
      description: "API server reachable from publicCidrs. Default false (Security Hub EKS.1).",
    }),
    publicCidrs: distinct(publicCidr.meta({ examples: ["203.0.113.0/24"] }))
      .max(MAX_PUBLIC_CIDRS)
      .default([])
      .meta({
        description:
          "Blocks that may reach the public endpoint, at most 40: IPv4, and with ipFamily ipv6 IPv6 as well.",
        examples: [["203.0.113.0/24"]],
      }),
  })
  .prefault({})
  .meta({
    description: "Access to the Kubernetes API. https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  });
