import { ADDONS, OPTIONAL_ADDON_NAMES } from "../cluster/addons/catalog";
import type { AddonDefinition } from "../cluster/addons/definition";
import { unpricedAccountServices } from "./account-parts";
import type { BillInput } from "./bill-input";
import { unpricedNodes } from "./node-lines";
import { priceListOf } from "./price-list";

/** Parts of a stack that cost something for which the price table has no price. */
export function unpricedParts(input: BillInput): string[] {
  const list = priceListOf(input.aws.region);
  return [
    ...Object.entries(input.cluster.nodeGroups)
      .filter(([, { desiredSize }]) => desiredSize > 0)
      .flatMap(([name, group]) => unpricedNodes(name, group, list)),
    ...unpricedPools(input),
    ...unpricedTier(input),
    ...unpricedAutoMode(input),
    ...unpricedPods(input),
    ...unpricedAddons(input),
    ...unpricedConversion(input),
    ...unpricedAccountServices(input),
    ...unpricedExperiments(input),
    ...unpricedArchive(input),
    ...unpricedMetrics(input),
    ...unpricedExtensions(input),
  ];
}

/** Karpenter launches nodes on demand: none while the cluster is idle, and never more than the limits. */
function unpricedPools({ cluster }: BillInput): string[] {
  return Object.entries(cluster.karpenter?.nodePools ?? {}).map(
    ([name, { limits }]) => `nodes of Karpenter's pool ${name} (up to ${limits.cpu} vCPUs)`,
  );
}

/** AWS publishes a price for each tier, but no citable source dates it. */
function unpricedTier({ cluster: { controlPlaneTier = "standard" } }: BillInput): string[] {
  return controlPlaneTier === "standard" ? [] : [`control plane of ${controlPlaneTier}`];
}

/** EKS launches nodes on demand, and charges 12 % on top of their EC2 on-demand price. */
function unpricedAutoMode({ cluster: { autoMode } }: BillInput): string[] {
  return autoMode === undefined ? [] : [`nodes of Auto Mode (up to ${autoMode.limits.cpu} vCPUs)`];
}

/** Fargate charges the CPU and memory of each pod while it runs, which the configuration does not determine. */
function unpricedPods({ cluster }: BillInput): string[] {
  return Object.keys(cluster.fargateProfiles).map((name) => `pods on Fargate (profile ${name})`);
}

/** Charged by nodes, pods, load balancers and traffic, all of which depend on workloads, or by AWS Marketplace. */
function unpricedAddons({ cluster }: BillInput): string[] {
  const definitions: AddonDefinition[] = OPTIONAL_ADDON_NAMES.filter(
    (name) => cluster.optionalAddons[name] !== undefined,
  ).map((name) => ADDONS[name]);
  const priced = cluster.sampleWorkload?.ingress === undefined ? "" : ", but for the hours of the sample's";
  return [
    ...definitions.flatMap(({ unpriced }) => unpriced ?? []),
    ...(cluster.webAcl === undefined ? [] : ["requests of AWS WAF ($0.60 per million)"]),
    ...(Object.keys(cluster.hostedZones).length === 0
      ? []
      : ["queries of hosted zones ($0.40 per million; none for aliases of load balancers)"]),
    ...(cluster.loadBalancerController === undefined ? [] : [`load balancers of Ingresses and Services${priced}`]),
    ...(cluster.keda?.cloudWatchMetrics === true ? ["CloudWatch metrics that KEDA reads ($0.01 per 1,000)"] : []),
    ...Object.keys(cluster.extraAddons).map((name) => `add-on ${name}, where AWS Marketplace charges for it`),
  ];
}

/** No citable source has this price for the Region of the price list; elsewhere it is about 15 % of the delivery. */
function unpricedConversion({ network: { flowLogs }, usage: { flowLogGb } }: BillInput): string[] {
  return flowLogs.destination === "s3" && flowLogGb > 0
    ? [`conversion of ${flowLogGb} GB of flow logs to Parquet`]
    : [];
}

/** A person starts them. https://aws.amazon.com/fis/pricing/ */
function unpricedExperiments({ resilience: { experiments } }: BillInput): string[] {
  return experiments === undefined ? [] : ["experiments, while they run ($0.10 per minute of an action)"];
}

/** No citable source dates the price of decompression. */
function unpricedArchive({ monitoring: { logs }, usage: { logArchiveGb } }: BillInput): string[] {
  if (logs.archive === undefined) return [];
  const events = logArchiveGb > 0 ? [] : ["events of the log archive ($0.029 per GB)"];
  return [...events, "decompression by Amazon Data Firehose, and storage of the log archive"];
}

/** Metrics depend on workloads, users on people. */
function unpricedMetrics({ monitoring: { prometheus, grafana } }: BillInput): string[] {
  return [
    ...(prometheus === undefined ? [] : ["samples of Prometheus ($0.90 per 10 million), their collection and storage"]),
    ...(grafana === undefined ? [] : ["further users of Grafana ($9 per editor, $5 per viewer)"]),
  ];
}

/** The configuration does not determine what an extension creates. */
function unpricedExtensions({ extensions }: BillInput): string[] {
  return Object.keys(extensions).map((name) => `resources of the extension ${name}`);
}
