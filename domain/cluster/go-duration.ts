const SECONDS = { h: 3600, m: 60, s: 1 } as const;

/** Go represents a duration as a signed 64-bit number of nanoseconds: https://pkg.go.dev/time#Duration */
export const LONGEST_DURATION_HOURS = 2_562_047;

/** Seconds of a duration in Go's format of hours, minutes and seconds, such as `1h30m`. Undefined for any other text. */
export function durationSeconds(duration: string): number | undefined {
  if (!/^([0-9]+[hms])+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/([0-9]+)([hms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * SECONDS[unit as keyof typeof SECONDS], 0);
}

/** Whether Go can read the duration. A longer one matches the CRD's pattern, but the controller cannot read the object. */
export function isReadableDuration(duration: string): boolean {
  const seconds = durationSeconds(duration);
  return seconds !== undefined && seconds <= LONGEST_DURATION_HOURS * SECONDS.h;
}
