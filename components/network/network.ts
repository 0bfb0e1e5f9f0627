import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";

import { adoptDefaults } from "./defaults";
import { type DnsFirewallArgs, createDnsFirewall } from "./dns-firewall";
import { createGatewayEndpoints } from "./endpoints";
import { type FlowLogsArgs, createFlowLogs } from "./flow-logs";
import { type InterfaceEndpointsArgs, createInterfaceEndpoints } from "./interface-endpoints";
import { createInternetAccess } from "./internet";
import { createIpv6Routes } from "./ipv6";
import type { LogBucketArgs } from "./log-destination";
import { type NatArgs, type MetricDimensions, createNatGateways, createPrivateRoutes, natMetrics } from "./nat";
import type { NetworkScope } from "./scope";
import { createPodSubnets } from "./pods";
import { type QueryLogArgs, createQueryLog } from "./resolver-query-log";
import type { SecurityGroupMap } from "./security-group-rules";
import { createSecurityGroups } from "./security-groups";
import {
  type ExplicitSubnets,
  type PlannedSubnet,
  type SubnetPlace,
  planPodSubnets,
  planPoolSubnets,
  planSubnets,
} from "../../domain/network/subnet-plan";
import { type Tier, type ZoneLetter, byTier } from "../../domain/network/zones-and-tiers";
import { createSubnets } from "./subnets";
import { type TransitGatewayArgs, attachTransitGateway } from "./transit-gateway";

export interface NetworkArgs extends NatArgs, InterfaceEndpointsArgs, LogBucketArgs {
  /** Prefix of `Name` tags. */
  readonly platformName: string;
  /** The cluster whose Karpenter may find the private subnets. */
  readonly clusterName: string;
  /** A change replaces everything. */
  readonly region: string;
  /** The account whose flow logs may be written. */
  readonly accountId: string;
  /** CIDR block of the VPC, unless a pool gives it. A change replaces everything. */
  readonly cidr?: string;
  /**
   * An IPAM pool of the account, or shared with it, and the prefix length of the block that it gives, /16 to /22. A
   * change replaces everything. https://docs.aws.amazon.com/vpc/latest/ipam/create-vpc-ipam.html
   */
  readonly ipam?: { readonly poolId: string; readonly netmaskLength: number };
  /** Availability zones by letter. Adding or removing one touches no other, but see {@link NatArgs.nat} `single`. */
  readonly zones: readonly ZoneLetter[];
  /** Physical zone ids such as `use1-az1`, which mean the same zone in every account; a letter does not. */
  readonly zoneIds: Readonly<Partial<Record<ZoneLetter, string>>>;
  readonly tiers: readonly Tier[];
  /** CIDR blocks instead of computed ones. A change replaces the subnet, which AWS refuses while anything is in it. */
  readonly subnets: ExplicitSubnets;
  /** A second block, for pods. A change replaces their subnets, which AWS refuses while a pod is in them. */
  readonly podCidr?: string;
  readonly flowLogs: FlowLogsArgs;
  readonly queryLog: QueryLogArgs;
  readonly dnsFirewall: DnsFirewallArgs;
  /** Through which other networks are reached: $36.50 a month, and $0.02 per GB sent. */
  readonly transitGateway?: TransitGatewayArgs;
  /** IPv6 beside IPv4: addresses, routes and an egress-only gateway, all of it free. */
  readonly ipv6: boolean;
  /** Counts the network addresses in use, once a day; free. */
  readonly addressUsageMetrics: boolean;
  /** Security groups by key, for workloads outside of the cluster's own group. */
  readonly securityGroups: SecurityGroupMap;
}

/** A subnet, for what stands in each zone once. */
export interface ZoneSubnet {
  readonly id: pulumi.Output<string>;
  readonly cidr: pulumi.Output<string | undefined>;
  /** The zone's name in the account, such as `eu-west-1a`. */
  readonly availabilityZone: pulumi.Output<string>;
}

