/**
 * How soon a person must act on an alarm. P1: now, at any hour, because workloads or their data are affected or soon will be.
 * P2: within a working day.
 */
export const SEVERITIES = ["P1", "P2"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** One value for each severity. */
export function bySeverity<Value>(valueOf: (severity: Severity) => Value): Readonly<Record<Severity, Value>> {
  return { P1: valueOf("P1"), P2: valueOf("P2") };
}
