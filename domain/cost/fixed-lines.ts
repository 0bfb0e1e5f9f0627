import { inExtendedSupport } from "../cluster/kubernetes-versions";
import { webAclRuleCount } from "../cluster/web-acl";
import { alarmCounts, zoneCertificateKey } from "../monitoring/platform-alarms";
import { natGatewayZones } from "../network/nat-gateway-zones";
import type { BillInput } from "./bill-input";
import { type BillLine, type ChargedResources, KMS_KEY, line } from "./bill-line";
import { customerManagedKeys, hasBackupCopies, replicas } from "./kms-keys";
import { nodeLines, offHoursLines, warmPoolLines } from "./node-lines";
import { observabilityLines } from "./observability-lines";
import { type PriceList, priceListOf } from "./price-list";

/** Pending bytes, pending operations, latency and failed operations: https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html */
const METRICS_PER_REPLICA = 4;

const CLUSTER: ChargedResources = { type: "aws:eks/cluster:Cluster" };
/** Gateway endpoints have the same type, and are free. */
const ENDPOINT: ChargedResources = { type: "aws:ec2/vpcEndpoint:VpcEndpoint" };
const ATTACHMENT: ChargedResources = { type: "aws:ec2transitgateway/vpcAttachment:VpcAttachment" };
const DOMAIN_LIST: ChargedResources = { type: "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList" };

/** Everything that a stack is charged for whether used or not. */
export function fixedLines(input: BillInput, today: Date): BillLine[] {
  const groups = Object.entries(input.cluster.nodeGroups);
  const list = priceListOf(input.aws.region);
  return [
    ...controlPlaneLines(input, today, list),
    ...natLines(input, list),
    ...endpointLines(input, list),
    ...transitGatewayLines(input, list),
    ...firewallLines(input, list),
    ...loadBalancerLines(input, list),
    ...groups.filter(([, { desiredSize }]) => desiredSize > 0).flatMap(([name, group]) => nodeLines(name, group, list)),
    ...groups.flatMap(([name, group]) => offHoursLines(name, group, input.cluster.offHours, list)),
    ...groups.flatMap(([name, group]) => warmPoolLines(name, group, list)),
    ...keyLines(input, list),
    ...secretLines(input, list),
    ...replicationLines(input, list),
    ...alarmLines(input, list),
    ...webAclLines(input, list),
    ...hostedZoneLines(input, list),
    ...observabilityLines(input, list),
  ];
}

function controlPlaneLines({ cluster }: BillInput, today: Date, { prices }: PriceList): BillLine[] {
  return inExtendedSupport(cluster.version, today)
    ? [line("EKS control plane, extended support", 1, prices.controlPlaneExtended, CLUSTER)]
    : [line("EKS control plane", 1, prices.controlPlane, CLUSTER)];
}

/**
 * Gateways, each with its address. A regional gateway counts once for each zone, which is an assumption: it has an
 * address in every zone, and https://aws.amazon.com/vpc/pricing/ names no other rate for it.
 */
function natLines({ network }: BillInput, { prices }: PriceList): BillLine[] {
  const gateways = natGatewayZones(network.nat, network.zones).length;
  if (gateways === 0) return [];
  return [
    line("NAT gateway", gateways, prices.natGateway, { type: "aws:ec2/natGateway:NatGateway" }),
    line("public IPv4 address", gateways, prices.publicIpv4, { type: "aws:ec2/eip:Eip" }),
  ];
}

/** Each service has a network interface in every zone, charged by the hour. */
function endpointLines({ network: { interfaceEndpoints, zones } }: BillInput, { prices }: PriceList): BillLine[] {
  const interfaces = interfaceEndpoints.services.length * zones.length;
  return interfaces === 0 ? [] : [line("interface endpoint in a zone", interfaces, prices.interfaceEndpoint, ENDPOINT)];
}

/** AWS charges the account of the VPC, whoever owns the gateway. */
function transitGatewayLines({ network: { transitGateway } }: BillInput, { prices }: PriceList): BillLine[] {
  return transitGateway === undefined
    ? []
    : [line("transit gateway attachment", 1, prices.transitGatewayAttachment, ATTACHMENT)];
}