/**
 * A VPC with subnets by tier and zone, the routes between them and the internet, and a record of who talked to whom.
 *
 * Made: VPC with DNS, subnets, route tables, internet gateway (only with a public tier or
 * regional NAT), NAT gateways, transit gateway attachment, S3 and DynamoDB
 * gateway endpoints, interface endpoints, flow logs, and by config a log of DNS queries and a firewall for them. The
 * VPC's default security group and main route table are emptied, so that nothing works
 * by accident; its default network ACL is adopted as AWS made it.
 * No subnet hands out public addresses; load balancers and NAT gateways bring their own.
 */
export class Network extends pulumi.ComponentResource {
  public readonly vpcId: pulumi.Output<string>;
  public readonly vpcCidr: pulumi.Output<string>;
  /** Subnet ids of each tier, in the order of the zone letters. */
  public readonly subnetIds: Readonly<Record<Tier, pulumi.Output<string>[]>>;
  /** Blocks of the subnets of each tier, in the order of the zone letters. */
  public readonly subnetCidrs: Readonly<Record<Tier, pulumi.Output<string>[]>>;
  public readonly privateSubnets: Readonly<Partial<Record<ZoneLetter, ZoneSubnet>>>;
  /** Ids of the private subnets by zone letter, for what chooses its zones. */
  public readonly privateSubnetIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Ids of the subnets for pods, in the order of the zone letters; none without a block for pods. */
  public readonly podSubnetIds: pulumi.Output<string>[];
  /** Route table ids by tier, and zone letter where each zone has its own: `public`, `private-a`. */
  public readonly routeTableIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** Addresses from which private workloads reach the internet, in the order of the zones. */
  public readonly natPublicIps: pulumi.Output<string[]>;
  /** What the metrics of NAT gateways go by, for each zone that one stands in. */
  public readonly natMetrics: Readonly<Record<string, MetricDimensions>>;
  /** Undefined where flow logs go to S3. */
  public readonly flowLogGroupName: pulumi.Output<string> | undefined;
  /** By key. */
  public readonly securityGroupIds: Readonly<Record<string, pulumi.Output<string>>>;
  /**
   * For `dependsOn` of private workloads: their way out, which must stand before they start and as long as they drain.
   * A handle inside the program; it is no output of the stack.
   */
  public readonly privateEgress: readonly pulumi.Resource[];

