import type { PlatformConfig } from "../config";
import { inExtendedSupport } from "../domain/cluster/kubernetes-versions";
import { alarmCount, natGateways } from "./alarms";
import { type BillLine, line } from "./bill-line";
import { type EndpointAdvice, endpointAdvice, usesGatewayEndpoint } from "./endpoint-advice";
import { nodeLines, unpricedNodes, warmPoolLines } from "./node-lines";
import { isStale, PRICES } from "./prices";

/** What a stack costs by the month, as far as its configuration tells. */
export interface Bill {
  /** What is paid for whether used or not. */
  readonly fixed: readonly BillLine[];
  /** What the stated usage adds; empty when none is stated. */
  readonly usage: readonly BillLine[];
  /** What has a price that the table does not know. Never counted as nothing. */
  readonly unpriced: readonly string[];
  readonly endpoints: readonly EndpointAdvice[];
  /** The Region that the stack stands in. */
  readonly region: string;
  /** Lines whose price is due for a second look. */
  readonly stale: readonly string[];
}

/** Bytes and operations that wait, the delay, and what failed: https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html */
const METRICS_PER_REPLICA = 4;

/** Reckons what a configuration costs on a day: Kubernetes versions fall into extended support by the calendar. */
export function bill(config: PlatformConfig, today: Date): Bill {
  const { network, cluster, aws } = config;
  const groups = Object.entries(cluster.nodeGroups).filter(([, { desiredSize }]) => desiredSize > 0);
  const fixed = [
    ...controlPlaneLines(config, today),
    ...natLines(config),
    ...endpointLines(config),
    ...transitGatewayLines(config),
    ...firewallLines(config),
    ...loadBalancerLines(config),
    ...groups.flatMap(([name, group]) => nodeLines(name, group)),
    ...Object.entries(cluster.nodeGroups).flatMap(([name, group]) => warmPoolLines(name, group)),
    ...keyLines(config),
    ...replicationLines(config),
    ...alarmLines(config),
  ];
  const usageLines = [...trafficLines(config), ...logLines(config), ...queryLines(config)];
  return {
    fixed,
    usage: usageLines,
    unpriced: [
      ...groups.flatMap(([name, group]) => unpricedNodes(name, group)),
      ...unpricedPools(config),
      ...unpricedTier(config),
      ...unpricedAutoMode(config),
      ...unpricedPods(config),
      ...unpricedAddons(config),
      ...unpricedConversion(config),
    ],
    endpoints: network.nat === "none" ? [] : endpointAdvice(withoutEndpoint(config), network.zones.length),
    region: aws.region,
    stale: [...fixed, ...usageLines].filter(({ price }) => isStale(price, today)).map(({ what }) => what),
  };
}

/** Traffic of services that still goes through NAT. */
function withoutEndpoint({ network, usage }: PlatformConfig): PlatformConfig["usage"]["awsServiceGb"] {
  const { services } = network.interfaceEndpoints;
  return Object.fromEntries(Object.entries(usage.awsServiceGb).filter(([service]) => !services.includes(service)));
}

