import { z } from "zod";
import { set } from "../diagnostics/finding";
import { contains, parseCidr } from "../../domain/network/cidr";
import { POD_RANGE, SMALLEST_PREFIX_SUBNET } from "../../domain/network/address-ranges";
import { ENDPOINT_BUNDLE_NAMES } from "../../domain/network/endpoint-bundles";
import { dnsFirewallSchema } from "./dns-firewall-schema";
import { existingVpcSchema } from "./existing-vpc-schema";
import { checked, cidr, distinct, text } from "../schema/fields";
import { ipamSchema } from "./ipam-schema";
import { flowLogsSchema, queryLogSchema } from "./logs-schema";
import { securityGroupsSchema } from "./security-groups-schema";
import { transitGatewaySchema } from "./transit-gateway-schema";
import { REQUIRED_TIERS, TIERS } from "../../domain/network/zones-and-tiers";
import { tier, zoneLetter } from "../schema/zones-and-tiers";

/** EC2 accepts blocks from /16 to /28, for VPCs and subnets: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const awsCidr = cidr({ min: 16, max: 28 }).meta({ examples: ["10.0.24.0/24"] });

/** Each of eight zones has an eighth of the block, whether the zone is in use or not. */
const ZONE_BITS = 3;

/**
 * The part of each zone must contain a whole /28 block for the VPC CNI.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
 */
const podCidr = checked(
  cidr({ min: 16, max: SMALLEST_PREFIX_SUBNET - ZONE_BITS, example: "100.64.0.0/16" }),
  function* (value) {
    if (parseCidr(value) !== undefined && !contains(POD_RANGE, value)) {
      yield {
        code: "network/pod-cidr-range",
        message: "AWS does not associate this block with every VPC.",
        allowed: `a block within ${POD_RANGE}`,
      };
    }
  },
);

/** The stack always creates gateway endpoints for S3 and DynamoDB, which are free. */
const endpointService = checked(
  text(
    /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/,
    "the last part of the name of an endpoint service, such as kms or ecr.api",
  ).meta({
    examples: ["kms"],
  }),
  function* (service) {
    const [, end] = /^com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(service) ?? [];
    if (end !== undefined) {
      yield {
        code: "network/endpoint-full-service-name",
        message:
          "The entry is the full name of an endpoint service; only its last part is needed, since the stack adds com.amazonaws and the Region.",
        allowed: "the last part of the name of an endpoint service, such as kms or ecr.api",
        fix: [set([], end)],
      };
    }
    if (service !== "s3" && service !== "dynamodb") return;
    yield {
      code: "network/gateway-endpoint-exists",
      message: "The stack always creates a gateway endpoint for this service, which is free.",
      allowed: "any other service",
    };
  },
);

const bucketName = text(
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  "a bucket name: 3 to 63 lowercase letters, digits, dots and hyphens",
).meta({ examples: ["prod-registry-k8s-io-eu-west-1"] });

