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
import { type NatArgs, createNatGateways, createPrivateRoutes, natMetrics } from "./nat";
import type { PlatformNetwork } from "./platform-network";
import type { NetworkScope } from "./scope";
import { createPodSubnets } from "./pods";
import { type QueryLogArgs, createQueryLog } from "./resolver-query-log";
import type { SecurityGroupMap } from "./security-groups-args";
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
  /** Name of the cluster, by which Karpenter finds the private subnets. */
  readonly clusterName: string;
  /** A change replaces all resources. */
  readonly region: string;
  /** Account of the flow logs. */
  readonly accountId: string;
  /** CIDR block of the VPC; alternatively `ipam`. A change replaces all resources. */
  readonly cidr?: string;
  /**
   * IPAM pool of the account, or shared with it, and the prefix length of the block that it allocates, /16 to /22. A
   * change replaces all resources. https://docs.aws.amazon.com/vpc/latest/ipam/create-vpc-ipam.html
   */
  readonly ipam?: { readonly poolId: string; readonly netmaskLength: number };
  /** Letters of the Availability Zones. Adding or removing one changes no other, except with `nat` `single`. */
  readonly zones: readonly ZoneLetter[];
  /** Zone IDs such as `use1-az1`, which stand for the same zone in every account; letters do not. */
  readonly zoneIds: Readonly<Partial<Record<ZoneLetter, string>>>;
  readonly tiers: readonly Tier[];
  /** CIDR blocks instead of computed ones. A change replaces the subnet; EC2 does not delete one that is in use. */
  readonly subnets: ExplicitSubnets;
  /** Second CIDR block, for pods. A change replaces their subnets; EC2 does not delete one that is in use. */
  readonly podCidr?: string;
  readonly flowLogs: FlowLogsArgs;
  readonly queryLog: QueryLogArgs;
  readonly dnsFirewall: DnsFirewallArgs;
  /** Transit gateway to other networks: $36.50 a month, and $0.02 per GB sent. */
  readonly transitGateway?: TransitGatewayArgs;
  /** IPv6 in addition to IPv4: addresses, routes and an egress-only internet gateway ($0). */
  readonly ipv6: boolean;
  /** Daily CloudWatch metrics of network address usage ($0). */
  readonly addressUsageMetrics: boolean;
  /** Security groups by key, for resources that do not use the cluster's security group. */
  readonly securityGroups: SecurityGroupMap;
}

/**
 * A VPC with subnets by tier and zone, routes and flow logs.
 *
 * Creates the VPC with DNS, subnets, route tables, an internet gateway (only with a public tier or regional NAT), NAT
 * gateways, the attachment to a transit gateway, gateway endpoints for S3 and DynamoDB, interface endpoints, flow logs,
 * security groups and, if configured, a DNS query log and a DNS Firewall. Removes all rules from the default security
 * group and all routes from the main route table, and adopts the default network ACL without changes. No subnet assigns
 * public IPv4 addresses.
 */
export class Network extends pulumi.ComponentResource implements PlatformNetwork {
  public readonly vpcId: pulumi.Output<string>;
  public readonly vpcCidr: pulumi.Output<string>;
  public readonly subnetIds: PlatformNetwork["subnetIds"];
  public readonly zoneSubnetIds: PlatformNetwork["zoneSubnetIds"];
  public readonly subnetCidrs: PlatformNetwork["subnetCidrs"];
  public readonly privateSubnets: PlatformNetwork["privateSubnets"];
  public readonly privateSubnetIds: PlatformNetwork["privateSubnetIds"];
  public readonly podSubnetIds: PlatformNetwork["podSubnetIds"];
  public readonly routeTableIds: PlatformNetwork["routeTableIds"];
  public readonly natPublicIps: PlatformNetwork["natPublicIps"];
  public readonly natMetrics: PlatformNetwork["natMetrics"];
  public readonly securityGroupIds: PlatformNetwork["securityGroupIds"];
  public readonly privateEgress: PlatformNetwork["privateEgress"];

