import type { Severity } from "./severity";

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

/** Characters of a canary's name that the names of its function, its layer and its log group contain. */
const NAME_PART_LENGTH = 21;

/**
 * Pattern of the names that Synthetics gives to functions, layers and log groups of canaries.
 * https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_DeleteCanary.html
 *
 * @param start how the names of the canaries start
 */
export function canaryFunctions(start: string): string {
  return `cwsyn-${start.slice(0, NAME_PART_LENGTH)}*`;
}

export function canarySchedule(everyMinutes: number): string {
  return everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`;
}

/** Runs in a month of 730 hours. */
export function canaryRuns(everyMinutes: number): number {
  return (730 * 60) / everyMinutes;
}

/** What a canary requests and expects. */
export interface CanarySettings {
  readonly url: string;
  readonly method: "GET" | "HEAD" | "OPTIONS";
  readonly everyMinutes: number;
  /** Longest duration of a run. */
  readonly timeoutSeconds: number;
  readonly expectedStatus: number;
  readonly maximumLatencyMs: number;
  /** Days before the expiry of the certificate from which runs fail. */
  readonly certificateDays: number;
}

/** Seconds of a run in which the script reports a request without an answer. */
export const REPORT_SECONDS = 5;

interface CanaryAlarm {
  readonly severity: Severity;
  readonly runbook: string;
  readonly description: string;
  readonly periodSeconds: number;
  readonly periods: number;
  readonly periodsToAlarm: number;
}

/** The alarm on a canary: two of the last three runs failed, or there are no runs. */
export function canaryAlarm({ url, everyMinutes }: CanarySettings, hasObjective: boolean): CanaryAlarm {
  return {
    // The alarms on the objective page for the same fault.
    severity: hasObjective ? "P2" : "P1",
    runbook: "canary",
    description: `Two of three requests to ${url} failed, or the canary does not run`,
    periodSeconds: everyMinutes * 60,
    periods: 3,
    periodsToAlarm: 2,
  };
}