  constructor(name: string, args: NetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:network:Network", name, {}, opts);
    refuseNatWithoutPublicTier(args);
    const plan = planOf(args);
    const podPlan = planPodSubnets(args);

    const vpc = createVpc(this, name, args);
    const { platformName } = args;
    const scope: NetworkScope = { parent: this, name, platformName, vpcId: vpc.id, vpcCidr: vpc.cidrBlock };
    adoptDefaults(scope, vpc);
    const { subnets, routeTables } = createSubnets(scope, plan, {
      ...args,
      ...(args.ipv6 ? { ipv6Block: vpc.ipv6CidrBlock } : {}),
    });
    const internet = hasInternet(args)
      ? createInternetAccess(scope, ofTier("public", routeTables))
      : { gateways: [], routes: [] };
    const natGateways = createNatGateways(scope, args, ofTier("public", subnets), internet);
    const privateRoutes = createPrivateRoutes(scope, ofTier("private", subnets), natGateways);
    const ipv6Routes = args.ipv6
      ? createIpv6Routes(scope, ofTier("public", routeTables), ofTier("private", routeTables), internet)
      : [];
    const transitRoutes = attachTransitGateway(scope, args, ofTier("control-plane", subnets), [
      ...ofTier("private", routeTables),
      ...ofTier("control-plane", routeTables),
    ]);
    const podSubnets = createPodSubnets(scope, args, podPlan, ofTier("private", subnets));
    const endpointRoutes = createGatewayEndpoints(scope, args, routeTables);
    const interfaceEndpoints = createInterfaceEndpoints(scope, args, ofTier("private", subnets));
    const flowLogGroup = createFlowLogs(scope, args.flowLogs, args);
    createQueryLog(scope, args.queryLog, args);
    createDnsFirewall(scope, args.dnsFirewall);

    this.vpcId = vpc.id;
    this.vpcCidr = vpc.cidrBlock;
    this.subnetIds = byTier((tier) => ofTier(tier, subnets).map(({ subnet }) => subnet.id));
    this.subnetCidrs = byTier((tier) => ofTier(tier, subnets).map(({ subnet }) => subnet.cidrBlock));
    this.privateSubnets = Object.fromEntries(
      ofTier("private", subnets).map(({ zone, subnet: { id, cidrBlock, availabilityZone } }) => [
        zone,
        { id, cidr: cidrBlock, availabilityZone },
      ]),
    );
    this.privateSubnetIds = Object.fromEntries(ofTier("private", subnets).map(({ zone, subnet }) => [zone, subnet.id]));
    this.podSubnetIds = podSubnets.map(({ subnet }) => subnet.id);
    this.routeTableIds = Object.fromEntries(routeTables.map(({ key, routeTable }) => [key, routeTable.id]));
    this.natPublicIps = pulumi.all(natGateways.map(({ publicIps }) => publicIps)).apply((ips) => ips.flat());
    this.natMetrics = natMetrics(natGateways, ofTier("private", subnets));
    this.flowLogGroupName = flowLogGroup?.name;
    this.securityGroupIds = createSecurityGroups(scope, args.securityGroups);
    this.privateEgress = [
      ...natGateways.map(({ gateway }) => gateway),
      ...privateRoutes,
      ...ipv6Routes,
      ...transitRoutes,
      ...ofTier("private", subnets).map(({ association }) => association),
      ...podSubnets.map(({ association }) => association),
      // Attaching a gateway endpoint cuts the connections to its service that are open at that moment.
      ...ofTier("private", endpointRoutes).map(({ association }) => association),
      ...interfaceEndpoints,
    ];
    this.registerOutputs({
      vpcId: this.vpcId,
      vpcCidr: this.vpcCidr,
      subnetIds: this.subnetIds,
      privateSubnetIds: this.privateSubnetIds,
      podSubnetIds: this.podSubnetIds,
      routeTableIds: this.routeTableIds,
      natPublicIps: this.natPublicIps,
      flowLogGroupName: this.flowLogGroupName,
      securityGroupIds: this.securityGroupIds,
    });
  }
}

/** The subnets: with their blocks, or with their places alone in a block that a pool is yet to give. */
function planOf({ cidr, ipam, ...args }: NetworkArgs): readonly (PlannedSubnet | SubnetPlace)[] {
  if (cidr !== undefined && ipam === undefined) return planSubnets({ ...args, cidr });
  if (ipam !== undefined && cidr === undefined) return planPoolSubnets({ ...args, ...ipam });
  throw new Error("a VPC has one block: set cidr or ipam, and not both");
}

function refuseNatWithoutPublicTier({ nat, tiers }: NetworkArgs): void {
  if (nat === "none" || nat === "regional" || tiers.includes("public")) return;
  throw new Error(
    `nat is ${nat}, but a NAT gateway lives in a public subnet: add public to tiers, or set nat to regional or none`,
  );
}

/** Whether anything has a public address. */
function hasInternet({ nat, tiers }: NetworkArgs): boolean {
  return tiers.includes("public") || nat === "regional";
}

function ofTier<T extends { readonly tier: Tier }>(tier: Tier, members: readonly T[]): readonly T[] {
  return members.filter((member) => member.tier === tier);
}

function createVpc(
  parent: pulumi.Resource,
  name: string,
  { cidr, ipam, platformName, ipv6, addressUsageMetrics }: NetworkArgs,
): ec2.Vpc {
  return new ec2.Vpc(
    `${name}-vpc`,
    {
      ...(cidr === undefined ? {} : { cidrBlock: cidr }),
      ...(ipam === undefined ? {} : { ipv4IpamPoolId: ipam.poolId, ipv4NetmaskLength: ipam.netmaskLength }),
      // Private endpoints resolve only with both: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
      enableDnsSupport: true,
      enableDnsHostnames: true,
      enableNetworkAddressUsageMetrics: addressUsageMetrics,
      assignGeneratedIpv6CidrBlock: ipv6,
      tags: { Name: platformName },
    },
    { parent },
  );
}
