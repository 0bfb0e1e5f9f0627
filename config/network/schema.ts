import { z } from "zod";
import { contains, parseCidr } from "../../domain/network/cidr";
import { SMALLEST_PREFIX_SUBNET } from "../../domain/network/address-ranges";
import { ENDPOINT_BUNDLE_NAMES } from "../../domain/network/endpoint-bundles";
import { dnsFirewallSchema } from "./dns-firewall-schema";
import { existingVpcSchema } from "./existing-vpc-schema";
import { checked, cidr, distinct, text } from "../schema/fields";
import { ipamSchema } from "./ipam-schema";
import { flowLogsSchema, queryLogSchema } from "./logs-schema";
import { securityGroupsSchema } from "./security-groups-schema";
import { transitGatewaySchema } from "./transit-gateway-schema";
import { NEEDED_TIERS, TIERS } from "../../domain/network/zones-and-tiers";
import { tier, zoneLetter } from "../schema/zones-and-tiers";

/** AWS takes blocks from /16 to /28, for VPCs and subnets alike: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const awsCidr = cidr({ min: 16, max: 28 }).meta({ examples: ["10.0.24.0/24"] });

/** Shared address space: AWS joins it to any VPC, and no EKS service block lies in it. */
const POD_RANGE = "100.64.0.0/10";

/** A zone has an eighth of the block, whether it is in use or not. */
const ZONE_BITS = 3;

/**
 * Each zone's part must hold a /28 of the VPC CNI.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
 */
const podCidr = checked(
  cidr({ min: 16, max: SMALLEST_PREFIX_SUBNET - ZONE_BITS, example: "100.64.0.0/16" }),
  function* (value) {
    if (parseCidr(value) !== undefined && !contains(POD_RANGE, value)) {
      yield { message: "Not a block that every VPC takes.", allowed: `a block within ${POD_RANGE}` };
    }
  },
);

/** S3 and DynamoDB have gateway endpoints, which are always there and cost nothing. */
const endpointService = checked(
  text(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/, "the end of an endpoint service's name, such as kms or ecr.api").meta({
    examples: ["kms"],
  }),
  function* (service) {
    const [, end] = /^com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(service) ?? [];
    if (end !== undefined) {
      yield {
        message: "The entry is the whole name of an endpoint service; the stack's Region is added to its end.",
        allowed: "the end of an endpoint service's name, such as kms or ecr.api",
        suggestion: end,
      };
    }
    if (service !== "s3" && service !== "dynamodb") return;
    yield { message: "Has a gateway endpoint already, which is free.", allowed: "any other service" };
  },
);

const bucketName = text(
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "a bucket's name: 3 to 63 lowercase letters, digits, dots and hyphens",
).meta({ examples: ["prod-registry-k8s-io-eu-west-1"] });

