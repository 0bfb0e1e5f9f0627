import { Address6 } from "ip-address";
import { z } from "zod";
import { MAX_PUBLIC_CIDRS } from "../../../domain/cluster/quotas";
import { PRIVATE_RANGES, UNROUTED_RANGES } from "../../../domain/network/address-ranges";
import { ipv6Form, networkForm, overlap, parseCidr, parseIpv6Cidr } from "../../../domain/network/cidr";
import { set } from "../../diagnostics/finding";
import { checked, type ValueFinding, distinct } from "../../schema/fields";

/** A wider block covers so much of the internet that it protects nothing: two blocks of /1 are all of it. */
const WIDEST_PUBLIC_PREFIX = 8;
/** IANA assigns a /12 to the registry of a continent. */
const WIDEST_PUBLIC_IPV6_PREFIX = 16;
/** The only range of public IPv6 addresses: https://www.iana.org/assignments/ipv6-address-space */
const IPV6_PUBLIC_RANGE = new Address6("2000::/3");

/** A block that may connect to the public endpoint. */
const publicCidr = checked(z.string(), function* (value) {
  yield* value.includes(":") ? ipv6Findings(value) : ipv4Findings(value);
});

function* ipv4Findings(value: string): Iterable<ValueFinding> {
  const allowed = `public IPv4 blocks of /${WIDEST_PUBLIC_PREFIX} or smaller, such as your office's 203.0.113.0/24`;
  const block = parseCidr(value);
  if (value === "0.0.0.0/0") {
    yield { message: "The block is the whole internet.", allowed };
  } else if (block === undefined) {
    const address = parseCidr(`${value}/32`);
    yield {
      message: "The value is not an IPv4 block.",
      allowed,
      ...(address === undefined ? {} : { fix: [set([], networkForm(address))] }),
    };
  } else if (block.subnetMask < WIDEST_PUBLIC_PREFIX) {
    yield { message: "The block is wider than the network of any one company.", allowed };
  } else if (PRIVATE_RANGES.some((range) => overlap(range, value))) {
    yield { message: "Connections from private addresses do not reach the public endpoint.", allowed };
  } else if (UNROUTED_RANGES.some((range) => overlap(range, value))) {
    yield { message: "EKS refuses reserved addresses, which are not used on the internet.", allowed };
  } else if (networkForm(block) !== value) {
    yield { message: "The block does not start with its first address.", allowed, fix: [set([], networkForm(block))] };
  }
}

function* ipv6Findings(value: string): Iterable<ValueFinding> {
  const allowed = `in an IPv6 cluster, public IPv6 blocks of /${WIDEST_PUBLIC_IPV6_PREFIX} or smaller, such as your office's 2001:db8:7::/48`;
  const block = parseIpv6Cidr(value);
  if (block?.subnetMask === 0) {
    yield { message: "The block is the whole internet.", allowed };
  } else if (block === undefined) {
    const address = parseIpv6Cidr(`${value}/128`);
    yield {
      message: "The value is not an IPv6 block.",
      allowed,
      ...(address === undefined ? {} : { fix: [set([], ipv6Form(address))] }),
    };
  } else if (block.subnetMask < WIDEST_PUBLIC_IPV6_PREFIX) {
    yield { message: "The block is wider than the network of any one company.", allowed };
  } else if (!block.isInSubnet(IPV6_PUBLIC_RANGE)) {
    yield { message: "Connections from private addresses do not reach the public endpoint.", allowed };
  } else if (ipv6Form(block) !== value) {
    // Any other form would be drift.
    yield {
      message: "The block does not start with its first address in the short form, as EKS returns it.",
      allowed,
      fix: [set([], ipv6Form(block))],
    };
  }
}

export const endpointSchema = z
  .strictObject({
    private: z.boolean().default(true).meta({
      description:
        "Whether the API server has an endpoint within the VPC. Nodes and Fargate pods need it, so false is refused. Default true. Free.",
    }),
    public: z.boolean().default(false).meta({
      description:
        "Whether the API server has an endpoint on the internet, open to publicCidrs only. Default false (Security Hub EKS.1).",
    }),
    publicCidrs: distinct(publicCidr.meta({ examples: ["203.0.113.0/24"] }))
      .max(MAX_PUBLIC_CIDRS)
      .default([])
      .meta({
        description: "CIDR blocks that may connect to the public endpoint, at most 40. IPv6 blocks need ipFamily ipv6.",
        examples: [["203.0.113.0/24"]],
      }),
  })
  .prefault({})
  .meta({
    description: "Access to the Kubernetes API. https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  });
