import { SEVERITIES, type Severity } from "./severity";
import { badPercentAt, budgetSpentPercent, BURN_RATES, type BurnRate, errorBudgetPercent } from "./slo";
import { type Indicator, indicatorsOf, type MetricQuery, type Slo } from "./slo-indicators";

/** An alarm on the share of bad events in one window. It notifies nobody: only composite alarms do. */
export interface WindowAlarm {
  /** Last part of the alarm's name. */
  readonly key: string;
  readonly description: string;
  readonly metrics: readonly MetricQuery[];
  readonly expression: string;
  readonly label: string;
  /** Percent. The alarm is raised above it. */
  readonly threshold: number;
  readonly periodSeconds: number;
}

/** An alarm on other alarms. */
export interface BurnAlarm {
  /** Last part of the alarm's name. */
  readonly key: string;
  readonly description: string;
  readonly severity: Severity;
  readonly runbook: string;
  /** Pairs of alarms, by the last parts of their names. Both alarms of a pair must be in the state ALARM. */
  readonly pairs: readonly (readonly [long: string, short: string])[];
  /** Alarm on the same budget, during which this one is not raised. */
  readonly unless?: string | undefined;
}

export interface SloAlarms {
  readonly windows: readonly WindowAlarm[];
  readonly burns: readonly BurnAlarm[];
}

/** The alarms of an objective with a key. */
export function sloAlarms(key: string, slo: Slo, canaryName: (key: string) => string): SloAlarms {
  const indicators = indicatorsOf(slo, canaryName).map(
    (indicator) => [`slo-${key}-${indicator.key}`, indicator] as const,
  );
  return {
    windows: indicators.flatMap(([name, indicator]) =>
      BURN_RATES.flatMap((burn) => [
        windowAlarm(name, indicator, burn, "long"),
        windowAlarm(name, indicator, burn, "short"),
      ]),
    ),
    burns: indicators.flatMap(([name, indicator]) =>
      SEVERITIES.map((severity) => burnAlarm(name, indicator, severity)),
    ),
  };
}

/**
 * Each window is one period of its metrics, because all metrics of an alarm have the same period. Periods of an hour or more
 * may be as long as 7 days.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function windowAlarm(
  name: string,
  { bad, badPercent, badCount, leastBad, metrics, targetPercent }: Indicator,
  burn: BurnRate,
  which: "long" | "short",
): WindowAlarm {
  const isLong = which === "long";
  const threshold = badPercentAt(burn.rate, targetPercent);
  return {
    key: windowKey(name, burn, which),
    description: `More than ${threshold} % ${bad}`,
    metrics: isLong ? metrics : metrics.filter(({ id }) => badPercent.includes(id)),
    // Half an event less than the least: shares are not exact.
    expression: isLong ? `IF(${badCount}>${leastBad - 0.5},${badPercent},0)` : badPercent,
    label: `Percent of ${bad}`,
    threshold,
    periodSeconds: isLong ? burn.longSeconds : burn.shortSeconds,
  };
}

function burnAlarm(name: string, { bad, targetPercent }: Indicator, severity: Severity): BurnAlarm {
  const rates = BURN_RATES.filter((burn) => burn.severity === severity);
  const spent = rates.map(({ key, rate, longSeconds }) => `${budgetSpentPercent(rate, longSeconds)} % in ${key}`);
  return {
    key: `${name}-${severity.toLowerCase()}`,
    description: `The error budget of 30 days (${errorBudgetPercent(targetPercent)} % ${bad}) is being spent too fast: ${spent.join(" or ")}`,
    severity,
    runbook: "error-budget",
    pairs: rates.map((burn) => [windowKey(name, burn, "long"), windowKey(name, burn, "short")]),
    unless: severity === "P2" ? `${name}-p1` : undefined,
  };
}

function windowKey(name: string, { key }: BurnRate, which: "long" | "short"): string {
  return `${name}-${key}-${which}`;
}

/**
 * Expression of a composite alarm, at most 10,240 characters.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 *
 * @param alarmName name of an alarm by its last part
 */
export function burnRule(
  { pairs, unless }: Pick<BurnAlarm, "pairs" | "unless">,
  alarmName: (key: string) => string,
): string {
  const isRaised = (key: string): string => `ALARM("${alarmName(key)}")`;
  const anyPair = pairs.map((pair) => `(${pair.map(isRaised).join(" AND ")})`).join(" OR ");
  return unless === undefined ? anyPair : `(${anyPair}) AND NOT ${isRaised(unless)}`;
}

/** Metrics that the alarms of objectives evaluate, each charged like an alarm, and their composite alarms. */
export function sloAlarmCounts(slos: Readonly<Record<string, Slo>>): {
  readonly metrics: number;
  readonly composites: number;
} {
  const alarms = Object.entries(slos).map(([key, slo]) => sloAlarms(key, slo, String));
  return {
    metrics: alarms.flatMap(({ windows }) => windows.flatMap(({ metrics }) => metrics)).length,
    composites: alarms.flatMap(({ burns }) => burns).length,
  };
}
