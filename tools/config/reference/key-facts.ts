import { HOURS_PER_MONTH, instancePrice, type Price, PRICES, usdPerMonth } from "../../../domain/cost/prices";
import { ENDPOINT_BUNDLES } from "../../../domain/network/endpoint-bundles";

/** What the reference says about a key and no schema or rule holds. */
export interface KeyFacts {
  /** List price in us-east-1. Every amount comes from `domain/cost/prices.ts`. */
  readonly price?: string;
  /** What an update does when the value changes. Keys below inherit it; without it, the resource changes in place. */
  readonly onChange?: Effect;
}

/** The effect in a word, for a table, and in sentences. */
export interface Effect {
  readonly kind: "in place" | "replaces" | "refused" | "see below";
  readonly text: string;
}

const KEY_MONTH = `${monthly(PRICES.kmsKey)} for the KMS key`;
const GATEWAY_MONTH = dollars(usdPerMonth(PRICES.natGateway) + usdPerMonth(PRICES.publicIpv4));
const ENDPOINT_MONTH = `${monthly(PRICES.interfaceEndpoint)} for each service in each zone`;
const LOG_DELIVERY = `${each(PRICES.logToCloudWatch)} delivered to CloudWatch, ${each(PRICES.logToS3)} delivered to S3`;
const FIREWALL = `${dollars(1000 * PRICES.firewallDomain.usd)} a month for 1,000 domains, ${each(PRICES.firewallQueries)} queries`;
const REPLACES_GROUP = "Replaces the node group: EKS starts the new nodes first, then drains the old ones.";
const DELETES_REMOVED = "In place. Removing an entry deletes the resource, unless `deletionProtection` protects it.";
const VAULT_LOCK =
  "In place. With `backup.lock`, another shortest retention replaces the lock of the vault, not the vault.";

