import type { PlatformConfig } from "../../config";
import { natGatewayZones } from "../../domain/network/nat-gateway-zones";
import { planSubnets } from "../../domain/network/subnet-plan";
import type { Tier } from "../../domain/network/zones-and-tiers";
import type { Diagram, DiagramArea, DiagramLink } from "./diagram";

/** What the stack will have, as far as its configuration determines it, by tier and component. */
export function configDiagram(config: PlatformConfig): Diagram {
  const { tiers } = config.network;
  const areas = [
    area("account", config.account.baseline ? ["account-wide protections"] : []),
    area("network", networkNodes(config)),
    ...tiers.map((tier) => area(tierTitle(tier), tierNodes(config, tier))),
    area("storage", storageNodes(config)),
    area("backup", backupNodes(config)),
    area("cluster", clusterNodes(config)),
    area("nodes", nodeNodes(config)),
    area(
      "baseline",
      Object.keys(config.cluster.namespaces).map((name) => `namespace ${name}`),
    ),
    area("monitoring", monitoringNodes(config)),
    area("budgets", budgetNodes(config)),
  ].filter(({ nodes }) => nodes.length > 0);
  return {
    areas,
    links: LINKS.filter(({ from, to }) => [from, to].every((each) => areas.some(({ title }) => title === each))),
  };
}

function tierTitle(tier: Tier): string {
  return `network, ${tier} tier`;
}

/** Who uses what, by titles of areas. */
const LINKS: readonly DiagramLink[] = [
  { from: "network", to: tierTitle("private") },
  { from: tierTitle("public"), to: tierTitle("private") },
  { from: tierTitle("control-plane"), to: "cluster" },
  { from: tierTitle("private"), to: "nodes" },
  { from: "cluster", to: "nodes" },
  { from: "cluster", to: "baseline" },
  { from: "storage", to: "cluster" },
  { from: "storage", to: "backup" },
  { from: "cluster", to: "monitoring" },
];

function area(title: string, labels: readonly string[]): DiagramArea {
  return { title, nodes: labels.map((label) => ({ label })), more: 0 };
}

function networkNodes({ network, aws }: PlatformConfig): readonly string[] {
  const { services } = network.interfaceEndpoints;
  return [
    network.existing === undefined ? `VPC ${network.cidr ?? "with a block of IPAM"} in ${aws.region}` : "existing VPC",
    ...(services.length === 0 ? [] : [`${services.length} interface endpoints in ${network.zones.length} zones`]),
    ...(network.transitGateway === undefined ? [] : ["transit gateway attachment"]),
    `flow logs to ${network.flowLogs.destination}`,
  ];
}

function tierNodes({ network }: PlatformConfig, tier: Tier): readonly string[] {
  const { cidr, zones, nat, existing, ipam } = network;
  const gateways = tier === "public" ? natGatewayZones(nat, zones).map((zone) => `NAT gateway ${zone}`) : [];
  if (cidr === undefined || ipam !== undefined || existing !== undefined) {
    return [...zones.map((zone) => `subnet ${tier}-${zone}`), ...gateways];
  }
  const subnets = planSubnets({ ...network, cidr }).filter((subnet) => subnet.tier === tier);
  return [...subnets.map(({ zone, cidr: block }) => `subnet ${zone} ${block}`), ...gateways];
}

function storageNodes({ storage }: PlatformConfig): readonly string[] {
  return [
    ...Object.entries(storage.buckets).map(([key, { class: kind }]) => `bucket ${key} (${kind})`),
    ...Object.keys(storage.registries).map((key) => `registry ${key}`),
    ...Object.keys(storage.fileSystems).map((key) => `file system ${key}`),
    ...Object.keys(storage.secrets).map((key) => `secret ${key}`),
  ];
}

function backupNodes({ backup }: PlatformConfig): readonly string[] {
  if (!backup.enabled) return [];
  return [
    `vault, ${backup.dailyRetentionDays} daily backups`,
    ...(backup.secondRegionRetentionDays === undefined ? [] : ["vault of the second Region"]),
  ];
}

function clusterNodes({ cluster }: PlatformConfig): readonly string[] {
  const addons = [
    ...Object.keys(cluster.addons),
    ...Object.keys(cluster.optionalAddons),
    ...Object.keys(cluster.extraAddons),
  ];
  return [
    `control plane, Kubernetes ${cluster.version}`,
    `${cluster.endpoint.public ? "public and private" : "private"} endpoint`,
    ...(addons.length === 0 ? [] : [`${addons.length} add-ons`]),
    `${Object.keys(cluster.access).length} access entries`,
  ];
}

function nodeNodes({ cluster }: PlatformConfig): readonly string[] {
  const groups = Object.entries(cluster.nodeGroups).map(
    ([name, { minSize, maxSize, instanceTypes }]) =>
      `node group ${name}, ${minSize} to ${maxSize} ${instanceTypes[0] ?? ""}`,
  );
  return [
    ...groups,
    ...Object.keys(cluster.karpenter?.nodePools ?? {}).map((name) => `Karpenter pool ${name}`),
    ...(cluster.autoMode === undefined ? [] : ["Auto Mode"]),
    ...Object.keys(cluster.fargateProfiles).map((name) => `Fargate profile ${name}`),
  ];
}

function monitoringNodes({ monitoring }: PlatformConfig): readonly string[] {
  return monitoring.alarms === undefined ? [] : ["alarms, with a topic"];
}

function budgetNodes({ budgets }: PlatformConfig): readonly string[] {
  return budgets.account === undefined ? [] : [`budget of $${budgets.account.monthlyUsd} a month`];
}