export const networkSchema = z
  .strictObject({
    cidr: awsCidr.exactOptional().meta({
      description:
        "Address block of the VPC, /16 to /28 (/16 to /22 when subnets are computed), unless ipam gives one or existing has one. No default: a change replaces the network, and stacks that shall be peered one day need blocks of their own. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
      examples: ["10.0.0.0/16"],
    }),
    ipam: ipamSchema.exactOptional(),
    existing: existingVpcSchema.exactOptional(),
    zones: distinct(zoneLetter)
      .min(2)
      .meta({
        description:
          "Availability Zones by letter, two at least (EKS). Adding or dropping one leaves the subnets of the others alone, and replaces the node groups, new nodes first. The control plane stays in the zones it was made in, and AWS lets none of those go before the cluster. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
        examples: [["a", "b"]],
      }),
    zoneIds: z
      .partialRecord(
        zoneLetter,
        text(/^[a-z]+\d-az\d+$/, "a zone id such as use1-az1").meta({ examples: ["use1-az1"] }),
      )
      .default({})
      .meta({
        description:
          "Physical zone per letter, from `aws ec2 describe-availability-zones`. Needed in us-east-1, us-west-1 and ca-central-1, where EKS cannot use one zone and letters differ per account. https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html",
        examples: [{ a: "use1-az1", b: "use1-az2" }],
      }),
    tiers: checked(distinct(tier), function* (tiers) {
      for (const needed of NEEDED_TIERS) {
        if (!tiers.includes(needed)) {
          yield {
            message: `The cluster needs the tier ${needed}.`,
            allowed: `private and control-plane, and any of the others`,
          };
        }
      }
    })
      .default([...TIERS])
      .meta({
        description:
          "Kinds of subnets. private (nodes) and control-plane (network interfaces of EKS) are always needed; public holds NAT gateways and load balancers, isolated has no way out. Default: all, subnets cost nothing.",
      }),
    subnets: z
      .partialRecord(tier, z.partialRecord(zoneLetter, awsCidr))
      .default({})
      .meta({
        description:
          "Blocks of your own instead of computed ones, for whole tiers: every zone of a listed tier. A change replaces the subnet.",
        examples: [{ public: { a: "10.0.24.0/24", b: "10.0.56.0/24" } }],
      }),
    podCidr: podCidr.exactOptional().meta({
      description:
        "A second block of the VPC, /16 to /23 within 100.64.0.0/10, with a subnet for pods in every zone ($0): for VPCs whose own block is too small for pods. The VPC CNI uses it besides the private subnets, through their routes. A change replaces those subnets. https://docs.aws.amazon.com/eks/latest/best-practices/ip-opt.html",
      examples: ["100.64.0.0/16"],
    }),
    nat: z.enum(["none", "single", "per-zone", "regional"]).default("single").meta({
      description:
        "NAT gateways, the way out of private subnets: none ($0), single ($36.50 a month; its zone takes all down), per-zone ($36.50 a month for each zone), regional (one gateway in all zones, billed like per-zone; needs no public tier); $0.045 per GB on top. A change moves no subnet, but turns to other public addresses. Default: the cheapest with which nodes can join. https://aws.amazon.com/vpc/pricing/",
    }),
    natAllocationIds: z
      .partialRecord(
        zoneLetter,
        text(/^eipalloc-([0-9a-f]{8}|[0-9a-f]{17})$/, "the allocation id of an Elastic IP address, eipalloc-...").meta({
          examples: ["eipalloc-0a1b2c3d4e5f60718"],
        }),
      )
      .default({})
      .meta({
        description:
          "Elastic IP addresses of your own for NAT by zone, such as partners have on their allow-lists: they outlive the stack. $3.65 a month each, like those made for you. An address serves one gateway at a time: to move it, take it out in one update and name it in the next. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html",
        examples: [{ a: "eipalloc-0a1b2c3d4e5f60718" }],
      }),
    interfaceEndpoints: z
      .strictObject({
        bundles: distinct(z.enum(ENDPOINT_BUNDLE_NAMES))
          .default([])
          .meta({
            description:
              "Services that are wanted together: private-eks (7 services: nodes join without NAT, $51.10 a month in each zone), karpenter (arc-zonal-shift, sqs and ssm besides those, $21.90) and ssm (2 services: Session Manager, $14.60). Default: none, NAT leads to all. https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
            examples: [["private-eks"]],
          }),
        services: distinct(endpointService)
          .default([])
          .meta({
            description:
              "Further services, by the end of their name: com.amazonaws.<region>.kms is kms. https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
            examples: [["kms", "elasticloadbalancing"]],
          }),
      })
      .prefault({})
      .meta({
        description:
          "AWS services with an address inside the private subnets: $7.30 a month for each service in each zone and $0.01 per GB, which pays off against NAT above 209 GB. Where the service takes a policy, only this account gets through, or the organization of aws.organizationId. https://aws.amazon.com/privatelink/pricing/",
      }),
    transitGateway: transitGatewaySchema.exactOptional(),
    readableBuckets: distinct(bucketName)
      .default([])
      .meta({
        description:
          "Buckets outside of the organization that workloads may read through the S3 endpoint, which with aws.organizationId is closed but for the organization's buckets and those that AWS serves nodes from. Registries serve image layers from such buckets: registry.k8s.io from prod-registry-k8s-io-<region>, quay.io from quayio-production-s3. Default none.",
        examples: [["prod-registry-k8s-io-eu-west-1"]],
      }),
    flowLogs: flowLogsSchema,
    queryLog: queryLogSchema,
    dnsFirewall: dnsFirewallSchema,
    ipv6: z.boolean().default(false).meta({
      description:
        "IPv6 beside IPv4 in every subnet: addresses, routes, and an egress-only gateway for private subnets ($0, and no NAT charge for what goes over IPv6). Pods have such addresses only with cluster.ipFamily ipv6. Default false: security groups and allow-lists of partners have to know IPv6 too. AWS refuses to turn it off while a subnet holds IPv6 addresses. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6.html",
    }),
    addressUsageMetrics: z.boolean().default(false).meta({
      description:
        "Daily CloudWatch metrics of how many network addresses the VPC uses, of 64,000 by default ($0). Default false: worth it where pods fill the VPC. https://docs.aws.amazon.com/vpc/latest/userguide/network-address-usage.html",
    }),
    securityGroups: securityGroupsSchema,
  })
  .meta({ description: "VPC and subnets.", examples: [{ cidr: "10.0.0.0/16", zones: ["a", "b"] }] });