export const networkSchema = z
  .strictObject({
    cidr: awsCidr.exactOptional().meta({
      description:
        "IPv4 block of the VPC, /16 to /28 (/16 to /22 when subnets are computed). Required unless ipam or existing is set. No default: a change replaces the network, and VPCs that may be connected later must not overlap. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
      examples: ["10.0.0.0/16"],
    }),
    ipam: ipamSchema.exactOptional(),
    existing: existingVpcSchema.exactOptional(),
    zones: distinct(zoneLetter)
      .min(2)
      .meta({
        description:
          "Letters of the Availability Zones, at least two (required by EKS). Adding or removing a zone keeps the subnets of the other zones, and replaces the node groups, new nodes first. The control plane stays in the zones in which it was created, and their subnets cannot be deleted before the cluster. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
        examples: [["a", "b"]],
      }),
    zoneIds: z
      .partialRecord(
        zoneLetter,
        text(/^[a-z]+\d-az\d+$/, "a zone ID such as use1-az1").meta({ examples: ["use1-az1"] }),
      )
      .default({})
      .meta({
        description:
          "Zone ID of each letter, as `aws ec2 describe-availability-zones --region <region>` prints it. Required in us-east-1, us-west-1 and ca-central-1, where EKS cannot use one zone and letters differ by account. https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html",
        examples: [{ a: "use1-az1", b: "use1-az2" }],
      }),
    tiers: checked(distinct(tier), function* (tiers) {
      for (const needed of REQUIRED_TIERS) {
        if (!tiers.includes(needed)) {
          yield {
            code: "network/missing-tier",
            message: `The cluster needs the tier \`${needed}\`.`,
            allowed: "private and control-plane, and optionally the other tiers",
          };
        }
      }
    })
      .default([...TIERS])
      .meta({
        description:
          "Tiers of subnets. private (nodes) and control-plane (network interfaces of EKS) are required; public contains NAT gateways and internet-facing load balancers; isolated has no route to the internet. Default: all tiers, since subnets are free.",
      }),
    subnets: z
      .partialRecord(tier, z.partialRecord(zoneLetter, awsCidr))
      .default({})
      .meta({
        description:
          "IPv4 blocks of subnets, by tier and zone letter, instead of computed ones. A tier that is set needs a block in each of zones. A change replaces the subnet.",
        examples: [{ public: { a: "10.0.24.0/24", b: "10.0.56.0/24" } }],
      }),
    podCidr: podCidr.exactOptional().meta({
      description:
        "Second IPv4 block of the VPC, /16 to /23 within 100.64.0.0/10, with a subnet for pods in every zone ($0), for VPCs whose first block is too small for pods. The VPC CNI uses it in addition to the private subnets, with the same routes. A change replaces the subnets for pods. https://docs.aws.amazon.com/eks/latest/best-practices/ip-opt.html",
      examples: ["100.64.0.0/16"],
    }),
    nat: z.enum(["none", "single", "per-zone", "regional"]).default("single").meta({
      description:
        "NAT gateways, through which private subnets reach the internet: none ($0), single ($36.50 a month; a failure of its zone affects all zones), per-zone ($36.50 a month for each zone) or regional (one gateway for all zones, billed like per-zone; needs no public tier), plus $0.045 per GB. A change keeps the subnets and changes the public addresses. Default: single, the cheapest with which nodes can join the cluster. https://aws.amazon.com/vpc/pricing/",
    }),
    natAllocationIds: z
      .partialRecord(
        zoneLetter,
        text(/^eipalloc-([0-9a-f]{8}|[0-9a-f]{17})$/, "the allocation ID of an Elastic IP address, eipalloc-...").meta({
          examples: ["eipalloc-0a1b2c3d4e5f60718"],
        }),
      )
      .default({})
      .meta({
        description:
          "Allocation IDs of existing Elastic IP addresses for NAT, by zone letter, such as addresses in allow-lists of partners. The stack retains them when it is destroyed. $3.65 a month each, like addresses that the stack allocates. An address serves one NAT gateway at a time: to move it, remove it in one update and add it in the next. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html",
        examples: [{ a: "eipalloc-0a1b2c3d4e5f60718" }],
      }),
    interfaceEndpoints: z
      .strictObject({
        bundles: distinct(z.enum(ENDPOINT_BUNDLE_NAMES))
          .default([])
          .meta({
            description:
              "Groups of services: private-eks (7 services with which nodes join without NAT, $51.10 a month in each zone), karpenter (adds arc-zonal-shift, sqs and ssm, $21.90) and ssm (2 services for Session Manager, $14.60). Default: none, since NAT leads to all services. https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
            examples: [["private-eks"]],
          }),
        services: distinct(endpointService)
          .default([])
          .meta({
            description:
              "Further services, by the last part of their name: kms for com.amazonaws.<region>.kms. https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
            examples: [["kms", "elasticloadbalancing"]],
          }),
      })
      .prefault({})
      .meta({
        description:
          "Interface endpoints of AWS services in the private subnets: $7.30 a month for each service in each zone plus $0.01 per GB, which is cheaper than NAT above 209 GB a month. Where the service supports endpoint policies, an endpoint allows only this account, or the organization aws.organizationId. https://aws.amazon.com/privatelink/pricing/",
      }),
    transitGateway: transitGatewaySchema.exactOptional(),
    readableBuckets: distinct(bucketName)
      .default([])
      .meta({
        description:
          "Buckets outside the organization that workloads may read through the S3 endpoint. With aws.organizationId, the endpoint allows only buckets of the organization and AWS buckets that nodes need. Some registries serve image layers from buckets: registry.k8s.io from prod-registry-k8s-io-<region>, quay.io from quayio-production-s3. Default: none.",
        examples: [["prod-registry-k8s-io-eu-west-1"]],
      }),
    flowLogs: flowLogsSchema,
    queryLog: queryLogSchema,
    dnsFirewall: dnsFirewallSchema,
    ipv6: z.boolean().default(false).meta({
      description:
        "IPv6 in addition to IPv4 in every subnet: addresses, routes, and an egress-only internet gateway for private subnets ($0, and IPv6 traffic has no NAT charge). Pods have IPv6 addresses only with cluster.ipFamily ipv6. Default: false, because security groups and allow-lists of partners must cover IPv6 too. AWS refuses to remove it while network interfaces in a subnet have IPv6 addresses. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6.html",
    }),
    addressUsageMetrics: z.boolean().default(false).meta({
      description:
        "CloudWatch metrics of network address usage, updated daily: how many of the 64,000 addresses that the default quota allows the VPC uses ($0). Default: false; useful where pods use most addresses of the VPC. https://docs.aws.amazon.com/vpc/latest/userguide/network-address-usage.html",
    }),
    securityGroups: securityGroupsSchema,
  })
  .meta({ description: "VPC and subnets.", examples: [{ cidr: "10.0.0.0/16", zones: ["a", "b"] }] });
