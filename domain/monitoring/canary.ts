/**
 * The runtime of canaries: Node.js 20 without a browser. AWS deprecates runtimes, and then refuses to create canaries with
 * them. Read on 2026-11-28.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html
 */
export const CANARY_RUNTIME = "syn-nodejs-3.1";

/** Metrics that canaries publish: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html */
export const CANARY_NAMESPACE = "CloudWatchSynthetics";

/** Folder of the log bucket to which canaries write their reports. */
export const CANARY_ARTIFACTS = "canaries";

/** The shortest timeout that leaves time for the start of the function: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_nodejs_puppeteer.html */
export const LEAST_TIMEOUT_SECONDS = 15;

/** How often a canary runs at most and at least: https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryScheduleInput.html */
export const CANARY_MINUTES = { least: 1, most: 60 } as const;

/** Name of a canary: lowercase letters, digits, hyphens and underscores. A change replaces the canary. */
export function canaryName(platformName: string, key: string): string {
  return `${platformName}-${key}`;
}

export function canarySchedule(everyMinutes: number): string {
  return everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`;
}

/** Runs in a month of 730 hours. */
export function canaryRuns(everyMinutes: number): number {
  return (730 * 60) / everyMinutes;
}
