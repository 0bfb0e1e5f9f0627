import { type Price, PRICES, usdPerMonth } from "../cost/prices";

/** Costs of controls, in list prices of us-east-1. */
export const COSTS = {
  endpoint: `${monthly(PRICES.interfaceEndpoint)} for each service in each zone, ${perGb(PRICES.interfaceEndpointProcessing)}`,
  kmsKey: monthly(PRICES.kmsKey),
  flowLog: `${perGb(PRICES.logToS3)} delivered to S3, ${perGb(PRICES.logToCloudWatch)} to CloudWatch`,
  controlPlaneLog: `${perGb(PRICES.logToCloudWatch)} delivered to CloudWatch`,
  extendedSupport: `${monthly(PRICES.controlPlaneExtended)} instead of ${monthly(PRICES.controlPlane)} after the end of standard support`,
  replica: `the storage of the copy and its transfer, and ${dollars(4 * PRICES.metric.usd)} a month for metrics of each bucket`,
  alarm: `${monthly(PRICES.alarm)} for each alarm`,
  webAcl: `${monthly(PRICES.webAcl)}, and ${monthly(PRICES.webAclRule)} for each rule`,
  accessLogs: "the storage of the logs",
  backups: "the storage of the recovery points: https://aws.amazon.com/backup/pricing/",
  trail: "the first copy of management events is free: https://aws.amazon.com/cloudtrail/pricing/",
  objectEvents: "by event: https://aws.amazon.com/cloudtrail/pricing/",
  recorder: "by configuration item: https://aws.amazon.com/config/pricing/",
  guardDuty: "by event and GB: https://aws.amazon.com/guardduty/pricing/",
  securityHub: "by check: https://aws.amazon.com/security-hub/pricing/",
} as const;

function monthly(price: Price): string {
  return `${dollars(usdPerMonth(price))} a month`;
}

function perGb({ usd }: Price): string {
  return `${dollars(usd)} per GB`;
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}
