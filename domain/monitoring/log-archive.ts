import { fitName } from "../names";
import { type Alarm, FIVE_MINUTES } from "./alarms";

/** Prefixes of the objects of the archive, and of events that could not be processed. */
export const ARCHIVE_PREFIX = "log-archive";
export const ARCHIVE_ERROR_PREFIX = "log-archive-errors";

/** Longest name of a stream: https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html */
const STREAM_NAME_LENGTH = 64;

/**
 * The largest objects that Firehose writes, since each costs a PUT request: after 128 MB, or 15 minutes.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
 */
export const ARCHIVE_BUFFER = { megabytes: 128, seconds: 900 } as const;

/** Days for which the reasons of failed deliveries are kept. */
export const ARCHIVE_ERROR_DAYS = 14;

/** @param key key of the log group in `monitoring.logs.archive.logGroups` */
export function archiveStreamName(platformName: string, key: string): string {
  return fitName(`${platformName}-archive-${key}`, STREAM_NAME_LENGTH);
}

/** Where Firehose writes the events of a log group: an own prefix, with the hour of arrival in UTC. */
export function archivePrefixes(key: string): { readonly prefix: string; readonly errorPrefix: string } {
  const hour = "!{timestamp:yyyy/MM/dd/HH}/";
  return {
    prefix: `${ARCHIVE_PREFIX}/${key}/${hour}`,
    errorPrefix: `${ARCHIVE_ERROR_PREFIX}/${key}/!{firehose:error-output-type}/${hour}`,
  };
}

const FIREHOSE_METRICS = "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html";

/** On each stream of the archive, by the first part of their keys. */
export const ARCHIVE_ALARMS: Readonly<Record<string, Alarm>> = {
  "archive-age": {
    namespace: "AWS/Firehose",
    metricName: "DeliveryToS3.DataFreshness",
    statistic: "Maximum",
    // Four times the interval of the buffer.
    threshold: 4 * ARCHIVE_BUFFER.seconds,
    periodSeconds: FIVE_MINUTES,
    periods: 3,
    description: "Log events wait longer than an hour for their delivery to the archive, and are lost after 24 hours",
    severity: "P2",
    runbook: "log-archive",
    source: FIREHOSE_METRICS,
  },
  "archive-errors": {
    namespace: "AWS/Firehose",
    metricName: "DeliveryToS3.Success",
    statistic: "Average",
    threshold: 1,
    isBelow: true,
    periodSeconds: FIVE_MINUTES,
    periods: 6,
    periodsToAlarm: 3,
    description: "Amazon Data Firehose cannot write objects of the log archive to its bucket",
    severity: "P2",
    runbook: "log-archive",
    source: FIREHOSE_METRICS,
  },
};