  constructor(name: string, args: NetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("groundwork:network:Network", name, {}, opts);
    assertNatHasPublicTier(args);
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
    const internet = needsInternetGateway(args)
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
    createFlowLogs(scope, args.flowLogs, args);
    createQueryLog(scope, args.queryLog, args);
    createDnsFirewall(scope, args.dnsFirewall);

    this.vpcId = vpc.id;
    this.vpcCidr = vpc.cidrBlock;
    this.subnetIds = byTier((tier) => ofTier(tier, subnets).map(({ subnet }) => subnet.id));
    this.zoneSubnetIds = byTier((tier) =>
      Object.fromEntries(ofTier(tier, subnets).map(({ zone, subnet }) => [zone, subnet.id])),
    );
    this.subnetCidrs = byTier((tier) => ofTier(tier, subnets).map(({ subnet }) => subnet.cidrBlock));
    this.privateSubnets = Object.fromEntries(
      ofTier("private", subnets).map(({ zone, subnet: { id, cidrBlock, availabilityZone } }) => [
        zone,
        { id, cidr: cidrBlock, availabilityZone },
      ]),
    );
    this.privateSubnetIds = this.zoneSubnetIds.private;
    this.podSubnetIds = Object.fromEntries(podSubnets.map(({ zone, subnet }) => [zone, subnet.id]));
    this.routeTableIds = Object.fromEntries(routeTables.map(({ key, routeTable }) => [key, routeTable.id]));
    this.natPublicIps = pulumi.all(natGateways.map(({ publicIps }) => publicIps)).apply((ips) => ips.flat());
    this.natMetrics = natMetrics(natGateways, ofTier("private", subnets));
    this.securityGroupIds = createSecurityGroups(scope, args.securityGroups);
    this.privateEgress = [
      ...natGateways.map(({ gateway }) => gateway),
      ...privateRoutes,
      ...ipv6Routes,
      ...transitRoutes,
      ...ofTier("private", subnets).map(({ association }) => association),
      ...podSubnets.map(({ association }) => association),
      // EC2 closes open connections to the service when a route to a gateway endpoint is added.
      ...ofTier("private", endpointRoutes).map(({ association }) => association),
      ...interfaceEndpoints,
    ];
    this.registerOutputs({
      vpcId: this.vpcId,
      vpcCidr: this.vpcCidr,
      subnetIds: this.subnetIds,
      privateSubnetIds: this.privateSubnetIds,
      routeTableIds: this.routeTableIds,
      natPublicIps: this.natPublicIps,
      securityGroupIds: this.securityGroupIds,
    });
  }
}

/** Subnets with their CIDR blocks, or with their position only where an IPAM pool allocates the block of the VPC. */
function planOf({ cidr, ipam, ...args }: NetworkArgs): readonly (PlannedSubnet | SubnetPlace)[] {
  if (cidr !== undefined && ipam === undefined) return planSubnets({ ...args, cidr });
  if (ipam !== undefined && cidr === undefined) return planPoolSubnets({ ...args, ...ipam });
  throw new Error("A VPC has one CIDR block: set either cidr or ipam.");
}

function assertNatHasPublicTier({ nat, tiers }: NetworkArgs): void {
  if (nat === "none" || nat === "regional" || tiers.includes("public")) return;
  throw new Error(
    `nat ${nat} needs a public subnet for the NAT gateway: add public to tiers, or set nat to regional or none.`,
  );
}

/** Whether the VPC needs an internet gateway. */
function needsInternetGateway({ nat, tiers }: NetworkArgs): boolean {
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
      // The private endpoint of EKS and interface endpoints resolve only with both: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
      enableDnsSupport: true,
      enableDnsHostnames: true,
      enableNetworkAddressUsageMetrics: addressUsageMetrics,
      assignGeneratedIpv6CidrBlock: ipv6,
      tags: { Name: platformName },
    },
    { parent },
  );
}
