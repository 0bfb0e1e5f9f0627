import type { Severity } from "./severity";

/** Days over which an objective counts. */
export const SLO_PERIOD_DAYS = 30;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/**
 * How fast an objective spends its error budget, over a long window and a short one that ends with the fault. At a burn rate
 * of 1, the budget lasts exactly as long as the period of the objective.
 */
export interface BurnRate {
  /** Length of the long window, the last part of the alarms' names. */
  readonly key: string;
  readonly rate: number;
  readonly longSeconds: number;
  readonly shortSeconds: number;
  readonly severity: Severity;
}

/**
 * The windows that the workbook recommends: together they find an outage within minutes and a slow leak within days. They
 * spend 2 %, 5 %, 10 % and 10 % of the budget of 30 days.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
export const BURN_RATES: readonly BurnRate[] = [
  { key: "1h", rate: 14.4, longSeconds: HOUR, shortSeconds: 5 * MINUTE, severity: "P1" },
  { key: "6h", rate: 6, longSeconds: 6 * HOUR, shortSeconds: 30 * MINUTE, severity: "P1" },
  { key: "1d", rate: 3, longSeconds: DAY, shortSeconds: 2 * HOUR, severity: "P2" },
  { key: "3d", rate: 1, longSeconds: 3 * DAY, shortSeconds: 6 * HOUR, severity: "P2" },
];

const FASTEST_RATE = Math.max(...BURN_RATES.map(({ rate }) => rate));

/**
 * The lowest target that all burn rates can be measured for: below it, the fastest rate needs more than 100 % of bad events.
 * In percent.
 */
export const LOWEST_TARGET_PERCENT = Math.ceil((100 - 100 / FASTEST_RATE) * 10) / 10;

/** Share of events that may be bad, in percent. */
export function errorBudgetPercent(targetPercent: number): number {
  return rounded(100 - targetPercent);
}

/** Share of bad events, in percent, above which the budget burns faster than the rate. */
export function badPercentAt(rate: number, targetPercent: number): number {
  return rounded(rate * errorBudgetPercent(targetPercent));
}

/** Share of the budget, in percent, that a rate spends within a window. */
export function budgetSpentPercent(rate: number, windowSeconds: number): number {
  return rounded((100 * rate * windowSeconds) / (SLO_PERIOD_DAYS * DAY));
}

/** Minutes of a total outage that spend the whole budget. */
export function budgetMinutes(targetPercent: number): number {
  return rounded((errorBudgetPercent(targetPercent) / 100) * SLO_PERIOD_DAYS * 24 * 60);
}

/** Without the errors of floating point: 14.4 x (100 - 99.9) is 1.44. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