/** Domains of the platform's own lists; the managed domain lists of AWS are free. */
function firewallLines({ network: { dnsFirewall } }: BillInput, { prices }: PriceList): BillLine[] {
  const domains = dnsFirewall.blockedDomains.length + dnsFirewall.allowedDomains.length;
  return domains === 0 ? [] : [line("domain of the DNS firewall", domains, prices.firewallDomain, DOMAIN_LIST)];
}

/** Of the sample workload, with a public address in each zone unless it is internal. */
function loadBalancerLines(
  { network: { zones }, cluster: { sampleWorkload } }: BillInput,
  { prices }: PriceList,
): BillLine[] {
  if (sampleWorkload?.ingress === undefined) return [];
  const addresses = sampleWorkload.ingress.scheme === "internal" ? 0 : zones.length;
  return [
    line("load balancer of the sample", 1, prices.loadBalancer),
    line("public IPv4 address of the load balancer", addresses, prices.publicIpv4),
  ].filter(({ quantity }) => quantity > 0);
}

/** Requests of AWS WAF depend on the traffic, and are among the unpriced parts. */
function webAclLines({ cluster: { webAcl } }: BillInput, { prices }: PriceList): BillLine[] {
  if (webAcl === undefined) return [];
  return [
    line("web ACL", 1, prices.webAcl, { type: "aws:wafv2/webAcl:WebAcl" }),
    line("rule of the web ACL", webAclRuleCount(webAcl), prices.webAclRule),
  ];
}

/** Certificates of ACM are free. Queries depend on the traffic, and are among the unpriced parts. */
function hostedZoneLines({ cluster: { hostedZones } }: BillInput, { prices }: PriceList): BillLine[] {
  const zones = Object.values(hostedZones).filter(({ zoneId }) => zoneId === undefined).length;
  return zones === 0 ? [] : [line("hosted zone", zones, prices.hostedZone, { type: "aws:route53/zone:Zone" })];
}

function keyLines(input: BillInput, { prices }: PriceList): BillLine[] {
  const keys = customerManagedKeys(input);
  return keys === 0 ? [] : [line("KMS key", keys, prices.kmsKey, KMS_KEY)];
}

/** Requests for values depend on the workloads: $0.05 per 10,000. */
function secretLines({ storage }: BillInput, { prices }: PriceList): BillLine[] {
  const secrets = Object.keys(storage.secrets).length;
  return secrets === 0 ? [] : [line("secret", secrets, prices.secret, { type: "aws:secretsmanager/secret:Secret" })];
}

function replicationLines({ storage }: BillInput, { prices }: PriceList): BillLine[] {
  const metrics = METRICS_PER_REPLICA * replicas(storage);
  return metrics === 0 ? [] : [line("replication metric", metrics, prices.metric)];
}

/** Metrics of the audit log are charged only for months in which they counted something. */
function alarmLines(
  { monitoring: { alarms }, network, cluster, backup, storage }: BillInput,
  { prices }: PriceList,
): BillLine[] {
  if (alarms === undefined) return [];
  const { metrics, composites } = alarmCounts({
    natZones: natGatewayZones(network.nat, network.zones),
    hasContainerInsights: cluster.optionalAddons["amazon-cloudwatch-observability"] !== undefined,
    hasBackups: backup.enabled,
    hasBackupCopies: hasBackupCopies(backup),
    fileSystems: Object.keys(storage.fileSystems),
    loadBalancers: alarms.loadBalancers,
    certificates: [...Object.keys(alarms.certificates), ...zonesWithCertificate(cluster).map(zoneCertificateKey)],
    auditedPrincipals: cluster.logTypes.includes("audit")
      ? alarms.auditedAccess.map((name) => ({ name, arn: "" }))
      : undefined,
  });
  return [
    // A metric alarm costs as much as it has metrics.
    line("metric of an alarm", metrics, prices.alarm),
    line("composite alarm", composites, prices.compositeAlarm, {
      type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    }),
  ];
}

function zonesWithCertificate({ hostedZones }: BillInput["cluster"]): string[] {
  return Object.keys(hostedZones).filter((key) => hostedZones[key]?.certificate === true);
}