/** By path as in the reference, `*` for any key of a map. A test finds every path in the schema. */
export const KEY_FACTS: Readonly<Record<string, KeyFacts>> = {
  teardown: {
    onChange: other(
      "The next update turns off every deletion protection, and turns it on again once the key is removed.",
    ),
  },
  expiry: {
    onChange: inPlace(
      "In place at AWS, except that another day replaces the nodes of node groups and of Karpenter, and the StorageClasses of the cluster.",
    ),
  },
  "account.accessAnalyzer": {
    onChange: other("`existing` deletes the analyzer that the stack created."),
  },
  tags: { onChange: inPlace("In place at AWS. Replaces the StorageClasses of the cluster; volumes keep their tags.") },
  "tags.keys": {
    onChange: inPlace(
      "In place at AWS: resources lose the tag with the old key. Replaces the nodes of node groups and of Karpenter, and the StorageClasses; volumes keep their tags.",
    ),
  },
  "tags.components": {
    onChange: inPlace("In place at AWS. Tags of `cluster` replace nodes and StorageClasses; volumes keep their tags."),
  },
  "tags.ignore": { onChange: other("Changes no resource at AWS.") },
  "tags.required": { onChange: other("Limits previews and updates; changes no resource.") },
  "account.registry.pullThroughCaches.*.upstream": {
    onChange: replaces("Replaces the cache rule; cached images stay."),
  },
  "network.existing.subnets": {
    onChange: other("Another private subnet replaces node groups and mount targets of file systems."),
  },
  "network.zones": {
    onChange: other(
      "Adding a zone creates subnets and changes no existing one; node groups without `zones` are replaced to use it. Refused: removing a zone that the control plane was created in.",
    ),
  },
  "network.tiers": { onChange: other("Creates or deletes the subnets of the tier.") },
  "network.nat": {
    price: `${GATEWAY_MONTH} a month for each gateway with its address, ${each(PRICES.natProcessing)}`,
    onChange: other(
      "Creates or deletes gateways and moves the routes: connections are cut, and the public addresses of the workloads change.",
    ),
  },
  "network.natAllocationIds": {
    price: `${monthly(PRICES.publicIpv4)} for each address`,
    onChange: replaces("Replaces the gateway of the zone: its connections are cut, and its public address changes."),
  },
  "network.interfaceEndpoints.bundles": {
    price: `${ENDPOINT_MONTH} (${bundlePrices()}), ${each(PRICES.interfaceEndpointProcessing)}`,
    onChange: other("Creates or deletes endpoints."),
  },
  "network.interfaceEndpoints.services": {
    price: `${ENDPOINT_MONTH}, ${each(PRICES.interfaceEndpointProcessing)}`,
    onChange: other("Creates or deletes endpoints."),
  },
  "network.transitGateway": {
    price: `${monthly(PRICES.transitGatewayAttachment)} for the attachment, ${each(PRICES.transitGatewayProcessing)}`,
  },
  "network.transitGateway.id": {
    onChange: replaces("Replaces the attachment: the new one is created first, then the routes move."),
  },
  "network.flowLogs.destination": {
    price: LOG_DELIVERY,
    onChange: replaces(
      "Replaces the flow log. Records in S3 stay; a CloudWatch log group that is no longer used is deleted.",
    ),
  },
  "network.flowLogs.traffic": { onChange: replaces("Replaces the flow log; its records stay.") },
  "network.flowLogs.fields": {
    onChange: replaces(
      "Replaces the flow log; its records stay. Refused: omitting the key after it was set, because the flow log would keep its fields.",
    ),
  },
  "network.flowLogs.aggregationSeconds": { onChange: replaces("Replaces the flow log; its records stay.") },
  "network.queryLog.destination": {
    price: LOG_DELIVERY,
    onChange: replaces(
      "Replaces the query log. Records in S3 stay; a CloudWatch log group that is no longer used is deleted.",
    ),
  },
  "network.dnsFirewall": {
    onChange: inPlace("In place. A change of a rule that AWS does not update replaces the rule, not the firewall."),
  },
  "network.dnsFirewall.blockedDomains": { price: FIREWALL },
  "network.dnsFirewall.allowedDomains": { price: FIREWALL },
  "network.ipv6": {
    onChange: other(
      "In place. Refused: turning it off, because the subnets keep their IPv6 blocks and AWS refuses the rest.",
    ),
  },
  "storage.encryption": {
    price: `${KEY_MONTH} with \`customer-managed\`, and as much for the key of the replicas in a second Region`,
  },
  "storage.buckets": { onChange: inPlace(DELETES_REMOVED) },
  "storage.buckets.*.replicate": {
    price: `${dollars(4 * PRICES.metric.usd)} a month for 4 replication metrics, plus the storage and transfer of the copies`,
  },
  "storage.registries": { onChange: inPlace(DELETES_REMOVED) },
  "storage.registries.*.keepTaggedImages": {
    onChange: replaces("Replaces the lifecycle policy of the registry, not the registry."),
  },
  "storage.registries.*.untaggedExpirationDays": {
    onChange: replaces("Replaces the lifecycle policy of the registry, not the registry."),
  },
  "storage.fileSystems": { onChange: inPlace(DELETES_REMOVED) },
  "storage.secrets": { price: `${monthly(PRICES.secret)} for each secret`, onChange: inPlace(DELETES_REMOVED) },
  "backup.dailyRetentionDays": { onChange: inPlace(VAULT_LOCK) },
  "backup.monthlyRetentionDays": { onChange: inPlace(VAULT_LOCK) },
  "backup.secondRegionRetentionDays": { onChange: inPlace(VAULT_LOCK) },
  "backup.encryption": { price: `${KEY_MONTH} with \`customer-managed\`, in each Region with copies` },
  "cluster.version": {
    price: `${monthly(PRICES.controlPlane)} for the control plane, ${monthly(PRICES.controlPlaneExtended)} in extended support`,
    onChange: other("In place, one minor version at a time. Refused: skipping a minor version, and going back."),
  },
  "cluster.supportType": {
    price: `\`EXTENDED\`: ${monthly(PRICES.controlPlaneExtended)} for the control plane after the end of standard support`,
  },
  "cluster.secretsEncryption": {
    price: `${KEY_MONTH} with \`customer-managed\``,
    onChange: other("Accepted: from `aws-owned` to `customer-managed`, in place."),
  },
  "cluster.controlPlaneTier": {
    onChange: other(
      "In place. Refused: omitting the key after it was set, because EKS keeps the tier and its price; set `standard`.",
    ),
  },
  "cluster.loadBalancerController": {
    price: `the controller is free; each load balancer of a workload costs ${monthly(PRICES.loadBalancer)} and its usage`,
  },
  "cluster.hostedZones": {
    price: `${monthly(PRICES.hostedZone)} for each zone that the stack creates`,
    onChange: inPlace(DELETES_REMOVED),
  },
  "cluster.hostedZones.*.domain": {
    onChange: replaces(
      "Replaces the hosted zone and the certificate. Refused while `deletionProtection` protects the zone.",
    ),
  },
  "cluster.hostedZones.*.zoneId": {
    onChange: replaces("Deletes the hosted zone that the stack created, unless `deletionProtection` protects it."),
  },
  "cluster.hostedZones.*.alternativeNames": {
    onChange: replaces("Replaces the certificate: load balancers use the new one before the old one is deleted."),
  },
  "cluster.nodeGroups": { onChange: inPlace("In place. Removing an entry drains and deletes its nodes.") },
  "cluster.nodeGroups.*.zones": { onChange: replaces(REPLACES_GROUP) },
  "cluster.nodeGroups.*.perZone": {
    onChange: replaces("Replaces the node group by one for each zone, or the reverse."),
  },
  "cluster.nodeGroups.*.amiType": { onChange: replaces(REPLACES_GROUP) },
  "cluster.nodeGroups.*.instanceTypes": {
    price: `for each node, on demand: ${["t4g.medium", "m7g.large", "m7i.large"].map(instanceMonth).join(", ")}`,
    onChange: replaces(REPLACES_GROUP),
  },
  "cluster.nodeGroups.*.capacityType": { onChange: replaces(REPLACES_GROUP) },
  "cluster.nodeGroups.*.desiredSize": {
    onChange: other(
      "Used when the group is created; later updates keep the size that an autoscaler or a person has set.",
    ),
  },
  "cluster.nodeGroups.*.diskSizeGiB": {
    price: `${dollars(PRICES.gp3.usd)} a month for each GiB of each node`,
    onChange: inPlace("In place at the node group; EKS replaces the nodes one batch after the other."),
  },
  "cluster.nodeGroups.*.warmPool": {
    price: `a stopped instance costs its disk only, ${dollars(PRICES.gp3.usd)} a month for each GiB`,
  },
  "cluster.fargateProfiles": { onChange: replaces("Replaces the profile, and its pods restart.") },
  "cluster.access": {
    onChange: inPlace("In place, or replaces the entry: its principal has no access for seconds."),
  },
  "cluster.podIdentities": {
    onChange: inPlace("In place, or replaces the association: its pods get no new credentials for seconds."),
  },
  "cluster.sampleWorkload.ingress": {
    price: `${monthly(PRICES.loadBalancer)} for the load balancer, ${monthly(PRICES.publicIpv4)} in each zone for the address of an internet-facing one`,
  },
  "monitoring.alarms": {
    price: `${monthly(PRICES.alarm)} for each alarm, ${monthly(PRICES.kmsKey)} for the key of the topics`,
    onChange: inPlace("In place. Another address is another subscription, which its owner confirms."),
  },
  "monitoring.alarms.auditedAccess": { price: `${monthly(PRICES.alarm)} for each entry` },
  "monitoring.alarms.maintenance": {
    onChange: inPlace("In place. Another key replaces the mute rule."),
  },
  "monitoring.trail": {
    price: `${monthly(PRICES.alarm)} for each alarm, ${monthly(PRICES.metric)} for each metric in a month with events`,
  },
  "monitoring.slos": {
    price: `${monthly(PRICES.alarm)} for each metric of an alarm, ${monthly(PRICES.compositeAlarm)} for each of two composite alarms`,
    onChange: inPlace("In place. Another key is another objective: the alarms of the old one are deleted."),
  },
  "monitoring.canaries": {
    price: each(PRICES.canaryRun),
    onChange: inPlace(
      "In place. Another key is another canary: the old one is deleted, and its reports stay in the log bucket.",
    ),
  },
  "monitoring.dashboards": {
    price: `${monthly(PRICES.dashboard)} for each after the first three of the account`,
  },
  "monitoring.logs.metricFilters": {
    price: `${monthly(PRICES.alarm)} for the alarm, ${monthly(PRICES.metric)} for the metric in a month with events`,
  },
  "monitoring.logs.subscriptions": {
    onChange: inPlace("In place. Another key is another subscription: the old one is deleted."),
  },
  "cluster.offHours": {
    onChange: inPlace("In place. A changed time takes effect from its next occurrence; nodes that run keep running."),
  },
  "cluster.webAcl": {
    price: `${monthly(PRICES.webAcl)}, ${monthly(PRICES.webAclRule)} for each rule, and by the request`,
    onChange: inPlace("In place. Removing it fails while an Ingress names it."),
  },
  "budgets.anomalies.monitorArn": { onChange: other("Setting it deletes the monitor that the stack created.") },
  "resilience.experiments": {
    onChange: inPlace("In place. Experiments that run keep the template with which they started."),
  },
  "monitoring.logs.groups": {
    price: `${each(PRICES.logToCloudWatch)} with STANDARD, ${each(PRICES.logToInfrequentAccess)} with INFREQUENT_ACCESS`,
    onChange: inPlace("Retention in place. Another class replaces the log group and deletes its events."),
  },
  "monitoring.logs.archive": {
    price: `${each(PRICES.firehoseIngestion)} of compressed events`,
    onChange: inPlace("In place. Another key writes to another folder."),
  },
  "monitoring.prometheus": {
    price: `${monthly(PRICES.prometheusCollector)} for the collector, and a price per sample`,
  },
  "monitoring.grafana": {
    price: `${monthly(PRICES.grafanaEditor)} for each active editor, at least one, and $5 for each viewer`,
  },
  "budgets.costCeilingUsd": { onChange: other("Limits previews and updates; changes no resource.") },
  "budgets.waste": { onChange: other("Changes the waste report only, and no resource.") },
  overrides: { onChange: other("Depends on the argument; the preview shows whether it replaces the resource.") },
  policy: { onChange: other("Decides which previews and updates stop; changes no resource.") },
  usage: { onChange: other("Changes the bill only, and no resource.") },
  "bootstrap.stacks": { price: `${KEY_MONTH} of each stack, and one for the state bucket` },
  "bootstrap.shortLivedStacks": { price: `${KEY_MONTH} of these stacks together` },
  "bootstrap.stacks.*.runner": { price: `${KEY_MONTH} of the logs of all runners, and jobs by the minute` },
  "fleet.encryption": { price: `${KEY_MONTH} with \`customer-managed\`` },
};

function inPlace(text: string): Effect {
  return { kind: "in place", text };
}

function replaces(text: string): Effect {
  return { kind: "replaces", text };
}

/** Depends on the values, or is neither. */
function other(text: string): Effect {
  return { kind: "see below", text };
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

function monthly(price: Price): string {
  return `${dollars(usdPerMonth(price))} a month`;
}

function each({ usd, per }: Price): string {
  return per === "million" ? `${dollars(usd)} for a million` : `$${usd} per ${per}`;
}

function instanceMonth(type: string): string {
  const hourly = instancePrice(type);
  if (hourly === undefined) throw new Error(`${type} has no price in domain/cost/prices.ts`);
  return `${dollars(hourly.usd * HOURS_PER_MONTH)} a month for ${type}`;
}

function bundlePrices(): string {
  return Object.entries(ENDPOINT_BUNDLES)
    .map(([name, services]) => `\`${name}\`: ${dollars(services.length * usdPerMonth(PRICES.interfaceEndpoint))}`)
    .join(", ");
}
