import type { BillInput } from "./bill-input";
import { type BillLine, line } from "./bill-line";
import { usesGatewayEndpoint } from "./endpoint-advice";
import { type PriceList, priceListOf } from "./price-list";

/** What the stated usage costs. */
export function usageLines(input: BillInput): BillLine[] {
  const list = priceListOf(input.aws.region);
  return [
    ...trafficLines(input, list),
    ...logLines(input, list),
    ...archiveLines(input, list),
    ...queryLines(input, list),
  ];
}

function trafficLines({ network, usage }: BillInput, { prices }: PriceList): BillLine[] {
  const { nat, zones, interfaceEndpoints, transitGateway } = network;
  const { internetOutGb, internetInGb, awsServiceGb } = usage;
  const transitGb = transitGateway === undefined ? 0 : usage.transitGatewayGb;
  const services = Object.entries(awsServiceGb).filter(([service]) => !usesGatewayEndpoint(service));
  const gbOf = (hasEndpoint: boolean): number =>
    services
      .filter(([service]) => interfaceEndpoints.services.includes(service) === hasEndpoint)
      .reduce((sum, [, gb]) => sum + gb, 0);
  const natGb = internetOutGb + internetInGb + gbOf(false);
  // Assumes that workloads are spread evenly over the zones.
  const crossingGb = (natGb * (zones.length - 1)) / zones.length;
  return [
    ...(nat === "none" ? [] : [line("GB through NAT", natGb, prices.natProcessing)]),
    ...(nat === "single"
      ? [line("GB out of and into zones, to the one NAT", 2 * crossingGb, prices.zoneTransfer)]
      : []),
    line("GB to the transit gateway", transitGb, prices.transitGatewayProcessing),
    line("GB through interface endpoints", gbOf(true), prices.interfaceEndpointProcessing),
    line("GB to the internet", internetOutGb, prices.internetTransfer),
  ].filter(({ quantity }) => quantity > 0);
}

/** Delivery of logs. Their storage, at most a tenth of it, is omitted. */
function logLines(
  { network: { existing, flowLogs, queryLog }, monitoring, usage }: BillInput,
  { prices }: PriceList,
): BillLine[] {
  // AWS charges logs of a VPC to the account that configured them.
  if (existing !== undefined) return [];
  const logs = [
    ["flow logs", flowLogs.destination, "flowLogs", usage.flowLogGb],
    ["the query log", queryLog.destination, "dnsQueries", usage.queryLogGb],
  ] as const;
  return logs.flatMap(([what, destination, kind, gb]) => {
    if (destination === "none" || gb === 0) return [];
    if (destination === "s3") return [line(`GB of ${what} to S3`, gb, prices.logToS3)];
    const price =
      monitoring.logs.groups[kind]?.logClass === "INFREQUENT_ACCESS"
        ? prices.logToInfrequentAccess
        : prices.logToCloudWatch;
    return [line(`GB of ${what} to CloudWatch`, gb, price)];
  });
}

function archiveLines({ monitoring, usage }: BillInput, { prices }: PriceList): BillLine[] {
  return monitoring.logs.archive !== undefined && usage.logArchiveGb > 0
    ? [line("GB of compressed events to the log archive", usage.logArchiveGb, prices.firehoseIngestion)]
    : [];
}

function queryLines(
  { network: { dnsFirewall }, usage: { dnsQueryMillions } }: BillInput,
  { prices }: PriceList,
): BillLine[] {
  const { blockedDomains, managedDomainLists } = dnsFirewall;
  const filters = blockedDomains.length > 0 || Object.keys(managedDomainLists).length > 0;
  return filters && dnsQueryMillions > 0
    ? [line("million queries through the DNS firewall", dnsQueryMillions, prices.firewallQueries)]
    : [];
}