export function total(lines: readonly BillLine[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}

function controlPlaneLines({ cluster }: PlatformConfig, today: Date): BillLine[] {
  return inExtendedSupport(cluster.version, today)
    ? [line("EKS control plane, extended support", 1, PRICES.controlPlaneExtended)]
    : [line("EKS control plane", 1, PRICES.controlPlane)];
}

/**
 * Gateways, each with the address that it stands on. A regional gateway is reckoned as one for each zone, an assumption:
 * it holds addresses in all of them, and https://aws.amazon.com/vpc/pricing/ names no other rate for it.
 */
function natLines({ network }: PlatformConfig): BillLine[] {
  const gateways = natGateways(network);
  if (gateways === 0) return [];
  return [line("NAT gateway", gateways, PRICES.natGateway), line("public IPv4 address", gateways, PRICES.publicIpv4)];
}

/** Each service has an address in every zone, billed by the hour. */
function endpointLines({ network: { interfaceEndpoints, zones } }: PlatformConfig): BillLine[] {
  const addresses = interfaceEndpoints.services.length * zones.length;
  return addresses === 0 ? [] : [line("interface endpoint in a zone", addresses, PRICES.interfaceEndpoint)];
}

/** Billed to the account of the VPC, whoever owns the gateway. */
function transitGatewayLines({ network: { transitGateway } }: PlatformConfig): BillLine[] {
  return transitGateway === undefined ? [] : [line("transit gateway attachment", 1, PRICES.transitGatewayAttachment)];
}

/** Domains of the platform's own lists; those of AWS's lists are free. */
function firewallLines({ network: { dnsFirewall } }: PlatformConfig): BillLine[] {
  const domains = dnsFirewall.blockedDomains.length + dnsFirewall.allowedDomains.length;
  return domains === 0 ? [] : [line("domain of the DNS firewall", domains, PRICES.firewallDomain)];
}

/** The sample's, with an address in each zone where the internet reaches it; others come with workloads. */
function loadBalancerLines({ network: { zones }, cluster: { sampleWorkload } }: PlatformConfig): BillLine[] {
  if (sampleWorkload?.ingress === undefined) return [];
  const addresses = sampleWorkload.ingress.scheme === "internal" ? 0 : zones.length;
  return [
    line("load balancer of the sample", 1, PRICES.loadBalancer),
    line("public IPv4 address of the load balancer", addresses, PRICES.publicIpv4),
  ].filter(({ quantity }) => quantity > 0);
}

/** Karpenter launches by need: none at night, and at most what the limits allow. */
function unpricedPools({ cluster }: PlatformConfig): string[] {
  return Object.entries(cluster.karpenter?.nodePools ?? {}).map(
    ([name, { limits }]) => `nodes of Karpenter's pool ${name} (up to ${limits.cpu} vCPUs)`,
  );
}

/** Of these, AWS's page has a price, and nothing that could be cited as of a day has one here. */
function unpricedTier({ cluster: { controlPlaneTier = "standard" } }: PlatformConfig): string[] {
  return controlPlaneTier === "standard" ? [] : [`control plane of ${controlPlaneTier}`];
}

/** Auto Mode launches by need; 12 % on EC2's price, whichever way that was bought. */
function unpricedAutoMode({ cluster: { autoMode } }: PlatformConfig): string[] {
  return autoMode === undefined ? [] : [`nodes of Auto Mode (up to ${autoMode.limits.cpu} vCPUs)`];
}

/** Fargate bills a pod's CPU and memory for as long as it runs, which no configuration tells. */
function unpricedPods({ cluster }: PlatformConfig): string[] {
  return Object.keys(cluster.fargateProfiles).map((name) => `pods on Fargate (profile ${name})`);
}

/** By the number of nodes, pods and load balancers, which workloads bring, and by what passes these. */
function unpricedAddons({ cluster }: PlatformConfig): string[] {
  const priced = cluster.sampleWorkload?.ingress === undefined ? "" : ", but for the hours of the sample's";
  return [
    ...(cluster.optionalAddons["amazon-cloudwatch-observability"] === undefined
      ? []
      : ["metrics and container logs of Container Insights"]),
    ...(cluster.loadBalancerController === undefined ? [] : [`load balancers of Ingresses and Services${priced}`]),
  ];
}

/** Backups have a key in each Region that they are kept in, and so has storage with replicas. */
function keyLines({ storage, backup, cluster, governance }: PlatformConfig): BillLine[] {
  const keys = [
    storage.encryption,
    ...(replicas(storage) > 0 ? [storage.encryption] : []),
    cluster.secretsEncryption,
    ...(backup.enabled ? [backup.encryption] : []),
    ...(backup.enabled && backup.secondRegionRetentionDays !== undefined ? [backup.encryption] : []),
    // CloudWatch cannot use AWS's key for topics.
    ...(governance.alarms === undefined ? [] : ["customer-managed" as const]),
  ].filter((choice) => choice === "customer-managed").length;
  return keys === 0 ? [] : [line("KMS key", keys, PRICES.kmsKey)];
}

function replicationLines({ storage }: PlatformConfig): BillLine[] {
  const metrics = METRICS_PER_REPLICA * replicas(storage);
  return metrics === 0 ? [] : [line("replication metric", metrics, PRICES.metric)];
}

/** Metrics of the audit log are billed only in months in which they saw anything. */
function alarmLines(config: PlatformConfig): BillLine[] {
  const count = alarmCount(config);
  return count === 0 ? [] : [line("alarm", count, PRICES.alarm)];
}

function replicas({ buckets }: PlatformConfig["storage"]): number {
  return Object.values(buckets).filter(({ replicate }) => replicate).length;
}

function trafficLines({ network, usage }: PlatformConfig): BillLine[] {
  const { nat, zones, interfaceEndpoints, transitGateway } = network;
  const { internetOutGb, internetInGb, awsServiceGb } = usage;
  const transitGb = transitGateway === undefined ? 0 : usage.transitGatewayGb;
  const services = Object.entries(awsServiceGb).filter(([service]) => !usesGatewayEndpoint(service));
  const gbOf = (hasEndpoint: boolean): number =>
    services
      .filter(([service]) => interfaceEndpoints.services.includes(service) === hasEndpoint)
      .reduce((sum, [, gb]) => sum + gb, 0);
  const natGb = internetOutGb + internetInGb + gbOf(false);
  // Workloads are taken to be spread evenly over the zones.
  const crossingGb = (natGb * (zones.length - 1)) / zones.length;
  return [
    ...(nat === "none" ? [] : [line("GB through NAT", natGb, PRICES.natProcessing)]),
    ...(nat === "single"
      ? [line("GB out of and into zones, to the one NAT", 2 * crossingGb, PRICES.zoneTransfer)]
      : []),
    line("GB to the transit gateway", transitGb, PRICES.transitGatewayProcessing),
    line("GB through interface endpoints", gbOf(true), PRICES.interfaceEndpointProcessing),
    line("GB to the internet", internetOutGb, PRICES.internetTransfer),
  ].filter(({ quantity }) => quantity > 0);
}

/** What AWS takes to deliver logs; to keep them costs a tenth of it, or less. */
function logLines({ network: { existing, flowLogs, queryLog }, usage }: PlatformConfig): BillLine[] {
  // Logs of a VPC that the stack does not create are billed to whoever keeps them.
  if (existing !== undefined) return [];
  const logs = [
    ["flow logs", flowLogs.destination, usage.flowLogGb],
    ["the query log", queryLog.destination, usage.queryLogGb],
  ] as const;
  return logs.flatMap(([what, destination, gb]) => {
    if (destination === "none" || gb === 0) return [];
    return destination === "s3"
      ? [line(`GB of ${what} to S3`, gb, PRICES.logToS3)]
      : [line(`GB of ${what} to CloudWatch`, gb, PRICES.logToCloudWatch)];
  });
}

/** No source tells it for the Region of the price list; in others it is some 15 % of the delivery. */
function unpricedConversion({ network: { flowLogs }, usage: { flowLogGb } }: PlatformConfig): string[] {
  return flowLogs.destination === "s3" && flowLogGb > 0
    ? [`conversion of ${flowLogGb} GB of flow logs to Parquet`]
    : [];
}

function queryLines({ network: { dnsFirewall }, usage: { dnsQueryMillions } }: PlatformConfig): BillLine[] {
  const { blockedDomains, managedDomainLists } = dnsFirewall;
  const filters = blockedDomains.length > 0 || Object.keys(managedDomainLists).length > 0;
  return filters && dnsQueryMillions > 0
    ? [line("million queries through the DNS firewall", dnsQueryMillions, PRICES.firewallQueries)]
    : [];
}
