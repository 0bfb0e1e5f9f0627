import type { Severity } from "./severity";

type Statistic = "Average" | "Maximum" | "Minimum" | "Sum" | "p99";

/** A CloudWatch alarm on one metric, or on a value that is computed from several. */
export interface Alarm {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: Statistic;
  /** Dimensions that all stacks have in common. Those of the monitored resource are added to them. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** Metric math. Omitted: the alarm evaluates the metric itself. */
  readonly math?: AlarmMath;
  /** The alarm counts a period whose value is this or greater; with `isBelow`, a period whose value is less. */
  readonly threshold: number;
  readonly isBelow?: true;
  /** Whether a period without data counts as well. Default: no, because metrics that count errors have no data without errors. */
  readonly countsMissingData?: true;
  readonly periodSeconds: number;
  /** Number of the latest periods that are evaluated. */
  readonly periods: number;
  /** Number of those periods that must reach the threshold. Default: all. */
  readonly periodsToAlarm?: number;
  /** Meaning and first command to run, as the notification shows them. */
  readonly description: string;
  readonly severity: Severity;
  /** Name of its page in docs/runbooks/alarms, without `.md`. */
  readonly runbook: string;
  /** The page of AWS that lists the metric, its dimensions and its statistics. */
  readonly source: string;
}

interface AlarmMath {
  /** The alarm's own metric is `m1`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
  readonly expression: string;
  /** Further metrics of the same namespace and resource, by their ID in the expression. */
  readonly metrics: Readonly<Record<string, Pick<Alarm, "metricName" | "statistic">>>;
}

export const MINUTE = 60;
export const FIVE_MINUTES = 300;
export const HOUR = 3600;
export const DAY = 86_400;

/** What the notification says: at most 1024 characters, with the page that describes what to do. */
export function alarmDescription({
  severity,
  description,
  runbook,
}: Pick<Alarm, "severity" | "description" | "runbook">): string {
  return `${severity}. ${description}. Runbook: docs/runbooks/alarms/${runbook}.md`;
}

/** Metrics that an alarm evaluates. CloudWatch charges for each: https://aws.amazon.com/cloudwatch/pricing/ */
export function metricCount({ math }: Pick<Alarm, "math">): number {
  return 1 + Object.keys(math?.metrics ?? {}).length;
}
